package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Budgets that are counted by another rule than C = 6ND. */
class TrainingCostTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final TokenCost EIGHT = TokenCost.perParameter(8);

    /** 12 layers of width 768 and 32,768 places: attention as dear as 302M parameters. */
    private static final TokenCost ATTENTION =
            TokenCost.of("6N + attention", n -> 6 * n + 12.0 * 12 * 768 * 32_768 / 2);

    @Provide("laws")
    Arbitrary<ChinchillaLaw> anyLaw() {
        return Arbitraries.of(FrontierTest.laws().toList());
    }

    private static Compute flops(double log10) {
        return Compute.flops(Math.pow(10, log10));
    }

    private static ComputeOptimal by(TokenCost cost) {
        return ComputeOptimal.of(LossSurface.of(LAW).withTraining(cost));
    }

    /** With 8 N a token the budget buys as much as six eighths of it with 6 N. */
    @Property
    void eightNIsSixNWithSixEighthsOfTheBudget(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 26) double log10Flops) {
        ComputeOptimal six = ComputeOptimal.of(law);
        ComputeOptimal eight = ComputeOptimal.of(LossSurface.of(law).withTraining(EIGHT));
        Compute budget = flops(log10Flops);
        Plan less = six.plan(Compute.flops(budget.flops() * 6 / 8));
        Plan plan = eight.plan(budget);
        assertThat(plan.model().parameters())
                .isCloseTo(less.model().parameters(), withinPercentage(1e-10));
        assertThat(plan.tokens().count()).isCloseTo(less.tokens().count(), withinPercentage(1e-10));
        assertThat(plan.compute()).isEqualTo(budget);
        assertThat(eight.frontier().computeFor(plan.loss()).flops())
                .isCloseTo(
                        six.frontier().computeFor(plan.loss()).flops() * 8 / 6,
                        withinPercentage(1e-10));
        assertThat(eight.frontier().tokensFor(plan.model()))
                .isEqualTo(six.frontier().tokensFor(plan.model()));
        assertThat(eight.frontier().sizeFor(plan.tokens()))
                .isEqualTo(six.frontier().sizeFor(plan.tokens()));
        assertThat(eight.frontier().overhead(budget, 2).extraPercent())
                .isCloseTo(six.frontier().overhead(budget, 2).extraPercent(), within(1e-6));
    }

    /** A rule that is not known to be 6 N is searched. */
    @Property(tries = 30)
    void aSearchedSixNIsTheClosedForm(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        ComputeOptimal closed = ComputeOptimal.of(law);
        ComputeOptimal searched =
                ComputeOptimal.of(
                        LossSurface.of(law).withTraining(TokenCost.of("mine", n -> 6 * n)));
        Compute budget = flops(log10Flops);
        Plan plan = closed.plan(budget);
        assertThat(searched.plan(budget).model().parameters())
                .isCloseTo(plan.model().parameters(), withinPercentage(1e-8));
        assertThat(searched.plan(budget).compute()).isEqualTo(budget);
        assertThat(searched.frontier().computeFor(plan.loss()).flops())
                .isCloseTo(
                        closed.frontier().computeFor(plan.loss()).flops(), withinPercentage(1e-8));
        assertThat(searched.frontier().tokensFor(plan.model()).count())
                .isCloseTo(plan.tokens().count(), withinPercentage(1e-7));
        assertThat(searched.frontier().sizeFor(plan.tokens()).parameters())
                .isCloseTo(plan.model().parameters(), withinPercentage(1e-7));
        assertThat(searched.frontier().modelExponent(budget))
                .isCloseTo(law.modelExponent(), within(1e-9));
        assertThat(searched.frontier().lossExponent(budget))
                .isCloseTo(closed.frontier().lossExponent(budget), within(1e-9));
        assertThat(searched.withRatio(20).plan(budget).model().parameters())
                .isCloseTo(
                        closed.withRatio(20).plan(budget).model().parameters(),
                        withinPercentage(1e-10));
        assertThat(searched.frontier().overhead(budget, 2).extraPercent())
                .isCloseTo(closed.frontier().overhead(budget, 2).extraPercent(), within(1e-5));
        Recipe wasteful = Recipe.of(ModelSize.billions(1), Tokens.billions(300));
        assertThat(searched.frontier().deadweight(wasteful).flops())
                .isCloseTo(closed.frontier().deadweight(wasteful).flops(), withinPercentage(1e-6));
    }

    /**
     * Golden section over ln N in plain doubles, with the law and the cost written out again. The
     * least of values tells ln N to 1e-7.
     */
    @Property(tries = 50)
    void aRuleWithAttentionHasTheLeastLossOfABruteSearch(
            @ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        double flops = Math.pow(10, log10Flops);
        double lower = Math.log(1e5);
        double upper = Math.log(flops / 6e6);
        double golden = (Math.sqrt(5) - 1) / 2;
        while (upper - lower > 1e-9) {
            double left = upper - golden * (upper - lower);
            double right = lower + golden * (upper - lower);
            if (byHand(left, flops) < byHand(right, flops)) {
                upper = right;
            } else {
                lower = left;
            }
        }
        Plan plan = by(ATTENTION).plan(Compute.flops(flops));
        assertThat(plan.model().parameters()).isCloseTo(Math.exp(lower), withinPercentage(1e-4));
        assertThat(plan.loss().nats()).isCloseTo(byHand(lower, flops), within(1e-14));
    }

    private static double byHand(double logSize, double flops) {
        double n = Math.exp(logSize);
        double d = flops / (6 * n + 1_811_939_328.0);
        return 1.81686 + 482.00572 * Math.pow(n, -0.34781) + 2085.4342 * Math.pow(d, -0.36585);
    }

    /** A per cent more N costs less than a per cent more compute, so that N is worth more. */
    @Property(tries = 20)
    void atTheOptimumEachTermIsWorthItsCost(
            @ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        Plan plan = by(ATTENTION).plan(flops(log10Flops));
        double n = plan.model().parameters();
        double share = 6 * n / ATTENTION.flops(n);
        assertThat(LAW.alpha() * LAW.modelTerm(plan.recipe()))
                .isCloseTo(
                        share * LAW.beta() * LAW.dataTerm(plan.recipe()), withinPercentage(1e-7));
    }

    @Property(tries = 20)
    void theWayBackLeadsToTheBudget(@ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        Compute budget = flops(log10Flops);
        for (TokenCost cost : List.of(TokenCost.TRAINING, EIGHT, ATTENTION)) {
            ComputeOptimal planner = by(cost);
            Plan plan = planner.plan(budget);
            assertThat(planner.frontier().computeFor(plan.loss()).flops())
                    .isCloseTo(budget.flops(), withinPercentage(1e-8));
            assertThat(planner.frontier().tokensFor(plan.model()).count())
                    .isCloseTo(plan.tokens().count(), withinPercentage(1e-6));
            assertThat(planner.frontier().sizeFor(plan.tokens()).parameters())
                    .isCloseTo(plan.model().parameters(), withinPercentage(1e-6));
            assertThat(planner.frontier().deadweight(plan.recipe()).percent())
                    .isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void everyRecipeOfAnotherRuleStatesItsFlops() {
        Compute budget = Compute.flops(1e21);
        for (TokenCost cost : List.of(EIGHT, ATTENTION)) {
            ComputeOptimal planner = by(cost);
            Plan best = planner.plan(budget);
            for (Plan plan :
                    List.of(
                            best,
                            planner.frontier().plans(budget, Compute.flops(1e22), 2).get(0),
                            planner.withRatio(20).plan(budget),
                            planner.frontier().overhead(budget, 3).off())) {
                double spent = cost.flops(plan.model().parameters()) * plan.tokens().count();
                assertThat(spent).isCloseTo(1e21, withinPercentage(1e-10));
                assertThat(plan.recipe().value(Factor.FLOPS))
                        .isCloseTo(1e21, withinPercentage(1e-12));
            }
            Recipe contour =
                    new IsoLossCurve(LossSurface.of(LAW).withTraining(cost), best.loss())
                            .recipe(best.model().parameters());
            assertThat(contour.value(Factor.FLOPS)).isCloseTo(1e21, withinPercentage(1e-8));
        }
        assertThat(by(TokenCost.TRAINING).plan(budget).recipe().factors())
                .containsExactly(Factor.PARAMETERS, Factor.TOKENS);
    }

    /** 1.4e12 tokens of 7e10 parameters at 8 N are 7.84e23 FLOP; stated FLOPs are believed. */
    @Test
    void aRecipeThatIsSilentAboutItsFlopsIsCountedByTheRule() {
        Recipe recipe = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        assertThat(by(EIGHT).frontier().deadweight(recipe).used().compute().flops())
                .isCloseTo(7.84e23, withinPercentage(1e-12));
        assertThat(
                        by(EIGHT)
                                .frontier()
                                .deadweight(recipe.with(Factor.FLOPS, 9e23))
                                .used()
                                .compute()
                                .flops())
                .isEqualTo(9e23);
    }

    @Test
    void aLawReadsTheFlopsThatAreSpent() {
        LossLaw law =
                recipe -> LAW.loss(recipe) + 1e10 * Math.pow(recipe.value(Factor.FLOPS), -0.5);
        Plan plan =
                ComputeOptimal.of(LossSurface.of(law).withTraining(EIGHT))
                        .plan(Compute.flops(1e20));
        assertThat(plan.loss().nats()).isCloseTo(LAW.loss(plan.recipe()) + 1, within(1e-12));
    }

    @Test
    void heldFactorsScopeAndRuleAreKeptWhateverTheOrder() {
        ComputeOptimal one =
                ComputeOptimal.of(
                        LossSurface.of(PublishedLaws.HOFFMANN_2022)
                                .withTraining(EIGHT)
                                .holding(Factor.UNIQUE_TOKENS, 4)
                                .within(PublishedLaws.KAPLAN_2020.provenance().scope()));
        Plan plan = one.plan(Compute.flops(1e21));
        assertThat(plan.compute().flops()).isEqualTo(1e21);
        assertThat(plan.recipe().value(Factor.UNIQUE_TOKENS)).isEqualTo(4);
        assertThat(plan.model().counting()).isEqualTo(Counting.NON_EMBEDDING);
    }

    @Test
    void aPlanSaysWhenTheRuleIsNotThatOfThePaper() {
        LossSurface surface = LossSurface.of(PublishedLaws.BESIROGLU_2024);
        ComputeOptimal planner = ComputeOptimal.of(surface);
        Compute budget = Compute.flops(1e21);
        assertThat(planner.plan(budget).findings())
                .extracting(Finding::check)
                .doesNotContain("flop-rule");
        assertThat(ComputeOptimal.of(surface.withTraining(ATTENTION)).plan(budget).findings())
                .contains(
                        Finding.warning(
                                "flop-rule",
                                "the paper counts C = 6 N D; the budget here is C = (6N + attention)"
                                        + " D"));
        assertThat(
                        ComputeOptimal.of(
                                        surface.withTraining(EIGHT)
                                                .withTraining(TokenCost.TRAINING))
                                .plan(budget))
                .isEqualTo(planner.plan(budget));
    }

    /** At 1e8 FLOP the attention of one token costs more than there is. */
    @Test
    void aBudgetBelowOneTokenHasNoPlan() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> by(ATTENTION).plan(Compute.flops(1e8)))
                .withMessage(
                        "the loss has no least value between one parameter and one token at 100M"
                                + " FLOP");
    }

    @Test
    void curvesTakeTheRuleToo() {
        IsoFlopCurve curve =
                new IsoFlopCurve(
                        LossSurface.of(LAW).withTraining(ATTENTION), Compute.flops(7.811939328e19));
        assertThat(curve.recipe(1e9)).hasToString("params=1B tokens=10B flops=7.81194e19");
        assertThat(new IsoLossCurve(LossSurface.of(LAW), Loss.nats(3)).recipe(1e9).factors())
                .containsExactly(Factor.PARAMETERS, Factor.TOKENS);
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> by(null))
                .withMessage("cost of a training token");
    }
}
