package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/** What a covariance says of several numbers together, and of a run still to come. */
class CovarianceTogetherTest {
    private static final Factor X = Factor.named("x");
    private static final LawFamily<FormulaLaw> MEAN =
            LawFamily.of(
                    "mean", List.of(), List.of(Parameter.real("m", "the mean")), (v, x) -> v[0]);
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height"), Parameter.real("b", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);
    private static final double[] XS = {1, 2, 4, 5, 7, 11, 12};
    private static final double[] YS = {2.1, 2.9, 5.3, 5.8, 8.4, 11.6, 13.3};
    private static final Fit<FormulaLaw> FITTED =
            Fitter.of(LINE).withObjective(Objective.squares()).fit(points(XS, YS));
    private static final Covariance<FormulaLaw> OF_LINE = Covariance.gaussNewton(FITTED);

    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final SimulatedRuns SWEEP =
            SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e20, 1e22), 11, 10)
                    .withNoise(0.005);
    private static final Fitter<ChinchillaLaw> SQUARES =
            Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
    private static final Fit<ChinchillaLaw> FIT = SQUARES.fit(SWEEP.dataset());
    private static final Covariance<ChinchillaLaw> COVARIANCE = Covariance.sandwich(FIT);

    private static Dataset points(double[] x, double[] y) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            runs.add(Run.of(at(x[i]), Loss.nats(y[i])));
        }
        return Dataset.of(runs);
    }

    private static Recipe at(double x) {
        return Recipe.of(ModelSize.billions(1), Tokens.billions(1)).with(X, x);
    }

    private static double t(double level, double degrees) {
        return new TDistribution(null, degrees).inverseCumulativeProbability(0.5 + 0.5 * level);
    }

    /** The textbook: mean plus and minus t s sqrt(1 + 1/n). */
    @Test
    void aNewNumberLiesAroundTheMean() {
        Fit<FormulaLaw> fit =
                Fitter.of(MEAN).withObjective(Objective.squares()).fit(points(XS, YS));
        double mean = StatUtils.mean(YS);
        double reach = t(0.9, 6) * Math.sqrt(StatUtils.variance(YS) * (1 + 1.0 / 7));
        Interval interval = Covariance.gaussNewton(fit).newRunInterval(0.9, at(3));
        assertThat(interval.lower()).isCloseTo(mean - reach, within(1e-9));
        assertThat(interval.upper()).isCloseTo(mean + reach, within(1e-9));
    }

    /** The textbook: t s sqrt(1 + 1/n + (x - mean)^2 / Sxx). */
    @Test
    void aNewPointLiesAroundTheLine() {
        double mean = StatUtils.mean(XS);
        double spread = 6 * StatUtils.variance(XS);
        double s = Math.sqrt(2 * FITTED.objective() / 5);
        double reach = t(0.95, 5) * s * Math.sqrt(1 + 1.0 / 7 + (20 - mean) * (20 - mean) / spread);
        double centre = FITTED.law().loss(at(20));
        Interval interval = OF_LINE.newRunInterval(0.95, at(20));
        assertThat(interval.lower()).isCloseTo(centre - reach, within(1e-8));
        assertThat(interval.upper()).isCloseTo(centre + reach, within(1e-8));
    }

    @Test
    void aNewRunIsOfEqualRatiosWhereResidualsAreLogarithms() {
        Recipe recipe = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        Interval run = COVARIANCE.newRunInterval(0.95, recipe);
        double loss = FIT.law().loss(recipe);
        assertThat(run.upper() / loss).isCloseTo(loss / run.lower(), withinPercentage(1e-10));
        double error = COVARIANCE.standardError(law -> Math.log(law.loss(recipe)));
        double s = Math.sqrt(2 * FIT.objective() / 28);
        assertThat(Math.log(run.upper() / loss))
                .isCloseTo(t(0.95, 28) * Math.hypot(error, s), within(1e-12));
    }

    /** Carried back through ln(L + 1). */
    @Test
    void anOffsetIsTakenOffAgain() {
        Fit<ChinchillaLaw> fit =
                SQUARES.withObjective(Objective.log1pSquares()).fit(SWEEP.dataset());
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Interval run = Covariance.sandwich(fit).newRunInterval(0.95, recipe);
        double loss = fit.law().loss(recipe);
        assertThat((run.upper() + 1) / (loss + 1))
                .isCloseTo((loss + 1) / (run.lower() + 1), withinPercentage(1e-10));
    }

    /** Of 400 new runs at one recipe, about 95 % lie inside. */
    @Test
    void newRunsLieInsideAsOftenAsTheLevelSays() {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        long inside =
                IntStream.range(0, 400)
                        .parallel()
                        .filter(
                                seed -> {
                                    Fit<ChinchillaLaw> fit =
                                            SQUARES.fit(SWEEP.withSeed(seed).dataset());
                                    double noise =
                                            new SplittableRandom(seed).split().nextGaussian();
                                    double loss = TRUTH.loss(recipe) * Math.exp(0.005 * noise);
                                    return Covariance.gaussNewton(fit)
                                            .newRunInterval(0.95, recipe)
                                            .contains(loss);
                                })
                        .count();
        assertThat(inside).isBetween(365L, 393L);
    }

    /** The textbook for a line: -mean / sqrt(mean of squares). */
    @Test
    void heightAndSlopeOfALineGoAgainstEachOther() {
        double squares = StatUtils.sumSq(XS) / XS.length;
        double expected = -StatUtils.mean(XS) / Math.sqrt(squares);
        assertThat(OF_LINE.correlation(law -> law.value("a"), law -> law.value("b")))
                .isCloseTo(expected, within(1e-9));
        double[][] all = OF_LINE.correlations();
        assertThat(all[0][1]).isCloseTo(expected, within(1e-9)).isEqualTo(all[1][0]);
        assertThat(all[0][0]).isCloseTo(1, within(1e-14));
    }

    @Test
    void aFixedParameterGoesWithNone() {
        Covariance<ChinchillaLaw> fixed =
                Covariance.sandwich(SQUARES.withFixed("E", 1.8).fit(SWEEP.dataset()));
        assertThat(fixed.correlations()[0]).containsOnly(Double.NaN);
        assertThat(fixed.correlation(ChinchillaLaw::e, ChinchillaLaw::alpha)).isNaN();
        assertThat(fixed.correlations()[1][2]).isBetween(0.9, 1.0);
        assertThat(fixed.correlation(ChinchillaLaw::alpha, law -> -law.alpha()))
                .isCloseTo(-1, within(1e-12));
    }

    /** The textbook: (d' X'X d) / s^2 for a line. */
    @Test
    void aLineIsTestedByTheClassicalFormula() {
        FormulaLaw other = LINE.at(1.2, 0.95);
        double[] d = {FITTED.law().value("a") - 1.2, FITTED.law().value("b") - 0.95};
        double s2 = 2 * FITTED.objective() / 5;
        double sum = 0;
        for (double x : XS) {
            sum += (d[0] + d[1] * x) * (d[0] + d[1] * x);
        }
        JointTest test = OF_LINE.test(other);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.statistic()).isCloseTo(sum / s2, withinPercentage(1e-7));
        assertThat(OF_LINE.test(other, List.of(law -> law.value("b"))).statistic())
                .isCloseTo(
                        Math.pow(d[1] / OF_LINE.standardError(law -> law.value("b")), 2),
                        withinPercentage(1e-9));
    }

    @Test
    void theFitsOwnLawDoesNotDiffer() {
        assertThat(COVARIANCE.test(FIT.law()))
                .hasToString("F 0 with 5 and 28 degrees of freedom, p 1");
    }

    @Test
    void theTruthIsSeldomRejectedAndAnotherLawIs() {
        assertThat(COVARIANCE.test(TRUTH).pValue()).isGreaterThan(0.001);
        assertThat(COVARIANCE.test(PublishedLaws.HOFFMANN_2022.law()).pValue()).isLessThan(1e-10);
        ChinchillaLaw noFloor =
                new ChinchillaLaw(0, TRUTH.a(), TRUTH.alpha(), TRUTH.b(), TRUTH.beta());
        assertThat(COVARIANCE.test(noFloor).degreesOfFreedom()).isEqualTo(5);
    }

    @Test
    void whatIsNotDeterminedHasNoTest() {
        List<Run> runs = new ArrayList<>();
        for (double tokens = 1e9; tokens < 1e12; tokens *= 2) {
            Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.of(tokens));
            runs.add(Run.of(recipe, Loss.nats(TRUTH.loss(recipe))));
        }
        Covariance<ChinchillaLaw> covariance = Covariance.sandwich(SQUARES.fit(Dataset.of(runs)));
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> covariance.test(TRUTH))
                .withMessage(
                        "the runs do not determine these 5 numbers apart from each other:"
                                + " they have no joint test");
        Recipe other = Recipe.of(ModelSize.billions(70), Tokens.of(1e10));
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> covariance.newRunInterval(0.95, other))
                .withMessage("the runs do not determine this number: it has no interval");
    }

    @Test
    void aTestComparesSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COVARIANCE.test(TRUTH, List.of()))
                .withMessage("a joint test must have at least 1 number, got 0");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "NaN"})
    void theLevelOfANewRunLiesBetweenZeroAndOne(double level) {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COVARIANCE.newRunInterval(level, recipe))
                .withMessage("a level lies between 0 and 1, got " + level);
    }
}
