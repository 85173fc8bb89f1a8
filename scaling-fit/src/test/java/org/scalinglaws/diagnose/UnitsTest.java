package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.scalinglaws.testing.SharedData;

/** Sizes that cannot be are an error that names the likely unit; rows that stand twice are told. */
class UnitsTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    /** Twenty runs with N, D and C counted in other units. */
    private static List<Run> runs(double params, double tokens, double flops) {
        List<Run> runs = new ArrayList<>();
        for (double n : new double[] {5e7, 1e8, 3e8, 1e9, 3e9}) {
            for (double ratio : new double[] {2, 8, 30, 120}) {
                Recipe real = Recipe.of(ModelSize.of(n), Tokens.of(ratio * n));
                Recipe written = Recipe.of(ModelSize.of(n / params), Tokens.of(ratio * n / tokens));
                written = written.with(Factor.FLOPS, 6 * n * n * ratio / flops);
                runs.add(Run.of(written, Loss.nats(TRUTH.loss(real))));
            }
        }
        return runs;
    }

    private static Fit<?> fit(Dataset runs) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares()).fit(runs);
    }

    @ParameterizedTest
    @CsvSource({
        "1e9, 1e9, params are counted in billions and tokens are counted in billions",
        "1, 1e9, tokens are counted in billions",
        "1e6, 1, params are counted in millions",
        "1e6, 1e9, params are counted in millions and tokens are counted in billions",
        "1, 1e12, tokens are counted in trillions"
    })
    void theLikelyUnitIsNamed(double params, double tokens, String unit) {
        Finding finding =
                new Units().inspect(fit(Dataset.of(runs(params, tokens, params * tokens)))).get();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message()).endsWith(": most likely " + unit);
    }

    static List<Arguments> pairsOfUnits() {
        List<Arguments> pairs = new ArrayList<>();
        for (double params : new double[] {1, 1e3, 1e6, 1e9, 1e12}) {
            for (double tokens : new double[] {1, 1e3, 1e6, 1e9, 1e12}) {
                if (params * tokens > 1) {
                    pairs.add(Arguments.of(params, tokens));
                }
            }
        }
        return pairs;
    }

    private static String named(double params, double tokens) {
        Map<Double, String> units =
                Map.of(1e3, "thousands", 1e6, "millions", 1e9, "billions", 1e12, "trillions");
        return Stream.of("params", "tokens")
                .map(name -> Map.entry(name, name.equals("params") ? params : tokens))
                .filter(column -> column.getValue() > 1)
                .map(column -> column.getKey() + " are counted in " + units.get(column.getValue()))
                .collect(Collectors.joining(" and "));
    }

    @ParameterizedTest
    @MethodSource("pairsOfUnits")
    void everyPairOfUnitsIsToldByTheStatedFlops(double params, double tokens) {
        List<Finding> findings = units(Dataset.of(runs(params, tokens, 1)));
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                            assertThat(finding.message())
                                    .endsWith(": most likely " + named(params, tokens));
                        });
    }

    /** Without FLOPs models a thousand times smaller could be, on as many tokens or fewer. */
    @ParameterizedTest
    @MethodSource("pairsOfUnits")
    void sizesThatCannotBeAreToldWithoutFlops(double params, double tokens) {
        Dataset runs = Dataset.of(bare(runs(params, tokens, 1)));
        boolean possible = params == 1e3 && tokens <= 1e3;
        assertThat(units(runs)).hasSize(possible ? 0 : 1);
    }

    /** 400 parameters on 8 tokens: the share is a usual one, but nobody trains that. */
    @Test
    void aShareThatCouldBeDoesNotHideWhatCannotBe() {
        List<Run> runs = new ArrayList<>();
        for (double n : new double[] {125, 350, 760, 1300, 2700}) {
            for (double d : new double[] {2.6, 8, 26, 300}) {
                Recipe real = Recipe.of(ModelSize.millions(n), Tokens.billions(d));
                runs.add(Run.of(Recipe.of(n, d), Loss.nats(TRUTH.loss(real))));
            }
        }
        assertThat(units(Dataset.of(runs)))
                .containsExactly(
                        Finding.error(
                                "units",
                                "20 of 20 runs are of sizes that cannot be, such as run 1 with 125"
                                        + " params and 2.6 tokens, 0.0208 a parameter: most likely"
                                        + " params are counted in millions and tokens are counted in"
                                        + " billions"));
    }

    private static List<Finding> units(Dataset runs) {
        Fit<?> fit = fit(runs);
        return Stream.of(new Units(), new ComputeCount())
                .flatMap(check -> check.inspect(fit).stream())
                .toList();
    }

    private static List<Run> bare(List<Run> runs) {
        return runs.stream()
                .map(
                        run ->
                                Run.of(
                                        Recipe.of(run.recipe().model(), run.recipe().tokens()),
                                        run.loss()))
                .toList();
    }

    @Test
    void oneRowInMillionsIsNamed() {
        List<Run> runs = runs(1, 1, 1);
        Run third = runs.get(2);
        runs.set(2, Run.of(Recipe.of(ModelSize.of(50), third.recipe().tokens()), third.loss()));
        assertThat(new Units().inspect(fit(Dataset.of(runs))))
                .contains(
                        Finding.error(
                                "units",
                                "run 3 has 50 params and 1.5B tokens, 30M a parameter, which cannot"
                                        + " be: most likely params are counted in millions"));
    }

    @ParameterizedTest
    @CsvSource({"1e15, PFLOP", "1e18, EFLOP", "1e12, TFLOP"})
    void flopsInAnotherUnitAreAWarningWithTheFactor(double unit, String name) {
        Fit<?> fit = fit(Dataset.of(runs(1, 1, unit)));
        assertThat(new ComputeCount().inspect(fit))
                .contains(
                        Finding.warning(
                                "units",
                                "6ND is about 1e"
                                        + Math.round(Math.log10(unit))
                                        + " times the stated FLOPs: they are counted in "
                                        + name
                                        + ", or N or D is in another unit"));
        assertThat(new Units().inspect(fit)).isEmpty();
    }

    @Test
    void aCountThatIsSevenTimesAnotherIsNoUnit() {
        Finding finding = new ComputeCount().inspect(fit(Dataset.of(runs(1, 1, 7)))).get();
        assertThat(finding.check()).isEqualTo("compute-count");
    }

    @Test
    void runsOfUsualSizesHaveNothingToSay() {
        assertThat(new Units().inspect(fit(Dataset.of(runs(1, 1, 1))))).isEmpty();
        assertThat(new ComputeCount().inspect(fit(Dataset.of(runs(1, 1, 1))))).isEmpty();
    }

    /** A sweep that leads down to 0.004 tokens a parameter in steps of three. */
    @Test
    void aWideSweepMayHaveFewTokensAParameter() {
        List<Run> runs = new ArrayList<>();
        for (double n : new double[] {1e8, 3e8, 1e9}) {
            for (double ratio = 0.004; ratio < 100; ratio *= 3) {
                Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(ratio * n));
                runs.add(Run.of(recipe, Loss.nats(TRUTH.loss(recipe))));
            }
        }
        assertThat(new Units().inspect(fit(Dataset.of(runs)))).isEmpty();
    }

    @Test
    void aRowThatStandsTwiceIsTold() {
        List<Run> runs = runs(1, 1, 1);
        runs.add(runs.get(4));
        assertThat(new Repetition().inspect(Dataset.of(runs)))
                .contains(
                        Finding.warning(
                                "duplicates",
                                "1 of 21 runs repeat an earlier one (run 21 is run 5): each counts as"
                                        + " a run of its own, and errors come out too small if it is"
                                        + " none"));
    }

    @Test
    void aSecondSeedOfOneRecipeIsNoRepetition() {
        List<Run> runs = runs(1, 1, 1);
        runs.add(Run.of(runs.get(4).recipe(), Loss.nats(1.001 * runs.get(4).loss().nats())));
        assertThat(new Repetition().inspect(Dataset.of(runs))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "billions2, ERROR, params are counted in billions and tokens are counted in billions",
        "tokb, ERROR, tokens are counted in billions",
        "pflop, WARNING, 6ND is about 1e15 times the stated FLOPs"
    })
    void handedTablesInOtherUnitsAreTold(String table, Severity severity, String part) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("tables/" + table + ".csv"));
        assertThat(Checks.inspect(Fitter.of(ChinchillaLaw.FAMILY).fit(runs)))
                .filteredOn(finding -> finding.check().equals("units"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(severity);
                            assertThat(finding.message()).contains(part);
                        });
    }
}
