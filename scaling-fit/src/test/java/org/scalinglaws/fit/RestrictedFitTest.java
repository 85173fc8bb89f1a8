package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.single.SaturatingPowerLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.RandomSweep;

/** What is given, tied or bounded stays so, and the rest is the best that goes with it. */
class RestrictedFitTest {
    private static final Factor X = Factor.named("x");
    private static final RandomSweep SWEEP = RandomSweep.drawWide(new SplittableRandom(5));
    private static final Dataset RUNS = SWEEP.runs(0.005, 1);
    private static final Fitter<ChinchillaLaw> FREE = Fitter.of(ChinchillaLaw.FAMILY);
    private static final Fit<ChinchillaLaw> BEST = FREE.fit(RUNS);

    private static void assertSame(Fit<ChinchillaLaw> expected, Fit<ChinchillaLaw> got) {
        assertThat(got.objective())
                .isCloseTo(expected.objective(), within(1e-12 * expected.objective()));
        double[] wanted = ChinchillaLaw.FAMILY.values(expected.law());
        double[] values = ChinchillaLaw.FAMILY.values(got.law());
        for (int j = 0; j < wanted.length; j++) {
            assertThat(values[j]).isCloseTo(wanted[j], within(1e-9 * wanted[j]));
        }
    }

    @Test
    void aParameterFixedAtItsBestLeavesTheRest() {
        assertSame(BEST, FREE.withFixed("alpha", BEST.law().alpha()).fit(RUNS));
        assertSame(BEST, FREE.withFixed("A", BEST.law().a()).fit(RUNS));
        assertSame(BEST, FREE.withFixed("E", BEST.law().e()).fit(RUNS));
        assertSame(
                BEST,
                FREE.withFixed("B", BEST.law().b()).withFixed("beta", BEST.law().beta()).fit(RUNS));
    }

    /** A curve with a corner, and what it measures: the loss is level until x = 2.8e9. */
    private static Dataset corner(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Dataset.of(
                IntStream.range(0, 19)
                        .mapToObj(
                                i -> {
                                    double x = Math.pow(10, 8 + 0.2 * i);
                                    double share = Math.min(1, 9.1 * Math.pow(x, -0.1015));
                                    double noise = Math.exp(0.003 * random.nextGaussian());
                                    return Run.of(
                                            Recipe.of(Map.of(X, x)),
                                            Loss.nats((0.767 + 0.2128 * share) * noise));
                                })
                        .toList());
    }

    /**
     * The valley of such curves ends at alpha = 0 so steeply that no way from inside leads there.
     * Where a run lies on the corner itself the objective has an edge, and digits end early.
     */
    @ParameterizedTest
    @CsvSource({
        "3, log-huber, 1e-10",
        "3, log-squares, 1e-10",
        "4, log-huber, 1e-10",
        "4, log-squares, 1e-6",
        "12, log-huber, 1e-10",
        "12, log-squares, 1e-10"
    })
    void alphaAtZeroIsNotBelowTheFreeFit(long seed, String objective, double share) {
        Dataset runs = corner(seed);
        Fitter<SaturatingPowerLaw> free =
                Fitter.of(SaturatingPowerLaw.family(X)).withObjective(objective);
        double least = free.fit(runs).objective();
        for (double alpha : new double[] {0, 1e-9}) {
            double restricted = free.withFixed("alpha", alpha).fit(runs).objective();
            assertThat(restricted).isGreaterThan(least * (1 - share));
        }
    }

    @Test
    void aFixedParameterKeepsItsValueAndIsNotFree() {
        Fit<ChinchillaLaw> fit = FREE.withFixed("A", 77).withFixed("beta", 0.3).fit(RUNS);
        assertThat(fit.law().a()).isEqualTo(77);
        assertThat(fit.law().beta()).isEqualTo(0.3);
        assertThat(fit.problem().coordinates().dimension()).isEqualTo(3);
        assertThat(fit.solution().point()).hasSize(3);
        assertThat(fit.objective()).isGreaterThan(BEST.objective());
    }

