package org.scalinglaws.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.architecture.ShapeSpace;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep.Shaped;

class IsoFlopSweepTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Planner PLANNER = ComputeOptimal.of(LAW);
    private static final List<Compute> BUDGETS = budgets(1e18, 1e19, 1e20);
    private static final IsoFlopSweep SWEEP = IsoFlopSweep.around(PLANNER, BUDGETS, 9, 8);

    private static List<Compute> budgets(double... flops) {
        return DoubleStream.of(flops).mapToObj(Compute::flops).toList();
    }

    @Test
    void sizesLieInEqualRatiosAroundTheOptimumAndSpendTheBudget() {
        assertThat(SWEEP.runs()).isEqualTo(27);
        assertThat(SWEEP.recipes()).hasSize(27);
        for (Curve curve : SWEEP.curves()) {
            double best = PLANNER.plan(curve.budget()).model().parameters();
            assertThat(curve.recipes().get(4).model().parameters())
                    .isCloseTo(best, withinPercentage(1e-10));
            assertThat(curve.centre().parameters()).isCloseTo(best, withinPercentage(1e-10));
            assertThat(curve.reach()).isCloseTo(8, within(1e-12));
            for (int i = 1; i < 9; i++) {
                assertThat(
                                curve.recipes().get(i).model().parameters()
                                        / curve.recipes().get(i - 1).model().parameters())
                        .isCloseTo(Math.pow(64, 1 / 8.0), within(1e-12));
            }
            for (Recipe recipe : curve.recipes()) {
                assertThat(recipe.compute().flops())
                        .isCloseTo(curve.budget().flops(), withinPercentage(1e-12));
            }
        }
    }

    /** Twenty tokens a parameter: the compute of Chinchilla, 5.88e23, is 70B and 1.4T. */
    @Test
    void aFixedRatioNeedsNoLaw() {
        IsoFlopSweep sweep = IsoFlopSweep.aroundRatio(20, budgets(6 * 70e9 * 1.4e12), 3, 4);
        Recipe middle = sweep.recipes().get(1);
        assertThat(middle.model().parameters()).isCloseTo(70e9, withinPercentage(1e-10));
        assertThat(middle.tokens().count()).isCloseTo(1.4e12, withinPercentage(1e-10));
        assertThat(sweep.recipes().get(0).model().parameters())
                .isCloseTo(17.5e9, withinPercentage(1e-10));
        assertThat(IsoFlopSweep.around(ComputeOptimal.of(LAW).withRatio(20), BUDGETS, 5, 8))
                .isEqualTo(IsoFlopSweep.aroundRatio(20, BUDGETS, 5, 8));
    }

    @Test
    void theRuleOfCountingAndFurtherFactorsComeFromThePlan() {
        Planner repeated =
                ComputeOptimal.of(
                        LossSurface.of(PublishedLaws.MUENNIGHOFF_2023)
                                .holding(Factor.UNIQUE_TOKENS, 25e9));
        assertThat(IsoFlopSweep.around(repeated, BUDGETS, 5, 4).recipes())
                .allMatch(recipe -> recipe.value(Factor.UNIQUE_TOKENS) == 25e9);
        Planner kaplan = ComputeOptimal.of(PublishedLaws.KRAJEWSKI_2024_DENSE);
        assertThat(IsoFlopSweep.around(kaplan, BUDGETS, 5, 4).recipes())
                .allMatch(recipe -> recipe.counting() == Counting.NON_EMBEDDING);
    }

    @Property
    void budgetsSpendATotalInEqualRatios(
            @ForAll @DoubleRange(min = 15, max = 26) double log10,
            @ForAll @IntRange(min = 2, max = 20) int sizes,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @DoubleRange(min = 1.1, max = 10) double ratio) {
        Compute total = Compute.flops(Math.pow(10, log10));
        List<Compute> budgets = IsoFlopSweep.budgets(total, sizes, count, ratio);
        IsoFlopSweep sweep = IsoFlopSweep.aroundRatio(20, budgets, sizes, 4);
        assertThat(sweep.compute().flops()).isCloseTo(total.flops(), withinPercentage(1e-12));
        assertThat(sweep.runs()).isEqualTo(sizes * count);
        for (int i = 1; i < count; i++) {
            assertThat(budgets.get(i).flops() / budgets.get(i - 1).flops())
                    .isCloseTo(ratio, within(1e-10));
        }
        double share = Math.pow(ratio, count - 1) * (ratio - 1) / (Math.pow(ratio, count) - 1);
        assertThat(sweep.shareOfLargest()).isCloseTo(share, within(1e-10));
    }

    /** By hand: 8 runs of 1 + 4 + 16 + 64 parts make 680 parts of 1e21. */
    @Test
    void fourBudgetsOfEightSizesFitIntoATotal() {
        List<Compute> budgets = IsoFlopSweep.budgets(Compute.flops(1e21), 8, 4, 4);
        assertThat(budgets.get(0).flops()).isCloseTo(1e21 / 680, withinPercentage(1e-10));
        assertThat(budgets.get(3).flops()).isCloseTo(64e21 / 680, withinPercentage(1e-10));
    }

    @Test
    void theDearestBudgetsGoUntilTheRestFits() {
        Compute limit = Compute.flops(9 * (1e18 + 1e19));
        assertThat(SWEEP.within(limit).curves()).isEqualTo(SWEEP.curves().subList(0, 2));
        assertThat(SWEEP.within(Compute.flops(9.9e19)).curves())
                .isEqualTo(SWEEP.curves().subList(0, 2));
        assertThat(SWEEP.within(Compute.flops(9.8e19)).curves())
                .isEqualTo(SWEEP.curves().subList(0, 1));
        assertThat(SWEEP.within(SWEEP.compute())).isEqualTo(SWEEP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.within(Compute.flops(8e18)))
                .withMessage(
                        "compute for a sweep must be at least that of its smallest budget, 9e18"
                                + " FLOP, got 8e18");
    }

    @Test
    void realShapesSpendTheSameBudgets() {
        ShapeSpace space = ShapeSpace.llama(32000, 2048).withHeadSize(64);
        Shaped shaped = SWEEP.inShapes(space);
        List<Recipe> recipes = shaped.sweep().recipes();
        assertThat(recipes).hasSize(27);
        for (int i = 0; i < 27; i++) {
            Transformer shape = shaped.shapes().get(i);
            ModelSize size = shape.parameters(Counting.TOTAL);
            assertThat(recipes.get(i).model()).isEqualTo(size);
            assertThat(shape)
                    .isEqualTo(space.near(SWEEP.recipes().get(i).model(), 1).get(0).shape());
            assertThat(recipes.get(i).compute().flops())
                    .isCloseTo(BUDGETS.get(i / 9).flops(), withinPercentage(1e-12));
        }
        assertThat(shaped.sweep().compute().flops())
                .isCloseTo(SWEEP.compute().flops(), withinPercentage(1e-12));
    }

    @Test
    void sizesThatFallOnOneShapeBecomeOneRun() {
        IsoFlopSweep close = IsoFlopSweep.around(PLANNER, budgets(1e19), 30, 1.05);
        Shaped shaped = close.inShapes(ShapeSpace.llama(32000, 2048));
        assertThat(shaped.sweep().runs()).isLessThan(10).isGreaterThan(1);
        assertThat(shaped.shapes()).doesNotHaveDuplicates();
        IsoFlopSweep one = IsoFlopSweep.around(PLANNER, budgets(1e19), 30, 1.000001);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.inShapes(ShapeSpace.llama(32000, 2048)))
                .withMessage("a budget needs 2 sizes or more, got 1 at 1e19 FLOP");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shaped(SWEEP, shaped.shapes().subList(0, 1)))
                .withMessage("a sweep of 27 runs needs as many shapes, got 1");
    }

    @Test
    void aSoundDesignHasNoFindings() {
        assertThat(SweepChecks.inspect(SWEEP)).isEmpty();
        assertThat(SweepChecks.inspect(SWEEP, PLANNER)).isEmpty();
    }

    @Test
    void whatIsAmissWithADesignIsSaid() {
        assertThat(SweepChecks.inspect(IsoFlopSweep.around(PLANNER, budgets(1e18, 4e18), 4, 1.2)))
                .containsExactly(
                        Finding.warning(
                                "few-budgets",
                                "a straight line over fewer than 3 budgets leaves nothing to check"
                                        + " it by"),
                        Finding.warning(
                                "few-sizes",
                                "a budget has 4 sizes; a parabola has 3 numbers, and fewer than 5"
                                        + " sizes hardly show its noise"),
                        Finding.warning(
                                "short", "sizes span 0.5 decades; an exponent needs 2 or more"),
                        Finding.warning(
                                "short", "tokens span 0.5 decades; an exponent needs 2 or more"));
        assertThat(SweepChecks.inspect(IsoFlopSweep.around(PLANNER, BUDGETS, 9, 16)))
                .containsExactly(
                        Finding.warning(
                                "wide",
                                "sizes reach to 16 times their middle; beyond 8 a parabola does"
                                        + " not follow a law that is not symmetric, and"
                                        + " ParabolaBias says how far it is off"));
    }

    /** The best size at 1e18 FLOP by the closed form on paper: 0.11963 (1e18 / 6)^0.512639. */
    @Test
    void sizesOffTheOptimumAreAFinding() {
        IsoFlopSweep centredElsewhere =
                IsoFlopSweep.around(
                        ComputeOptimal.of(PublishedLaws.KAPLAN_2020.law()), BUDGETS, 9, 8);
        assertThat(SweepChecks.inspect(centredElsewhere, PLANNER))
                .extracting(Finding::check)
                .containsExactly("off-centre");
        List<Curve> shifted = new ArrayList<>();
        for (Curve curve : SWEEP.curves()) {
            shifted.add(new Curve(curve.budget(), curve.recipes().subList(4, 9)));
        }
        assertThat(SweepChecks.inspect(new IsoFlopSweep(shifted), PLANNER))
                .contains(
                        Finding.error(
                                "edge",
                                "at 1e18 FLOP the best size of 80.62M is not between the second and"
                                        + " the last but one, 135.6M to 383.5M"),
                        Finding.warning(
                                "off-centre",
                                "the middle of the sizes is 2.83 to 2.83 times the best size; a"
                                        + " parabola is off for it"));
        List<Curve> drifting = new ArrayList<>();
        drifting.add(new Curve(BUDGETS.get(0), SWEEP.curves().get(0).recipes().subList(0, 8)));
        drifting.add(SWEEP.curves().get(1));
        drifting.add(new Curve(BUDGETS.get(2), SWEEP.curves().get(2).recipes().subList(1, 9)));
        assertThat(SweepChecks.inspect(new IsoFlopSweep(drifting), PLANNER))
                .containsExactly(
                        Finding.warning(
                                "drift",
                                "the middle of the sizes drifts against the best size by a factor"
                                        + " of 1.68 over the budgets; the exponent is off for it"));
    }

    @Test
    void aSweepPrintsAsATable() {
        IsoFlopSweep sweep =
                IsoFlopSweep.around(
                        PLANNER, IsoFlopSweep.budgets(Compute.flops(1e21), 8, 4, 4), 8, 4);
        assertThat(sweep)
                .hasToString(
                        """
                                FLOP a run  runs  params from        to  tokens from        to   share
                                  1.471e18     8       24.56M      393M       623.7M    9.979B   1.2 %
                                  5.882e18     8       49.99M    799.8M       1.226B    19.61B   4.7 %
                                  2.353e19     8       101.7M    1.628B       2.409B    38.54B  18.8 %
                                  9.412e19     8       207.1M    3.313B       4.734B    75.75B  75.3 %
                               1e21 in all    32
                        """);
        assertThat(new IsoFlopSweep(List.of()))
                .hasToString(
                        """
                                FLOP a run  runs  params from        to  tokens from        to   share
                        """);
    }

    @Test
    void aBudgetHoldsTheRunsThatSpendIt() {
        Compute budget = Compute.flops(6e18);
        Recipe one = Recipe.of(ModelSize.of(1e9), Tokens.of(1e9));
        Recipe two = Recipe.of(ModelSize.of(2e9), Tokens.of(5e8));
        assertThat(new Curve(budget, List.of(one, two)).compute()).isEqualTo(Compute.flops(12e18));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(budget, List.of(one)))
                .withMessage("a budget needs 2 sizes or more, got 1 at 6e18 FLOP");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(budget, List.of(two, one)))
                .withMessage(
                        "sizes of a budget must rise and be counted by one rule, got params=1B"
                                + " tokens=1B after 2B");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(budget, List.of(one, two.countedAs(Counting.ACTIVE))))
                .withMessage(
                        "sizes of a budget must rise and be counted by one rule, got params=2B"
                                + " tokens=500M (active) after 1B");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(Compute.flops(6.1e18), List.of(one, two)))
                .withMessage(
                        "6ND must be the budget of 6.1e18 FLOP, got 6e18 for params=1B tokens=1B");
        assertThatNullPointerException()
                .isThrownBy(() -> new Curve(null, List.of(one, two)))
                .withMessage("budget");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4, 2, '4, 0 and 2'",
        "8, 0, 2, '0, 8 and 2'",
        "8, 4, 1, '4, 8 and 1'",
        "8, 4, NaN, '4, 8 and NaN'",
        "8, 4, Infinity, '4, 8 and Infinity'"
    })
    void budgetsThatAreNoneAreRefused(int runs, int count, double ratio, String got) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsoFlopSweep.budgets(Compute.flops(1e21), runs, count, ratio))
                .withMessage(
                        "budgets need a count and runs of 1 or more and a finite ratio above 1, got "
                                + got);
    }

    @Test
    void sweepsThatAreNoneAreRefused() {
        Stream.of(1.0, 0.5, Double.NaN)
                .forEach(
                        reach ->
                                assertThatIllegalArgumentException()
                                        .isThrownBy(
                                                () ->
                                                        IsoFlopSweep.around(
                                                                PLANNER, BUDGETS, 9, reach))
                                        .withMessageStartingWith(
                                                "a sweep needs 2 sizes or more and a reach above 1,"
                                                        + " got 9 and "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsoFlopSweep.aroundRatio(20, BUDGETS, 1, 8))
                .withMessage("a sweep needs 2 sizes or more and a reach above 1, got 1 and 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsoFlopSweep.aroundRatio(0, BUDGETS, 5, 8))
                .withMessage("tokens per parameter must be positive and finite, got 0");
    }
}
