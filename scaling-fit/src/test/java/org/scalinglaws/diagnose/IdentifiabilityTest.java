package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
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
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.testing.SharedData;

/** Intervals so wide that the runs say nothing are an error; data that determine the law give none. */
@Tag("once")
class IdentifiabilityTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    private static Fit<ChinchillaLaw> fit(Dataset runs, String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
    }

    private static SimulatedRuns grid(int sizes, int amounts, double reach) {
        return SimulatedRuns.grid(
                TRUTH,
                IntStream.range(0, sizes)
                        .mapToObj(i -> ModelSize.of(1e8 * Math.pow(reach, i / (sizes - 1.0))))
                        .toList(),
                IntStream.range(0, amounts)
                        .mapToObj(i -> Tokens.of(2e9 * Math.pow(reach, i / (amounts - 1.0))))
                        .toList());
    }

    private static List<Finding> errors(Fit<?> fit) {
        return Checks.inspect(fit).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** Four models a factor 4 apart in all, and noise of 1 %. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void aNarrowGridWithNoiseDeterminesNoExponent(String objective) {
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            SimulatedRuns narrow = grid(4, 4, 4).withNoise(0.01).withSeed(seed);
            boolean bound = new OnBound().inspect(fit(narrow.dataset(), objective)).isPresent();
            boolean error = !errors(fit(narrow.dataset(), objective)).isEmpty();
            said += error || bound ? 1 : 0;
        }
        assertThat(said).isGreaterThanOrEqualTo(18);
    }

    /** 100 tables of 25 runs over two decades with the noise of good runs. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void aWideGridGetsNoError(String objective) {
        for (int seed = 0; seed < 100; seed++) {
            Dataset wide = grid(5, 5, 100).withNoise(0.005).withSeed(seed).dataset();
            assertThat(errors(fit(wide, objective))).as("seed %d", seed).isEmpty();
        }
    }

    /** The sandwich of nine runs is far too wide; the exponents of such grids lie within a fifth. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares", "log-huber-likelihood:0.001"})
    void nineRunsOverAWideRangeAreEnough(String objective) {
        for (int seed = 0; seed < 10; seed++) {
            Dataset wide = grid(3, 3, 200).withNoise(0.01).withSeed(seed).dataset();
            assertThat(errors(fit(wide, objective))).as("seed %d", seed).isEmpty();
        }
    }

    /** One loss of sixteen is a third too high: squares see nothing, the robust errors do. */
    @Test
    void oneWrongLossDoesNotMakeNumbersUndetermined() {
        List<Run> runs = new ArrayList<>();
        grid(4, 4, 200).withNoise(0.003).withSeed(4).dataset().forEach(runs::add);
        Run last = runs.get(9);
        runs.set(9, Run.of(last.recipe(), Loss.nats(1.3 * last.loss().nats())));
        assertThat(errors(fit(Dataset.of(runs), "log-huber:0.001"))).isEmpty();
        assertThat(errors(fit(Dataset.of(runs), "log-squares"))).isNotEmpty();
    }

    @Test
    void aWideExponentIsNamedWithItsInterval() {
        Dataset narrow = grid(4, 4, 3).withNoise(0.01).withSeed(2).dataset();
        assertThat(new Identifiability().inspect(fit(narrow, "log-squares")))
                .get()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                            assertThat(finding.message())
                                    .startsWith("these runs do not determine ")
                                    .contains(", within -");
                        });
    }

    @Test
    void asManyRunsAsNumbersTellNoError() {
        List<Recipe> five = new ArrayList<>(grid(2, 2, 30).design());
        five.add(Recipe.of(ModelSize.of(6e8), Tokens.of(1e10)));
        Dataset runs = SimulatedRuns.of(TRUTH, five).withNoise(0.003).dataset();
        assertThat(new Identifiability().inspect(fit(runs, "log-squares")).orElseThrow().message())
                .isEqualTo(
                        "5 runs say nothing of how sure 5 numbers are: such a law passes through"
                                + " every run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables/five.csv", "public/27-one-token-count.csv"})
    void tooFewRunsAndOneAmountOfDataAreErrors(String name) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile(name));
        assertThat(errors(fit(runs, "log-huber:0.001")))
                .extracting(Finding::check)
                .contains("identifiability");
    }

    @Test
    void sixteenRunsThatLeaveTheExponentOpenAreAnError() {
        Dataset runs =
                Dataset.readCsv(SharedData.caseFile("public/35-unidentified-not-said.csv"), "c4");
        assertThat(new Identifiability().inspect(fit(runs, "log-huber:0.001")))
                .contains(
                        Finding.error(
                                "identifiability",
                                "these runs do not determine alpha (0.112, within -0.243 to 0.468),"
                                        + " E (1.04, within -2.23 to 4.31), a (0.584, within -0.264 to"
                                        + " 1.43), b (0.416, within -0.433 to 1.26)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"240", "all"})
    void measuredRunsThatDetermineTheLawGetNoError(String rows) {
        Dataset runs = SharedData.runs("chinchilla_epoch", rows);
        assertThat(errors(fit(runs, "log-huber:0.001"))).isEmpty();
        assertThat(errors(fit(SharedData.runs("porian_isoflop", "all"), "log-huber:0.001")))
                .isEmpty();
    }

    /** Where every residual is zero nothing is left that could tell an error; the law is known. */
    @Test
    void runsThatLieOnALawToTheLastDigitAreNotCalledUndetermined() {
        int exact = 0;
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                Recipe recipe =
                        Recipe.of(
                                ModelSize.of(Math.pow(10, 7 + 3 * random.nextDouble())),
                                Tokens.of(Math.pow(10, 8 + 3 * random.nextDouble())));
                runs.add(Run.of(recipe, Loss.nats(TRUTH.loss(recipe))));
            }
            Fit<ChinchillaLaw> fit = fit(Dataset.of(runs), "log-huber:0.001");
            if (fit.objective() == 0) {
                exact++;
                assertThat(new Identifiability().inspect(fit))
                        .contains(
                                Finding.note(
                                        "identifiability",
                                        "the law passes through every run to the last digit: runs"
                                                + " without noise tell no standard errors"));
            }
        }
        System.out.printf("%d of 30 fits are exact%n", exact);
        assertThat(exact).isPositive();
    }

    @Test
    void errorsThatAreNoneAreExplained() {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("robust/fit-463.csv"));
        Finding finding = new Identifiability().inspect(fit(runs, "log-huber:0.001")).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.NOTE);
        assertThat(finding.message()).contains("tell no standard errors");
    }
}