    @Test
    void aLawWithoutFloorIsTheOneOfLeastObjectiveAmongThose() {
        Fit<ChinchillaLaw> fit = FREE.withFixed("E", 0).fit(RUNS);
        assertThat(fit.law().e()).isZero();
        assertThat(fit.objective()).isGreaterThan(BEST.objective());
        for (double e : new double[] {1e-3, 0.1}) {
            assertThat(FREE.withFixed("E", e).fit(RUNS).objective()).isLessThan(fit.objective());
        }
    }

    @Test
    void nothingIsLeftToChooseWhenAllIsFixed() {
        ChinchillaLaw law = SWEEP.law();
        Fit<ChinchillaLaw> fit =
                FREE.withFixed("E", law.e())
                        .withFixed("A", law.a())
                        .withFixed("alpha", law.alpha())
                        .withFixed("B", law.b())
                        .withFixed("beta", law.beta())
                        .fit(RUNS);
        assertThat(fit.law()).isEqualTo(law);
        assertThat(fit.objective()).isCloseTo(BEST.problem().at(law).objective(), within(1e-12));
        assertThat(fit.problem().coordinates().dimension()).isZero();
    }

    @Test
    void tiedParametersAreEqualWhicheverLeads() {
        Fit<ChinchillaLaw> one = FREE.withTied("beta", "alpha").fit(RUNS);
        assertThat(one.law().beta()).isEqualTo(one.law().alpha());
        assertThat(one.problem().coordinates().dimension()).isEqualTo(4);
        assertThat(one.objective()).isGreaterThan(BEST.objective());
        assertSame(one, FREE.withTied("alpha", "beta").fit(RUNS));
        assertSame(one, FREE.withTied("alpha", "beta").withBounds("beta", 0, 5).fit(RUNS));
    }

    @Test
    void aTieToAFixedParameterFixesBoth() {
        Fit<ChinchillaLaw> leader =
                FREE.withTied("beta", "alpha").withFixed("alpha", 0.4).fit(RUNS);
        Fit<ChinchillaLaw> follower =
                FREE.withTied("beta", "alpha").withFixed("beta", 0.4).fit(RUNS);
        assertThat(leader.law().alpha()).isEqualTo(0.4);
        assertThat(leader.law().beta()).isEqualTo(0.4);
        assertSame(leader, follower);
    }

    @Test
    void aBoundThatBindsIsTheFitAtTheBound() {
        double limit = 0.9 * BEST.law().alpha();
        Fit<ChinchillaLaw> bounded = FREE.withBounds("alpha", 0.01, limit).fit(RUNS);
        assertThat(bounded.law().alpha()).isEqualTo(limit);
        assertSame(FREE.withFixed("alpha", limit).fit(RUNS), bounded);
        double floor = 1.05 * BEST.law().e();
        Fit<ChinchillaLaw> raised = FREE.withBounds("E", floor, Double.POSITIVE_INFINITY).fit(RUNS);
        assertThat(raised.law().e()).isEqualTo(floor);
        assertSame(FREE.withFixed("E", floor).fit(RUNS), raised);
    }

    @Test
    void aBoundOnALogScaleBinds() {
        double limit = 0.5 * BEST.law().b();
        Fit<ChinchillaLaw> bounded = FREE.withBounds("B", 0, limit).fit(RUNS);
        assertThat(bounded.law().b()).isCloseTo(limit, within(1e-12 * limit));
        assertThat(bounded.objective())
                .isCloseTo(FREE.withFixed("B", limit).fit(RUNS).objective(), within(1e-12));
    }

