package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/** What every method that answers with intervals promises. */
class IntervalsContractTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final Compute TARGET = Compute.flops(1e22);
    private static final Fit<ChinchillaLaw> FIT = fit(Fitter.of(ChinchillaLaw.FAMILY));

    private static Fit<ChinchillaLaw> fit(Fitter<ChinchillaLaw> fitter) {
        return fitter.withObjective(Objective.logSquares())
                .fit(
                        SimulatedRuns.isoFlop(
                                        TRUTH, Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22), 10, 8)
                                .withNoise(0.004)
                                .withSeed(11)
                                .dataset());
    }

    /** A method by name. */
    record Method(String name, Function<Fit<ChinchillaLaw>, Intervals<ChinchillaLaw>> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Method> methods() {
        return Stream.concat(
                Stream.of(
                        new Method("sandwich", Covariance::sandwich),
                        new Method("Gauss-Newton", Covariance::gaussNewton),
                        new Method("profile", ProfileLikelihood::of),
                        new Method("jackknife", Jackknife.one()::of),
                        new Method("posterior", Posterior.sample(1000, 3)::of),
                        new Method("basic", fit -> Bootstrap.pairs(800, 3).of(fit)::basic),
                        new Method(
                                "BCa",
                                fit -> {
                                    Ensemble<ChinchillaLaw> pairs = Bootstrap.pairs(800, 3).of(fit);
                                    Ensemble<ChinchillaLaw> jackknife = Jackknife.one().of(fit);
                                    return (level, q) -> pairs.bca(level, q, jackknife);
                                })),
                Stream.of("pairs", "residual", "wild", "wild:webb", "parametric", "cluster:params")
                        .map(
                                name ->
                                        new Method(
                                                name,
                                                fit ->
                                                        Bootstrap.of(Resampling.parse(name), 800, 3)
                                                                .of(fit))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anIntervalHoldsTheEstimateAndGrowsWithItsLevel(Method method) {
        Intervals<ChinchillaLaw> intervals = method.of().apply(FIT);
        for (Function<ChinchillaLaw, Double> quantity :
                List.<Function<ChinchillaLaw, Double>>of(
                        ChinchillaLaw::alpha, ChinchillaLaw::e, ChinchillaLaw::modelExponent)) {
            Interval half = intervals.interval(0.5, quantity::apply);
            Interval most = intervals.interval(0.95, quantity::apply);
            assertThat(most.contains(quantity.apply(FIT.law()))).isTrue();
            assertThat(half.lower()).isBetween(most.lower(), half.upper());
            assertThat(half.upper()).isBetween(half.lower(), most.upper());
            assertThat(half.width()).isPositive().isLessThan(most.width());
        }
    }

    /** All methods say much the same of runs that deserve no surprise. */
    @ParameterizedTest
    @MethodSource("methods")
    void anIntervalIsAboutAsWideAsTheClassicalOne(Method method) {
        Recipe recipe = FIT.problem().runs().run(7).recipe();
        Interval interval = method.of().apply(FIT).interval(0.9, law -> law.loss(recipe));
        Interval classical = Covariance.gaussNewton(FIT).interval(0.9, law -> law.loss(recipe));
        assertThat(interval.width() / classical.width()).isBetween(0.6, 1.6);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anotherUnitScalesTheInterval(Method method) {
        Intervals<ChinchillaLaw> intervals = method.of().apply(FIT);
        Interval plain = intervals.interval(0.9, ChinchillaLaw::alpha);
        Interval turned = intervals.interval(0.9, law -> 3 - 100 * law.alpha());
        assertThat(turned.lower())
                .isCloseTo(3 - 100 * plain.upper(), within(1e-4 * 100 * plain.width()));
        assertThat(turned.upper())
                .isCloseTo(3 - 100 * plain.lower(), within(1e-4 * 100 * plain.width()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aFixedNumberIsKnownExactly(Method method) {
        Fit<ChinchillaLaw> fixed = fit(Fitter.of(ChinchillaLaw.FAMILY).withFixed("alpha", 0.35));
        assertThat(method.of().apply(fixed).interval(0.9, ChinchillaLaw::alpha))
                .isEqualTo(new Interval(0.35, 0.35));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aLevelLiesBetweenZeroAndOne(Method method) {
        Intervals<ChinchillaLaw> intervals = method.of().apply(FIT);
        for (double level : new double[] {0, 1, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> intervals.interval(level, ChinchillaLaw::alpha))
                    .withMessage("a level lies between 0 and 1, got " + level);
        }
    }

    /** A law that was planned is not planned again for the next number of its plan. */
    @ParameterizedTest
    @MethodSource("methods")
    void whatIsMadeOfALawHasTheVeryIntervalsOfNumbersReadOffTheLaw(Method method) {
        Intervals<ChinchillaLaw> intervals = method.of().apply(FIT);
        Map<ChinchillaLaw, Integer> planned = new ConcurrentHashMap<>();
        Intervals<Plan> plans =
                intervals.map(
                        law -> {
                            planned.merge(law, 1, Integer::sum);
                            return ComputeOptimal.of(law).plan(TARGET);
                        });
        Map<String, ToDoubleFunction<Plan>> numbers =
                Map.of(
                        "N", plan -> plan.model().parameters(),
                        "D / N", Plan::tokensPerParameter,
                        "loss", plan -> plan.loss().nats());
        numbers.forEach(
                (name, number) -> {
                    ToDoubleFunction<ChinchillaLaw> read =
                            law -> number.applyAsDouble(ComputeOptimal.of(law).plan(TARGET));
                    assertThat(plans.interval(0.9, number))
                            .as(name)
                            .isEqualTo(intervals.interval(0.9, read));
                    assertThat(plans.find(0.9, number)).contains(intervals.interval(0.9, read));
                    assertThat(plans.standardError(number))
                            .as(name)
                            .isEqualTo(intervals.standardError(read))
                            .isPositive();
                });
        // A chain that stands still draws one law several times.
        assertThat(planned).isNotEmpty();
        planned.forEach(
                (law, times) ->
                        assertThat(times)
                                .isLessThanOrEqualTo(
                                        intervals instanceof Ensemble<ChinchillaLaw> laws
                                                ? Math.max(
                                                        1,
                                                        Collections.frequency(laws.members(), law))
                                                : 1));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aStandardErrorIsThatOfTheClassicalMethodWithinAThird(Method method) {
        double error = method.of().apply(FIT).standardError(ChinchillaLaw::alpha);
        double classical = Covariance.gaussNewton(FIT).standardError(ChinchillaLaw::alpha);
        assertThat(error / classical).isBetween(0.66, 1.5);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aNumberThatNoLawHasIsFoundNowhereOrAnywhere(Method method) {
        Intervals<ChinchillaLaw> intervals = method.of().apply(FIT);
        Optional<Interval> found =
                intervals.find(
                        0.9,
                        law -> {
                            throw new ScalingException("no such number");
                        });
        found.ifPresent(
                range ->
                        assertThat(range)
                                .isEqualTo(
                                        new Interval(
                                                Double.NEGATIVE_INFINITY,
                                                Double.POSITIVE_INFINITY)));
    }
}
