package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class CalibrationTest {
    private static final ChinchillaLaw OLD = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final double NOISE = 0.003;
    private static final Recipe FAR = Recipe.of(1e10, 2e11);

    private static Fit<ChinchillaLaw> fit(long seed) {
        List<Compute> budgets =
                List.of(Compute.flops(1e18), Compute.flops(1e19), Compute.flops(1e20));
        Dataset runs =
                SimulatedRuns.isoFlop(OLD, budgets, 8, 4).withNoise(NOISE).withSeed(seed).dataset();
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares()).fit(runs);
    }

    private static Run run(ChinchillaLaw law, Recipe recipe, double error) {
        return new Run(recipe, Loss.nats(law.loss(recipe) * Math.exp(error)), 1);
    }

    /** Old runs, the new setup and its runs are all drawn anew: 90 % of far losses lie inside. */
    @Test
    void theIntervalHoldsTheLossOfTheNewSetup() {
        SplittableRandom random = new SplittableRandom(1);
        int mean = 0;
        int measured = 0;
        int studies = 150;
        for (int study = 0; study < studies; study++) {
            double common = 0.3 * gauss(random);
            ChinchillaLaw setup =
                    new ChinchillaLaw(
                            OLD.e() * Math.exp(common + 0.1 * gauss(random)),
                            OLD.a() * Math.exp(common + 0.1 * gauss(random)),
                            OLD.alpha(),
                            OLD.b() * Math.exp(common + 0.1 * gauss(random)),
                            OLD.beta());
            Dataset runs =
                    Dataset.of(
                            List.of(
                                    run(setup, Recipe.of(1e8, 2e9), NOISE * gauss(random)),
                                    run(setup, Recipe.of(1e9, 2e10), NOISE * gauss(random))));
            Calibration calibration = Calibration.of(fit(study), runs);
            double loss = setup.loss(FAR);
            mean += calibration.interval(0.9, law -> law.loss(FAR)).contains(loss) ? 1 : 0;
            double one = loss * Math.exp(NOISE * gauss(random));
            measured += calibration.newRunInterval(0.9, FAR).contains(one) ? 1 : 0;
        }
        assertThat(mean / (double) studies).isBetween(0.82, 0.97);
        assertThat(measured / (double) studies).isBetween(0.82, 0.97);
    }

    private static double gauss(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Test
    void anotherTokenizerMultipliesEveryTerm() {
        Recipe recipe = Recipe.of(1e9, 2e10);
        ChinchillaLaw setup =
                new ChinchillaLaw(1.2 * OLD.e(), 1.2 * OLD.a(), 0.35, 1.2 * OLD.b(), 0.37);
        Fit<ChinchillaLaw> fit = fit(1);
        Calibration calibration = Calibration.of(fit, Dataset.of(List.of(run(setup, recipe, 0))));
        assertThat(calibration.law().loss(recipe) / setup.loss(recipe)).isCloseTo(1, within(0.002));
        assertThat(calibration.law().loss(FAR) / setup.loss(FAR)).isCloseTo(1, within(0.02));
        assertThat(calibration.findings().get(0).severity()).isEqualTo(Severity.NOTE);
        assertThat(calibration.findings().get(0).message())
                .startsWith("1 new run moves E by ")
                .endsWith("; the exponents are the old ones");
    }

    @Test
    void moreNewRunsLeaveLessDoubt() {
        Fit<ChinchillaLaw> fit = fit(2);
        Run small = run(OLD, Recipe.of(1e8, 2e9), 0);
        Run large = run(OLD, Recipe.of(1e9, 2e10), 0);
        double one =
                Calibration.of(fit, Dataset.of(List.of(small))).standardError(law -> law.loss(FAR));
        double two =
                Calibration.of(fit, Dataset.of(List.of(small, large)))
                        .standardError(law -> law.loss(FAR));
        assertThat(two).isLessThan(one);
    }

    @Test
    void runsOfAnotherExponentAreWarnedOf() {
        ChinchillaLaw other = new ChinchillaLaw(1.8, 480, 0.2, 2100, 0.37);
        Dataset runs =
                Dataset.of(
                        List.of(
                                run(other, Recipe.of(1e7, 2e10), 0),
                                run(other, Recipe.of(1e9, 2e10), 0),
                                run(other, Recipe.of(1e9, 2e8), 0)));
        assertThat(Calibration.of(fit(3), runs).findings().get(0).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void noNewRunIsRefusedInASentence() {
        Fit<ChinchillaLaw> fit = fit(4);
        Dataset none = fit.problem().runs().whereRow(row -> false);
        assertThatThrownBy(() -> Calibration.of(fit, none))
                .isInstanceOf(NoFitException.class)
                .hasMessage("a calibration needs one run of the new setup or more, got 0");
    }
}
