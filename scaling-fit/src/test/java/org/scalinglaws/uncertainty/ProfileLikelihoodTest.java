package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
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

@Tag("once")
class ProfileLikelihoodTest {
    static final Factor X = Factor.named("x");
    private static final double[] XS = {1, 2, 4, 5, 7, 11, 12};
    private static final double[] YS = {2.1, 2.9, 5.3, 5.8, 8.4, 11.6, 13.3};
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height"), Parameter.real("b", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);
    static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    static final SimulatedRuns SWEEP = sweep(TRUTH, 0.005);
    static final Fitter<ChinchillaLaw> SQUARES =
            Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
    static final Fit<ChinchillaLaw> FIT = SQUARES.fit(SWEEP.dataset());
    static final ProfileLikelihood<ChinchillaLaw> PROFILE = ProfileLikelihood.of(FIT);

    static SimulatedRuns sweep(ChinchillaLaw law, double noise) {
        List<Compute> budgets = Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22);
        return SimulatedRuns.isoFlop(law, budgets, 11, 10).withNoise(noise);
    }

    static Dataset points(double[] x, double[] y) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(1)).with(X, x[i]);
            runs.add(Run.of(recipe, Loss.nats(y[i])));
        }
        return Dataset.of(runs);
    }

    /** Linear, so that D is a parabola: the interval is that of Student's t. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.95, 0.999})
    void theProfileOfALineIsStudentsInterval(double level) {
        Fit<FormulaLaw> fit =
                Fitter.of(LINE).withObjective(Objective.squares()).fit(points(XS, YS));
        Covariance<FormulaLaw> classical = Covariance.gaussNewton(fit);
        ProfileLikelihood<FormulaLaw> profile = ProfileLikelihood.of(fit);
        List<ToDoubleFunction<FormulaLaw>> numbers =
                List.of(
                        law -> law.value("a"),
                        law -> law.value("b"),
                        law -> law.value("a") + 20 * law.value("b"));
        for (ToDoubleFunction<FormulaLaw> number : numbers) {
            Interval expected = classical.interval(level, number);
            Interval interval = profile.interval(level, number);
            double digits = 1e-8 * expected.width();
            assertThat(interval.lower()).isCloseTo(expected.lower(), within(digits));
            assertThat(interval.upper()).isCloseTo(expected.upper(), within(digits));
        }
    }

    /** The textbook: mean plus and minus t s / sqrt(n). */
    @Test
    void theProfileOfAMeanIsTheTextbookInterval() {
        LawFamily<FormulaLaw> mean =
                LawFamily.of("mean", List.of(), List.of(Parameter.real("m", "")), (v, x) -> v[0]);
        Fit<FormulaLaw> fit =
                Fitter.of(mean).withObjective(Objective.squares()).fit(points(XS, YS));
        double t = new TDistribution(null, 6).inverseCumulativeProbability(0.975);
        double reach = t * Math.sqrt(StatUtils.variance(YS) / 7);
        Interval interval = ProfileLikelihood.of(fit).interval(0.95, law -> law.value("m"));
        assertThat(interval.lower()).isCloseTo(StatUtils.mean(YS) - reach, within(1e-8));
        assertThat(interval.upper()).isCloseTo(StatUtils.mean(YS) + reach, within(1e-8));
    }

    /**
     * Data of Bates and Watts (1988), table A1.3 (treated); R's confint of its nls fit prints
     * 197.30212848, 229.29006490 for Vm and 0.04692517, 0.08615995 for K, by splines
     * through a few points of the profile.
     */
    @Test
    void theProfileOfMichaelisAndMentensLawAgreesWithR() {
        double[] concentration = {
            0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.10, 1.10
        };
        double[] rate = {76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200};
        LawFamily<FormulaLaw> family =
                LawFamily.of(
                        "michaelis-menten",
                        List.of(X),
                        List.of(
                                Parameter.positive("Vm", "greatest rate"),
                                Parameter.positive("K", "half-way concentration")),
                        (v, x) -> v[0] * x[0] / (v[1] + x[0]));
        Fit<FormulaLaw> fit =
                Fitter.of(family)
                        .withObjective(Objective.squares())
                        .withBounds("K", 1e-3, 10)
                        .fit(points(concentration, rate));
        ProfileLikelihood<FormulaLaw> profile = ProfileLikelihood.of(fit);
        Interval vm = profile.interval(0.95, law -> law.value("Vm"));
        Interval k = profile.interval(0.95, law -> law.value("K"));
        assertThat(vm.lower()).isCloseTo(197.30212848, withinPercentage(0.02));
        assertThat(vm.upper()).isCloseTo(229.29006490, withinPercentage(0.02));
        assertThat(k.lower()).isCloseTo(0.04692517, withinPercentage(0.02));
        assertThat(k.upper()).isCloseTo(0.08615995, withinPercentage(0.02));
    }

    /**
     * Another way to the same number: the parameter is fixed at the end, the rest fitted anew.
     * Absolute residuals have corners next to each other that are nearly as low.
     */
    @ParameterizedTest
    @CsvSource({
        "log-squares, E",
        "log-squares, A",
        "log-squares, beta",
        "log-huber:0.001, A",
        "log-huber:0.001, alpha",
        "log-absolute, alpha",
        "log-huber-likelihood:0.001, beta",
        "log-huber-likelihood:1, alpha"
    })
    void fitsWithTheParameterFixedAtAnEndAreAsFarAbove(String objective, String parameter) {
        Fitter<ChinchillaLaw> fitter = SQUARES.withObjective(Objective.parse(objective));
        Fit<ChinchillaLaw> fit = fitter.fit(SWEEP.dataset());
        ProfileLikelihood<ChinchillaLaw> profile = ProfileLikelihood.of(fit);
        int place = ChinchillaLaw.FAMILY.place(parameter);
        Interval interval = profile.interval(0.95, law -> ChinchillaLaw.FAMILY.values(law)[place]);
        double squares = new FDistribution(null, 1, 50).inverseCumulativeProbability(0.95);
        double quantile =
                fit.problem().objective().fitsScale() ? 55 * Math.log1p(squares / 50) : squares;
        for (double end : List.of(interval.lower(), interval.upper())) {
            double near = objective.equals("log-absolute") ? 1e-5 : 1e-6;
            double fixed = fitter.withFixed(parameter, end).fit(SWEEP.dataset()).objective();
            assertThat(2 * (fixed - fit.objective()) / profile.dispersion())
                    .isCloseTo(quantile, within(near * quantile));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-squares", "log-huber:0.001", "log-huber-likelihood:1"})
    void theIntervalOfALogarithmIsTheLogarithmOfTheInterval(String objective) {
        Fit<ChinchillaLaw> fit =
                SQUARES.withObjective(Objective.parse(objective)).fit(SWEEP.dataset());
        ProfileLikelihood<ChinchillaLaw> profile = ProfileLikelihood.of(fit);
        Interval a = profile.interval(0.95, ChinchillaLaw::a);
        Interval logs = profile.interval(0.95, law -> Math.log(law.a()));
        assertThat(Math.log(a.lower())).isCloseTo(logs.lower(), within(1e-6 * logs.width()));
        assertThat(Math.log(a.upper())).isCloseTo(logs.upper(), within(1e-6 * logs.width()));
        assertThat(a.upper() - fit.law().a()).isGreaterThan(1.1 * (fit.law().a() - a.lower()));
        Interval turned = profile.interval(0.95, law -> -law.alpha());
        Interval alpha = profile.interval(0.95, ChinchillaLaw::alpha);
        assertThat(turned.lower()).isCloseTo(-alpha.upper(), within(1e-6 * alpha.width()));
    }

    /** The law is nearly linear here: a plan has about the interval that its error promises. */
    @Test
    void aPlanHasAnInterval() {
        ToDoubleFunction<ChinchillaLaw> size =
                law ->
                        Math.log(
                                ComputeOptimal.of(law)
                                        .plan(Compute.flops(1e24))
                                        .model()
                                        .parameters());
        Interval interval = PROFILE.interval(0.95, size);
        Interval classical = Covariance.gaussNewton(FIT).interval(0.95, size);
        assertThat(interval.lower()).isCloseTo(classical.lower(), within(0.01 * classical.width()));
        assertThat(interval.upper()).isCloseTo(classical.upper(), within(0.01 * classical.width()));
        assertThat(interval.contains(size.applyAsDouble(TRUTH))).isTrue();
    }

    /** Intervals of 95 % over 200 simulated sweeps; 1.5 % is one standard deviation. */
    @ParameterizedTest
    @ValueSource(strings = {"log-squares", "log-huber:0.001"})
    void intervalsHoldTheTruthAsOftenAsTheyPromise(String objective) {
        Fitter<ChinchillaLaw> fitter = SQUARES.withObjective(Objective.parse(objective));
        long held =
                IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(seed -> fitter.fit(SWEEP.withSeed(seed).dataset()))
                        .map(fit -> ProfileLikelihood.of(fit).interval(0.95, ChinchillaLaw::alpha))
                        .filter(interval -> interval.contains(TRUTH.alpha()))
                        .count();
        assertThat(held).isBetween(180L, 198L);
    }

    @Test
    void aWeightOfTwoIsTheRunTwice() {
        List<Run> weighted = new ArrayList<>();
        List<Run> twice = new ArrayList<>();
        for (Run run : SWEEP.dataset()) {
            weighted.add(new Run(run.recipe(), run.loss(), 2));
            twice.addAll(List.of(run, run));
        }
        Interval one =
                ProfileLikelihood.of(SQUARES.fit(Dataset.of(weighted)))
                        .interval(0.95, ChinchillaLaw::beta);
        Interval other =
                ProfileLikelihood.of(SQUARES.fit(Dataset.of(twice)))
                        .interval(0.95, ChinchillaLaw::beta);
        assertThat(one.lower()).isCloseTo(other.lower(), within(1e-6 * other.width()));
        assertThat(one.upper()).isCloseTo(other.upper(), within(1e-6 * other.width()));
    }

    /** Huber's function with a threshold beyond every residual is squares. */
    @Test
    void theRobustProfileOfSquaresIsThatOfSquares() {
        Fit<ChinchillaLaw> fit = SQUARES.withObjective(Objective.logHuber(10)).fit(SWEEP.dataset());
        ProfileLikelihood<ChinchillaLaw> robust = ProfileLikelihood.of(fit);
        assertThat(PROFILE.dispersion())
                .isCloseTo(2 * FIT.objective() / 50, withinPercentage(1e-10));
        assertThat(robust.dispersion()).isCloseTo(PROFILE.dispersion(), withinPercentage(1e-6));
        Interval expected = PROFILE.interval(0.95, ChinchillaLaw::e);
        Interval interval = robust.interval(0.95, ChinchillaLaw::e);
        assertThat(interval.lower()).isCloseTo(expected.lower(), within(1e-6 * expected.width()));
        assertThat(interval.upper()).isCloseTo(expected.upper(), within(1e-6 * expected.width()));
    }

    @Test
    void theCurveIsTheOneThatAnIntervalIsReadFrom() {
        Interval interval = PROFILE.interval(0.95, ChinchillaLaw::alpha);
        double best = FIT.law().alpha();
        List<ProfileLikelihood.Point<ChinchillaLaw>> points =
                PROFILE.profile(
                        ChinchillaLaw::alpha, interval.upper(), best, interval.lower(), 0.3);
        double quantile = new FDistribution(null, 1, 50).inverseCumulativeProbability(0.95);
        double height = FIT.objective() + 0.5 * quantile * PROFILE.dispersion();
        assertThat(points.get(0).objective()).isCloseTo(height, withinPercentage(1e-4));
        assertThat(points.get(1).objective()).isCloseTo(FIT.objective(), withinPercentage(1e-6));
        assertThat(points.get(2).objective()).isCloseTo(height, withinPercentage(1e-4));
        assertThat(points.get(3).objective()).isGreaterThan(height);
        assertThat(points.get(3).quantity()).isCloseTo(0.3, within(1e-7));
        for (ProfileLikelihood.Point<ChinchillaLaw> point : points) {
            assertThat(point.law().alpha()).isEqualTo(point.quantity());
            assertThat(FIT.problem().at(point.law()).objective())
                    .isCloseTo(point.objective(), withinPercentage(1e-8));
        }
    }

    @Test
    void aHigherLevelHoldsMore() {
        Interval half = PROFILE.interval(0.5, ChinchillaLaw::modelExponent);
        Interval most = PROFILE.interval(0.99, ChinchillaLaw::modelExponent);
        assertThat(most.lower()).isLessThan(half.lower());
        assertThat(most.upper()).isGreaterThan(half.upper());
        assertThat(half.contains(FIT.law().modelExponent())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "log-squares, profile of squares by log-squares: dispersion ",
        "log-huber:0.001, robust profile by log-huber:0.001: dispersion ",
        "log-huber-likelihood:1, 'profile likelihood by log-huber-likelihood:1: dispersion 1,'"
    })
    void itPrintsItsKindAndDispersion(String objective, String text) {
        ProfileLikelihood<ChinchillaLaw> profile =
                ProfileLikelihood.of(
                        SQUARES.withObjective(Objective.parse(objective)).fit(SWEEP.dataset()));
        assertThat(profile.toString()).startsWith(text).endsWith(", 50 degrees of freedom");
    }

    /** The square of a distance reaches as far as the longer side of the number itself does. */
    @ParameterizedTest
    @ValueSource(strings = {"log-squares", "log-huber:0.001"})
    void aNumberThatIsLeastAtTheFitHasAnInterval(String objective) {
        Fit<ChinchillaLaw> fit =
                SQUARES.withObjective(Objective.parse(objective)).fit(SWEEP.dataset());
        ProfileLikelihood<ChinchillaLaw> profile = ProfileLikelihood.of(fit);
        double estimate = fit.law().alpha();
        Interval alpha = profile.interval(0.9, ChinchillaLaw::alpha);
        double longer = Math.max(estimate - alpha.lower(), alpha.upper() - estimate);
        Interval square = profile.interval(0.9, law -> Math.pow(law.alpha() - estimate, 2));
        assertThat(square.lower()).isZero();
        assertThat(square.upper()).isCloseTo(longer * longer, withinPercentage(1e-3));
        Interval turned = profile.interval(0.9, law -> -Math.pow(law.alpha() - estimate, 2));
        assertThat(turned.lower()).isCloseTo(-longer * longer, withinPercentage(1e-3));
        assertThat(turned.upper()).isZero();
        Recipe planned = ComputeOptimal.of(fit.law()).plan(Compute.flops(1e23)).recipe();
        Interval regret =
                profile.interval(
                        0.9,
                        law ->
                                law.loss(planned)
                                        - ComputeOptimal.of(law)
                                                .plan(Compute.flops(1e23))
                                                .loss()
                                                .nats());
        assertThat(regret.lower()).isCloseTo(0, within(1e-12));
        assertThat(regret.upper()).isGreaterThan(1e-5);
    }
}
