package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.Comparison.Contrast;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

/** Plans that follow a published rule, beside what a law says. */
class RulePlannerTest {
    private static final ComputeOptimal KAPLAN = ComputeOptimal.of(PublishedLaws.KAPLAN_2020);

    @Provide
    Arbitrary<AllocationRule> rules() {
        return Arbitraries.of(AllocationRules.all());
    }

    @Property
    void aRuleIsFollowedAndTheBudgetSpent(
            @ForAll("rules") AllocationRule rule,
            @ForAll @DoubleRange(min = 18, max = 26) double log10Flops) {
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024);
        Plan plan = planner.following(rule).plan(budget);
        assertThat(plan.model().parameters())
                .isCloseTo(rule.size(budget).parameters(), withinPercentage(1e-10));
        assertThat(plan.tokens().count())
                .isCloseTo(rule.tokens(budget).count(), withinPercentage(1e-10));
        assertThat(plan.compute().flops()).isCloseTo(budget.flops(), withinPercentage(1e-10));
        assertThat(plan.model().counting()).isEqualTo(Counting.TOTAL);
        assertThat(plan.loss().nats())
                .isEqualTo(PublishedLaws.BESIROGLU_2024.law().loss(plan.recipe()))
                .isGreaterThanOrEqualTo(planner.plan(budget).loss().nats() * (1 - 1e-15));
        assertThat(plan.findings()).containsAll(rule.provenance().caveats());
    }

    /** A rule keeps its own side, N or D; the other takes what another cost leaves. */
    @Test
    void withAnotherCostOfATokenARuleKeepsItsOwnSide() {
        Compute budget = Compute.flops(1e21);
        TokenCost cost = TokenCost.of("6N + 1e9", n -> 6 * n + 1e9);
        ComputeOptimal planner =
                ComputeOptimal.of(LossSurface.of(PublishedLaws.BESIROGLU_2024).withTraining(cost));
        Plan ofSize = planner.following(AllocationRules.KAPLAN_2020).plan(budget);
        Plan ofTokens = planner.following(AllocationRules.LLAMA_2024).plan(budget);
        assertThat(ofSize.model().parameters())
                .isEqualTo(AllocationRules.KAPLAN_2020.size(budget).parameters());
        assertThat(ofTokens.tokens().count())
                .isCloseTo(
                        AllocationRules.LLAMA_2024.tokens(budget).count(), withinPercentage(1e-10));
        for (Plan plan : new Plan[] {ofSize, ofTokens}) {
            assertThat(cost.flops(plan.model().parameters()) * plan.tokens().count())
                    .isCloseTo(1e21, withinPercentage(1e-10));
        }
        assertThat(ofTokens.findings())
                .contains(
                        Finding.warning(
                                "flop-rule",
                                "llama-2024 counts C = 6 N D; the budget here is C = (6N + 1e9) D"));
    }

    @Test
    void aPlanSaysWhereTheRuleCountsOtherwiseAndHowFarItReaches() {
        Plan plan =
                ComputeOptimal.of(PublishedLaws.BESIROGLU_2024)
                        .following(AllocationRules.KAPLAN_2020)
                        .plan(Compute.flops(1e21));
        assertThat(plan.findings())
                .contains(
                        PublishedLaws.BESIROGLU_2024.provenance().caveats().get(0),
                        Finding.error(
                                "counting",
                                "kaplan-2020 counts non-embedding parameters and the law total"),
                        Finding.warning(
                                "flop-rule",
                                "kaplan-2020 counts C = 6 N D, non-embedding N; the budget here is"
                                        + " C = 6 N D"),
                        Finding.warning(
                                "extrapolation",
                                "for kaplan-2020, params of 7.77e+09 is 0.7 decades above the"
                                        + " fitted range, 768 to 1.50e+09"));
    }

    /**
     * Plain Python, from the constants of the paper: the root of alpha A / N^alpha = D_c / D with
     * alpha = 0.076 / 0.103, beside 1.3e9 (C / 8.64e19)^0.73.
     */
    @ParameterizedTest
    @CsvSource({
        "8.64e16, 2.860e7, 3.21594, 3.36363, 0.293",
        "8.64e19, 1.523e9, 2.37745, 2.37968, 0.854",
        "1e21, 6.231e9, 2.13601, 2.14001, 1.247",
        "5.76e23, 2.415e11, 1.61765, 1.70335, 3.330",
        "1e25, 1.248e12, 1.42783, 1.56047, 5.177"
    })
    void kaplansLawAndKaplansRuleSideBySide(
            double flops, double parameters, double loss, double ofRule, double factor) {
        Contrast contrast = Contrast.of(KAPLAN, AllocationRules.KAPLAN_2020, Compute.flops(flops));
        assertThat(contrast.own().model().parameters())
                .isCloseTo(parameters, withinPercentage(0.05));
        assertThat(contrast.own().loss().nats()).isCloseTo(loss, within(6e-6));
        assertThat(contrast.ruled().loss().nats()).isCloseTo(ofRule, within(6e-6));
        assertThat(contrast.sizeFactor()).isCloseTo(factor, within(6e-4));
        assertThat(contrast.extraLoss()).isCloseTo(ofRule - loss, within(2e-5));
    }

    /** Python: rule and law agree at 2.403e20 FLOP; the law would need alpha 0.27/0.73. */
    @Test
    void theDifferenceIsExplained() {
        Contrast contrast =
                Contrast.of(KAPLAN, AllocationRules.KAPLAN_2020, Compute.flops(5.76e23));
        assertThat(contrast.findings())
                .startsWith(
                        Finding.note(
                                "exponents",
                                "N grows as C^0.73 by kaplan-2020 and as C^0.575 by the law; they"
                                        + " agree at 2.4e20 FLOP"),
                        Finding.note(
                                "ratio-of-exponents",
                                "the law would grow N as the rule does if its exponent of N were"
                                        + " 0.37 times that of D; it is 0.738 times"),
                        Finding.note(
                                "price",
                                "by the law the rule's split loses 0.0857 nats, as if 69.3 % of the"
                                        + " compute were wasted"))
                .endsWith(AllocationRules.KAPLAN_2020.provenance().caveats().get(2));
        assertThat(contrast.toString().lines())
                .hasSize(2 + contrast.findings().size())
                .startsWith("law:  " + contrast.own(), "rule: " + contrast.ruled());
    }

    /** Where both agree, the price is nothing. */
    @Test
    void whereRuleAndLawAgreeNothingIsLost() {
        Contrast contrast =
                Contrast.of(
                        KAPLAN, AllocationRules.KAPLAN_2020, Compute.flops(2.4033061496805746e20));
        assertThat(contrast.sizeFactor()).isCloseTo(1, within(1e-6));
        assertThat(contrast.extraLoss()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aSearchedLawIsContrastedToo() {
        LossLaw law = recipe -> PublishedLaws.KAPLAN_2020.law().loss(recipe);
        Contrast contrast =
                Contrast.of(
                        ComputeOptimal.of(law),
                        AllocationRules.KAPLAN_2020,
                        Compute.flops(5.76e23));
        assertThat(contrast.sizeFactor()).isCloseTo(3.330, within(6e-4));
        assertThat(contrast.findings())
                .extracting(Finding::check)
                .contains("exponents", "price")
                .doesNotContain("ratio-of-exponents");
        assertThat(contrast.findings().get(0).message()).endsWith("agree at 2.4e20 FLOP");
    }

    /** A rule with the law's own exponent and another coefficient agrees nowhere. */
    @Test
    void parallelLinesDoNotMeet() {
        AllocationRule rule =
                new AllocationRule(
                        "twice",
                        Factor.PARAMETERS,
                        1,
                        KAPLAN.frontier().modelExponent(Compute.flops(1e21)),
                        AllocationRules.KAPLAN_2020.provenance());
        assertThat(Contrast.of(KAPLAN, rule, Compute.flops(1e21)).findings().get(0).message())
                .isEqualTo("N grows as C^0.575 by twice and as C^0.575 by the law");
    }

    @Test
    void aRuleIsNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> KAPLAN.following(null))
                .withMessage("rule");
    }
}
