package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Covariance;

class NextRunsTest {
    private static final Factor X = new Factor("x", "1");
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height at 0"), Parameter.real("b", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);
    private static final LawFamily<FormulaLaw> PARABOLA =
            LawFamily.of(
                    "parabola",
                    List.of(X),
                    List.of(
                            Parameter.real("a", "height at 0"),
                            Parameter.real("b", "slope at 0"),
                            Parameter.real("c", "bend")),
                    (v, x) -> v[0] + v[1] * x[0] + v[2] * x[0] * x[0]);
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    /** Of the compute-optimal plan at 1e25 FLOP. */
    private static double loss(ChinchillaLaw law) {
        return ComputeOptimal.of(law).plan(Compute.flops(1e25)).loss().nats();
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x));
    }

    /** From -1 to 1 in steps of 0.1, noise 1, every run at the price of 1. */
    private static NextRuns<FormulaLaw> line() {
        return polynomial(LINE, 3, 2);
    }

    private static NextRuns<FormulaLaw> parabola() {
        return polynomial(PARABOLA, 3, 2, 1);
    }

    private static NextRuns<FormulaLaw> polynomial(LawFamily<FormulaLaw> family, double... values) {
        return NextRuns.from(family.at(values), family, Objective.squares(), 1)
                .withCandidates(IntStream.rangeClosed(-10, 10).mapToObj(i -> at(i / 10.0)).toList())
                .withPrice(recipe -> 1);
    }

    private static Map<Double, Integer> counts(ChosenRuns chosen) {
        Map<Double, Integer> counts = new TreeMap<>();
        chosen.counts().forEach((recipe, count) -> counts.put(recipe.value(X), count));
        return counts;
    }

    private static NextRuns<ChinchillaLaw> sweep() {
        return NextRuns.from(TRUTH, ChinchillaLaw.FAMILY, 0.01)
                .withGrid(Compute.flops(1e18), Compute.flops(1e20));
    }

    /** Pukelsheim (2006), section 9.5: the ends for a line, and the middle too for a parabola. */
    @Test
    void allParametersOfALineAndAParabolaAreBestSeenFromTheTextbookPoints() {
        ChosenRuns straight = line().chooseForAll(10, 10);
        assertThat(counts(straight)).isEqualTo(Map.of(-1.0, 5, 1.0, 5));
        assertThat(straight.errorBefore()).isInfinite();
        assertThat(counts(parabola().chooseForAll(9, 9)))
                .isEqualTo(Map.of(-1.0, 3, 0.0, 3, 1.0, 3));
    }

    /**
     * Hoel and Levine (1964): at the Chebyshev points, in proportion to |l_k(x)|, the Lagrange
     * polynomials at the target, with the variance (sum |l_k(x)|)^2 / n. At x = 2 they are 1/2 and 3/2 for
     * a line, and 1, 3 and 3 for a parabola.
     */
    @Test
    void extrapolationUsesTheChebyshevPointsWithTheWeightsOfHoelAndLevine() {
        ChosenRuns straight = line().choose(law -> law.loss(at(2)), 8, 8);
        assertThat(counts(straight)).isEqualTo(Map.of(-1.0, 2, 1.0, 6));
        assertThat(straight.errorAfter()).isCloseTo(Math.sqrt(4 / 8.0), within(1e-6));
        ChosenRuns bent = parabola().choose(law -> law.loss(at(2)), 14, 14);
        assertThat(counts(bent)).isEqualTo(Map.of(-1.0, 2, 0.0, 6, 1.0, 6));
        assertThat(bent.errorAfter()).isCloseTo(Math.sqrt(49 / 14.0), within(1e-6));
    }

    @Test
    void runsThatWereMadeCount() {
        NextRuns<FormulaLaw> after = line().with(List.of(at(-1), at(-1), at(-1), at(-1), at(-1)));
        assertThat(counts(after.chooseForAll(5, 5))).isEqualTo(Map.of(1.0, 5));
    }

    @Test
    void aTargetCanBeKnownWhereTheParametersAreNot() {
        ChosenRuns chosen = line().choose(law -> law.loss(at(1)), 4, 4);
        assertThat(chosen.errorAfter()).isCloseTo(0.5, within(1e-6));
        ChosenRuns lone =
                line().withCandidates(List.of(at(1))).choose(law -> law.loss(at(1)), 4, 4);
        assertThat(lone.toString())
                .isEqualTo(
                        "4 runs for 4; standard error of the target from inf to 0.5\n"
                                + "  4 x  x         1\n"
                                + "  NOTE singular: these runs determine the target, but not every"
                                + " parameter");
        assertThat(line().withCandidates(List.of(at(1))).choose(law -> law.loss(at(0)), 4, 4))
                .hasToString(
                        "4 runs for 4; standard error of the target from inf to inf\n"
                                + "  4 x  x         1\n"
                                + "  WARNING singular: these runs do not determine the target at"
                                + " all");
    }

    @Test
    void aPriorIsWorthWhatItSays() {
        ToDoubleFunction<FormulaLaw> slope = law -> LINE.values(law)[1];
        NextRuns<FormulaLaw> lone = line().withCandidates(List.of(at(1))).withPrior("a", 0.5);
        // Var b = Var(y - a) = 1 / 4 + 0.25
        assertThat(lone.choose(slope, 4, 4).errorAfter()).isCloseTo(Math.sqrt(0.5), within(1e-6));
        // E is on a linear scale and A on that of its logarithm
        NextRuns<ChinchillaLaw> few = sweep().withCandidates(sweep().candidates().subList(0, 6));
        assertThat(few.withPrior("E", 1e-3).standardError(ChinchillaLaw::e))
                .isCloseTo(1e-3, within(1e-6));
        assertThat(few.withPrior("A", 1e-3).standardError(law -> Math.log(law.a())))
                .isCloseTo(1e-3, within(1e-6));
    }

    /** The least squares of two small budgets. */
    private static Fit<ChinchillaLaw> leastSquares() {
        return Fitter.of(ChinchillaLaw.FAMILY)
                .withObjective(Objective.logSquares())
                .fit(
                        SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e19, 1e20), 7, 4)
                                .withNoise(0.005)
                                .dataset());
    }

    @Test
    void theErrorBeforeIsThatOfTheFitsCovariance() {
        Fit<ChinchillaLaw> fit = leastSquares();
        NextRuns<ChinchillaLaw> next = NextRuns.after(fit);
        for (ToDoubleFunction<ChinchillaLaw> target :
                List.<ToDoubleFunction<ChinchillaLaw>>of(
                        NextRunsTest::loss, ChinchillaLaw::modelExponent, ChinchillaLaw::e)) {
            double expected = Covariance.gaussNewton(fit).standardError(target);
            assertThat(next.standardError(target)).isCloseTo(expected, within(1e-4 * expected));
            ChosenRuns chosen = next.choose(target, 5, 5e20);
            assertThat(chosen.errorBefore()).isCloseTo(expected, within(1e-4 * expected));
            assertThat(chosen.errorAfter()).isLessThan(chosen.errorBefore());
            assertThat(next.with(chosen.runs()).standardError(target))
                    .isCloseTo(chosen.errorAfter(), within(1e-5 * chosen.errorAfter()));
        }
    }

    /** For residuals of one size the sandwich is about s^2 (J'J)^-1, and only about with 60 runs. */
    @Test
    void afterAFitByHuberTheErrorIsNearToItsSandwich() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .fit(
                                SimulatedRuns.isoFlop(
                                                TRUTH, Compute.budgets(1e18, 1e19, 1e20), 20, 4)
                                        .withNoise(0.005)
                                        .dataset());
        double expected = Covariance.sandwich(fit).standardError(ChinchillaLaw::modelExponent);
        assertThat(NextRuns.after(fit).standardError(ChinchillaLaw::modelExponent))
                .isCloseTo(expected, within(0.25 * expected));
        assertThat(NextRuns.after(fit).withNoise(0.02).standardError(ChinchillaLaw::e))
                .isCloseTo(
                        2 * NextRuns.after(fit).withNoise(0.01).standardError(ChinchillaLaw::e),
                        within(1e-9));
    }

    @Test
    void itSaysWhatLiesOutsideTheRunsAndWhereTheSlopeDoesNotHold() {
        Fit<ChinchillaLaw> fit = leastSquares();
        NextRuns<ChinchillaLaw> next =
                NextRuns.after(fit).withCandidates(List.of(fit.problem().runs().run(3).recipe()));
        assertThat(next.choose(ChinchillaLaw::e, 1, 1e21).findings()).isEmpty();
        assertThat(next.choose(law -> Math.exp(5 * law.e()), 1, 1e21).findings())
                .extracting(Object::toString)
                .containsExactly(
                        "WARNING linearisation: one standard error of 1.785K away the target moves by 2.408K"
                                + " up and 1.359K down: the error is a rough one");
        assertThat(
                        next.withGrid(Compute.flops(1e21), Compute.flops(2e21))
                                .choose(ChinchillaLaw::e, 2, 4e21)
                                .findings())
                .extracting(Object::toString)
                .containsExactly(
                        "WARNING extrapolation: 2 of 2 runs lie outside the fitted range"
                                + ": tokens of 8.09e+11 is 1.0 decades above the fitted range, 1.59e+09 to 7.80e+10");
    }

    @Test
    void howManyRunsALineNeeds() {
        ToDoubleFunction<FormulaLaw> slope = law -> LINE.values(law)[1];
        ChosenRuns enough = line().howMany(slope, 0.25, 100);
        assertThat(counts(enough)).isEqualTo(Map.of(-1.0, 8, 1.0, 8));
        assertThat(enough.price()).isEqualTo(16);
        ChosenRuns few = line().howMany(slope, 0.25, 15);
        assertThat(few.findings())
                .extracting(Object::toString)
                .containsExactly(
                        "WARNING not-reached: 15 runs do not suffice for a standard error of 0.25:"
                                + " the best found leave 0.2588");
    }

    @Test
    void oneAfterAnotherReachesNearlyWhatAllAtOnceDo() {
        ToDoubleFunction<ChinchillaLaw> exponent = ChinchillaLaw::modelExponent;
        NextRuns<ChinchillaLaw> start = sweep().with(sweep().chooseForAll(8, 1e20).runs());
        NextRuns<ChinchillaLaw> next = start;
        double spent = 0;
        for (int i = 0; i < 10; i++) {
            Recipe run = next.next(exponent, 1e20);
            spent += run.compute().flops();
            double before = next.standardError(exponent);
            next = next.with(run);
            assertThat(next.standardError(exponent)).isLessThan(before);
        }
        double together = start.choose(exponent, 10, spent).errorAfter();
        assertThat(together).isLessThanOrEqualTo(next.standardError(exponent) * 1.000001);
    }

    @Test
    void thePriceIsKeptAndMoreMoneyIsNeverWorse() {
        NextRuns<ChinchillaLaw> start = sweep().with(sweep().chooseForAll(8, 1e20).runs());
        double last = start.standardError(NextRunsTest::loss);
        for (double total : new double[] {1e18, 3e18, 1e19, 3e19, 1e20, 3e20, 1e21}) {
            ChosenRuns chosen = start.choose(NextRunsTest::loss, 6, total);
            assertThat(chosen.runs()).hasSizeLessThanOrEqualTo(6);
            assertThat(chosen.price()).isLessThanOrEqualTo(total * (1 + 1e-11));
            assertThat(chosen.errorAfter()).isLessThanOrEqualTo(last * (1 + 1e-9));
            assertThat(start.choose(NextRunsTest::loss, 6, total)).isEqualTo(chosen);
            last = chosen.errorAfter();
        }
    }

    @Test
    void dollarsInsteadOfFlop() {
        List<Recipe> ends = new ArrayList<>(List.of(at(-1), at(1)));
        NextRuns<FormulaLaw> dear =
                line().withCandidates(ends).withPrice(recipe -> 2 + recipe.value(X));
        ChosenRuns chosen = dear.chooseForAll(100, 12);
        assertThat(chosen.price()).isEqualTo(12);
        // 6 dollars on each: 6 runs at 1 dollar and 2 at 3 make det = 4 n m greatest
        assertThat(counts(chosen)).isEqualTo(Map.of(-1.0, 6, 1.0, 2));
    }

    @Test
    void refusals() {
        refused(
                "there must be 1 candidate or more to choose from, got 0",
                () -> line().withCandidates(List.of()).chooseForAll(1, 1));
        refused("number of runs must be 1 or more, got 0", () -> line().chooseForAll(0, 1));
        refused(
                "total price must be at least that of the cheapest candidate, 1, got 0.5",
                () -> line().chooseForAll(1, 0.5));
        refused(
                "total price must be at least that of the cheapest candidate, 1, got NaN",
                () -> line().next(law -> law.loss(at(0)), Double.NaN));
        refused(
                "price of a run must be positive and finite, got 0",
                () -> line().withPrice(recipe -> 0).chooseForAll(1, 1));
        refused(
                "noise of a run must be positive and finite, got 0",
                () -> NextRuns.from(TRUTH, ChinchillaLaw.FAMILY, 0));
        refused(
                "standard deviation of E must be positive and finite, got -1",
                () -> sweep().withPrior("E", -1));
        refused("law 'line' has no parameter 'E'; it has a, b", () -> line().withPrior("E", 1));
        refused(
                "largest compute of a run must be above the smallest of 1e20 FLOP, got 1e19",
                () -> sweep().withGrid(Compute.flops(1e20), Compute.flops(1e19)));
        refused(
                "standard error to reach must be positive and finite, got 0",
                () -> line().howMany(law -> 1, 0, 3));
        refused(
                "slope of the target must be finite, got NaN",
                () -> line().choose(law -> Double.NaN, 3, 3));
        refused(
                "the target must depend on what a candidate tells, but no candidate of at most 5"
                        + " tells anything of it",
                () -> line().next(law -> 1, 5));
    }

    private static void refused(String message, Runnable call) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