    @Test
    void boundsThatDoNotBindChangeNothing() {
        assertSame(BEST, FREE.withBounds("alpha", 0, 3).withBounds("E", 0, 9).fit(RUNS));
        assertSame(BEST, FREE.withBounds("A", 1e-3, 1e30).fit(RUNS));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                refused(
                        fitter -> fitter.withFixed("gamma", 1),
                        "law 'chinchilla' has no parameter 'gamma'; it has E, A, alpha, B, beta"),
                refused(
                        fitter -> fitter.withBounds("a", 0, 1),
                        "law 'chinchilla' has no parameter 'a'; it has E, A, alpha, B, beta"),
                refused(
                        fitter -> fitter.withTied("beta", "Alpha"),
                        "law 'chinchilla' has no parameter 'Alpha'; it has E, A, alpha, B, beta"),
                refused(
                        fitter -> fitter.withTied("", "alpha"),
                        "law 'chinchilla' has no parameter ''; it has E, A, alpha, B, beta"),
                refused(
                        fitter -> fitter.withFixed("alpha", -1),
                        "parameter alpha must lie between 0 and 20, got -1"),
                refused(
                        fitter -> fitter.withFixed("E", -0.1),
                        "parameter E must lie between 0 and Infinity, got -0.1"),
                refused(
                        fitter -> fitter.withBounds("beta", 0.1, 0.5).withFixed("beta", 0.6),
                        "parameter beta must lie between 0.1 and 0.5, got 0.6"),
                refused(
                        fitter -> fitter.withTied("beta", "alpha").withFixed("alpha", 21),
                        "parameter alpha must lie between 0 and 20, got 21"),
                refused(
                        fitter ->
                                fitter.withTied("beta", "alpha")
                                        .withBounds("beta", 0, 0.3)
                                        .withFixed("alpha", 0.4),
                        "parameter beta must lie between 0 and 0.3, got 0.4"),
                refused(
                        fitter -> fitter.withTied("alpha", "alpha"),
                        "parameter alpha is tied to itself"),
                refused(
                        fitter -> fitter.withTied("alpha", "beta").withTied("beta", "alpha"),
                        "parameter alpha is tied to itself"),
                refused(
                        fitter -> fitter.withBounds("A", -1, 2),
                        "parameter A cannot lie between -1 and 2 on a LOG scale"),
                refused(
                        fitter -> fitter.withBounds("E", -5, 5),
                        "lower bound of parameter E must be a number that law 'chinchilla' can have:"
                                + " irreducible loss E must be zero or more and finite, got -5"),
                refused(
                        fitter -> fitter.withBounds("beta", Double.NEGATIVE_INFINITY, 5),
                        "lower bound of parameter beta must be a number that law 'chinchilla' can"
                                + " have: exponent beta must be zero or more and finite, got -1"),
                refused(
                        fitter ->
                                fitter.withTied("beta", "alpha")
                                        .withBounds("alpha", 0, 0.2)
                                        .withBounds("beta", 0.5, 1),
                        "parameters alpha and beta are tied, and no value lies within the bounds of"
                                + " both"),
                refused(
                        fitter ->
                                fitter.withTied("beta", "alpha")
                                        .withFixed("alpha", 0.3)
                                        .withFixed("beta", 0.4),
                        "parameter beta must be 0.3 like the one it is tied to, got 0.4"));
    }

    private static Arguments refused(
            UnaryOperator<Fitter<ChinchillaLaw>> restriction, String message) {
        return Arguments.of(restriction, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("contradictions")
    void aRestrictionThatCannotBeIsRefused(
            UnaryOperator<Fitter<ChinchillaLaw>> restriction, String message) {
        Fitter<ChinchillaLaw> fitter = restriction.apply(FREE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitter.fit(RUNS))
                .withMessage(message);
    }

    @Test
    void numbersThatCannotBeAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FREE.withFixed("alpha", Double.NaN))
                .withMessage("alpha must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FREE.withBounds("alpha", 2, 1))
                .withMessage("an interval needs lower <= upper, got 2 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FREE.withBounds("alpha", 0, Double.NaN))
                .withMessage("an interval needs lower <= upper, got 0 and NaN");
    }
}
