package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.testing.SharedData;

/** Wrong rows are named, whatever is wrong with them and whatever the objective; right ones are not. */
class OutliersTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    /** 84 runs: seven sizes by twelve amounts of data, noise of 0.5 %. */
    private static Dataset clean(long seed) {
        return grid(7, 12).withNoise(0.005).withSeed(seed).dataset();
    }

    private static SimulatedRuns grid(int sizes, int amounts) {
        return SimulatedRuns.grid(
                TRUTH,
                IntStream.range(0, sizes)
                        .mapToObj(i -> ModelSize.of(5e7 * Math.pow(100, i / (sizes - 1.0))))
                        .toList(),
                IntStream.range(0, amounts)
                        .mapToObj(i -> Tokens.of(1e9 * Math.pow(300, i / (amounts - 1.0))))
                        .toList());
    }

    private static Dataset spoilt(Dataset runs, Set<Integer> rows, UnaryOperator<Run> how) {
        List<Run> all = StreamSupport.stream(runs.spliterator(), false).toList();
        return Dataset.of(
                IntStream.range(0, all.size())
                        .mapToObj(
                                row -> rows.contains(row) ? how.apply(all.get(row)) : all.get(row))
                        .toList());
    }

    private static UnaryOperator<Run> lossTimes(double factor) {
        return run -> Run.of(run.recipe(), Loss.nats(factor * run.loss().nats()));
    }

    private static Run inMillions(Run run) {
        double size = run.recipe().value(Factor.PARAMETERS) / 1e6;
        return Run.of(Recipe.of(ModelSize.of(size), run.recipe().tokens()), run.loss());
    }

    private static Run swapped(Run run) {
        double size = run.recipe().value(Factor.TOKENS);
        double tokens = run.recipe().value(Factor.PARAMETERS);
        return Run.of(Recipe.of(ModelSize.of(size), Tokens.of(tokens)), run.loss());
    }

    private static Fit<ChinchillaLaw> fit(Dataset runs, String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
    }

    /** The places, from 0, of the rows that a finding names. */
    private static Set<Integer> named(Optional<Finding> finding) {
        Set<Integer> rows = new TreeSet<>();
        finding.ifPresent(
                found -> {
                    Matcher runs = Pattern.compile("run (\\d+) ").matcher(found.message());
                    while (runs.find()) {
                        rows.add(Integer.parseInt(runs.group(1)) - 1);
                    }
                });
        return rows;
    }

    private static void assertNamed(Set<Integer> rows, UnaryOperator<Run> how, String objective) {
        for (int seed = 0; seed < 3; seed++) {
            Dataset runs = spoilt(clean(seed), rows, how);
            Optional<Finding> finding = new Outliers().inspect(fit(runs, objective));
            assertThat(named(finding)).as("seed %d: %s", seed, finding).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares", "squares", "log-absolute"})
    void threeLossesThatAreThreeTimesTooHighAreNamed(String objective) {
        assertNamed(Set.of(5, 40, 77), lossTimes(3), objective);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares", "squares"})
    void aLossTenTimesTooHighOrTooLowIsNamed(String objective) {
        assertNamed(Set.of(17), lossTimes(10), objective);
        assertNamed(Set.of(60), lossTimes(0.1), objective);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares", "squares"})
    void oneModelCountedInMillionsIsNamed(String objective) {
        assertNamed(Set.of(33), OutliersTest::inMillions, objective);
    }

    /** The smallest model on the most tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares", "squares"})
    void parametersAndTokensOfOneRowSwappedAreNamed(String objective) {
        assertNamed(Set.of(11), OutliersTest::swapped, objective);
    }

    @Test
    void theFindingSaysWhatTheFitWouldBeWithoutTheRow() {
        Dataset runs = spoilt(grid(5, 5).dataset(), Set.of(7), lossTimes(3));
        Finding finding = new Outliers().inspect(fit(runs, "log-squares")).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.check()).isEqualTo("outlier");
        assertThat(finding.message())
                .startsWith("run 8 has loss 8.6086 where the others put 2.8695")
                .contains("; without it E is 1.817 instead of ")
                .contains("alpha is 0.3478 instead of ")
                .contains("a residual of +1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void ofAHundredAndTwentyCleanTablesAtMostOneHasARowNamed(String objective) {
        int alarms = 0;
        for (int seed = 0; seed < 60; seed++) {
            alarms += new Outliers().inspect(fit(clean(seed), objective)).isPresent() ? 1 : 0;
            Dataset few = grid(4, 4).withNoise(0.005).withSeed(seed).dataset();
            alarms += new Outliers().inspect(fit(few, objective)).isPresent() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    @Test
    void exactRunsNameNoRow() {
        assertThat(new Outliers().inspect(fit(grid(5, 5).dataset(), "log-squares"))).isEmpty();
    }

    @Test
    void aDivergedRunOfAHandedTableIsNamed() {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("tables/r10.csv"));
        for (String objective : List.of("log-huber:0.001", "squares")) {
            assertThat(new Outliers().inspect(fit(runs, objective)).orElseThrow().message())
                    .startsWith("run 5 (50M-20x-s2) has loss 25.3 where the others put 4.5");
        }
    }
}
