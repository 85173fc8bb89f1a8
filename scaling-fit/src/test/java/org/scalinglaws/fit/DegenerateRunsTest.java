package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.RandomSweep;

/** Runs that say too little, and numbers of unusual size: never a crash, and never silent nonsense. */
class DegenerateRunsTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Fitter<ChinchillaLaw> FITTER = Fitter.of(ChinchillaLaw.FAMILY);

    private static List<Recipe> grid(double... sizes) {
        List<Recipe> design = new ArrayList<>();
        for (double size : sizes) {
            for (double tokens : new double[] {1e9, 3e9, 1e10, 3e10, 1e11, 3e11}) {
                design.add(Recipe.of(ModelSize.of(size), Tokens.of(tokens)));
            }
        }
        return design;
    }

    private static Dataset runs(ChinchillaLaw law, List<Recipe> design, double noise) {
        return new SimulatedRuns(law, design, noise, 4).dataset();
    }

    /** The exponent is named too unless it happens to lie on a bound, which another check says. */
    private static void assertUndetermined(
            Fit<ChinchillaLaw> fit, String coefficient, String exponent, String constant) {
        assertThat(Checks.inspect(fit))
                .filteredOn(finding -> finding.check().equals("identifiability"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                            String rest =
                                    " cannot be told apart by these runs: all have " + constant;
                            assertThat(finding.message())
                                    .isIn(
                                            "E and " + coefficient + rest,
                                            "E, " + coefficient + " and " + exponent + rest);
                        });
    }

    private static void assertRecovered(ChinchillaLaw law, List<Recipe> design) {
        Fit<ChinchillaLaw> fit = FITTER.fit(runs(law, design, 0));
        double[] expected = ChinchillaLaw.FAMILY.values(law);
        double[] got = ChinchillaLaw.FAMILY.values(fit.law());
        for (int j = 0; j < got.length; j++) {
            double size = expected[j] == 0 ? 1 : expected[j];
            assertThat(got[j]).isCloseTo(expected[j], within(1e-7 * size));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void oneModelSizeSaysNothingOfModelSize(double noise) {
        Fit<ChinchillaLaw> fit = FITTER.fit(runs(LAW, grid(1e9, 1e9), noise));
        assertUndetermined(fit, "A", "alpha", "params = 1B");
        assertThat(fit.law().beta()).isCloseTo(0.37, within(noise == 0 ? 1e-6 : 0.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void oneAmountOfDataSaysNothingOfData(double noise) {
        List<Recipe> design =
                grid(1e8, 1e9, 1e10, 3e10).stream()
                        .map(recipe -> Recipe.of(recipe.model(), Tokens.billions(20)))
                        .toList();
        Fit<ChinchillaLaw> fit = FITTER.fit(runs(LAW, design, noise));
        assertUndetermined(fit, "B", "beta", "tokens = 20B");
    }

    @Test
    void oneRunTenTimesIsFittedExactlyAndDeterminesNothing() {
        List<Recipe> design = Collections.nCopies(10, grid(1e9).get(0));
        Fit<ChinchillaLaw> fit = FITTER.fit(runs(LAW, design, 0));
        assertThat(fit.objective()).isCloseTo(0, within(1e-25));
        assertThat(Checks.inspect(fit).get(0).message())
                .endsWith(
                        " cannot be told apart by these runs: all have params = 1B and tokens = 1B");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-6, 1e6, 1e30})
    void lossesOfAnySizeAreFitted(double unit) {
        assertRecovered(
                new ChinchillaLaw(1.8 * unit, 480 * unit, 0.35, 2100 * unit, 0.37),
                grid(1e8, 1e9, 1e10));
    }

    /** The least absolute sum of these runs belongs to many laws; the next test compares the sum. */
    @ParameterizedTest
    @CsvSource({"squares, 1e-30", "huber:0.01, 1e-30", "squares, 1e30"})
    void lossesOfAnySizeAreFittedByTheirDifferencesToo(String name, double unit) {
        Dataset runs = runs(LAW, grid(1e8, 1e9, 1e10), 0.01);
        Dataset scaled = RandomSweep.withLoss(runs, run -> unit * run.loss().nats());
        Objective objective = Objective.parse(name);
        ChinchillaLaw law = FITTER.withObjective(objective).fit(scaled).law();
        if (name.equals("huber:0.01")) {
            objective = Objective.squares();
        }
        ChinchillaLaw plain = FITTER.withObjective(objective).fit(runs).law();
        assertThat(law.alpha()).isCloseTo(plain.alpha(), within(1e-6));
        assertThat(law.beta()).isCloseTo(plain.beta(), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-3, 1e30})
    void theLeastSumOfAbsoluteDifferencesScalesWithTheLosses(double unit) {
        Fitter<ChinchillaLaw> fitter = FITTER.withObjective(Objective.absolute());
        Dataset runs = runs(LAW, grid(1e8, 1e9, 1e10), 0.01);
        Dataset scaled = RandomSweep.withLoss(runs, run -> unit * run.loss().nats());
        double plain = fitter.fit(runs).objective();
        assertThat(fitter.fit(scaled).objective() / unit).isCloseTo(plain, within(1e-12 * plain));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-20, 1e20, 1e290})
    void modelSizesOfAnyUnitAreFitted(double unit) {
        double[] sizes = DoubleStream.of(1e8, 1e9, 1e10).map(size -> size * unit).toArray();
        double a = 480 * Math.pow(unit, 0.35);
        assertRecovered(new ChinchillaLaw(1.8, a, 0.35, 2100, 0.37), grid(sizes));
    }

    @Test
    void aLawWithoutFloorIsRecovered() {
        assertRecovered(new ChinchillaLaw(0, 48, 0.2, 60, 0.15), grid(1e8, 1e9, 1e10));
    }

    @Test
    void aFloorBelowZeroIsNotReached() {
        Dataset sinking =
                RandomSweep.withLoss(
                        runs(LAW, grid(1e8, 1e9, 1e10), 0), run -> run.loss().nats() - 1.81);
        Fit<ChinchillaLaw> fit = FITTER.withObjective(Objective.squares()).fit(sinking);
        assertThat(fit.law().e()).isZero();
        assertThat(Checks.inspect(fit))
                .anyMatch(finding -> finding.message().startsWith("E = 0 on the edge"));
    }

    @Test
    void anExponentNearZeroIsRecovered() {
        assertRecovered(new ChinchillaLaw(0.5, 2, 0.01, 2100, 0.37), grid(1e6, 1e8, 1e10));
    }

    @Test
    void fiveRunsForFiveParametersAreMet() {
        List<Recipe> design =
                List.of(
                        Recipe.of(ModelSize.of(1e8), Tokens.of(1e9)),
                        Recipe.of(ModelSize.of(1e8), Tokens.of(1e11)),
                        Recipe.of(ModelSize.of(1e9), Tokens.of(1e10)),
                        Recipe.of(ModelSize.of(1e10), Tokens.of(1e9)),
                        Recipe.of(ModelSize.of(1e10), Tokens.of(1e11)));
        Fit<ChinchillaLaw> fit = FITTER.fit(runs(LAW, design, 0));
        assertThat(fit.objective()).isCloseTo(0, within(1e-25));
        assertThat(fit.residuals()).containsExactly(new double[5], within(1e-12));
    }

    @Test
    void anInterruptedFitThrowsOrSaysSoWhereWhatThereIsWasAskedFor() {
        Dataset runs = runs(LAW, grid(1e8, 1e9, 1e10), 0.01);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> FITTER.fit(runs))
                .withMessage("the fit was interrupted");
        Fit<ChinchillaLaw> fit = FITTER.withPartialAnswer().fit(runs);
        assertThat(Thread.interrupted()).isTrue();
        Solution solution = fit.solution();
        assertThat(solution.stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(Checks.inspect(fit).get(0))
                .isEqualTo(
                        Finding.error(
                                "convergence",
                                "the fit stopped at INTERRUPTED after "
                                        + solution.evaluations()
                                        + " evaluations"));
    }
}
