package org.scalinglaws.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

class AllocationRulesTest {
    static List<AllocationRule> all() {
        return AllocationRules.all();
    }

    /** By plain Python: 1.3e9 (C / 8.64e19)^0.73 and what is left of C/6. */
    @ParameterizedTest
    @CsvSource({
        "8.64e16, 8.394e6, 1.716e9",
        "8.64e19, 1.3e9, 1.108e10",
        "1e21, 7.768e9, 2.146e10",
        "5.76e23, 8.043e11, 1.194e11",
        "1e25, 6.461e12, 2.580e11"
    })
    void kaplansRuleAgreesWithPython(double flops, double parameters, double tokens) {
        Compute budget = Compute.flops(flops);
        AllocationRule rule = AllocationRules.KAPLAN_2020;
        assertThat(rule.size(budget).parameters()).isCloseTo(parameters, withinPercentage(0.04));
        assertThat(rule.tokens(budget).count()).isCloseTo(tokens, withinPercentage(0.04));
        assertThat(rule.size(budget).counting()).isEqualTo(Counting.NON_EMBEDDING);
    }

    /** Appendix A prints D = 2e10 (C / PF-day)^0.27; the caveat says 1.8 times C/6N. */
    @Test
    void kaplansOwnTokensAreMoreThanWhatIsLeft() {
        Compute day = Compute.petaflopDays(1);
        assertThat(2e10 / AllocationRules.KAPLAN_2020.tokens(day).count())
                .isCloseTo(1.8, within(0.05));
        assertThat(AllocationRules.KAPLAN_2020.modelExponent()).isEqualTo(0.73);
    }

    /** The caveat says 0.575 and 0.681: (1/a_N) over the sum of 1/a along each surface. */
    @Test
    void theCaveatQuotesTheExponentsOfKaplansLaws() {
        KaplanLaw joint = PublishedLaws.KAPLAN_2020.law();
        assertThat(1 / joint.aN() / (1 / joint.aN() + 1 / joint.aD()))
                .isCloseTo(0.575, within(5e-4))
                .isCloseTo(joint.modelExponent(), within(1e-15));
        KaplanStepsLaw steps = PublishedLaws.KAPLAN_2020_STEPS.law();
        double aB = 0.21;
        assertThat(1 / steps.aN() / (1 / steps.aN() + 1 / aB + 1 / steps.aS()))
                .isCloseTo(0.681, within(5e-4));
        assertThat(AllocationRules.KAPLAN_2020.provenance().caveats())
                .anyMatch(
                        caveat ->
                                caveat.message().contains("has 0.575 in place of 0.73")
                                        && caveat.message().contains("has 0.681"));
    }

    /** Equation 4 prints both sides: M = 0.1715 C^0.5243 and D = 5.8316 C^0.4757, C = M D. */
    @Test
    void deepSeeksOtherRuleIsWhatIsLeft() {
        AllocationRule rule = AllocationRules.DEEPSEEK_2024;
        for (double flops : new double[] {1e17, 1e20, 1e24}) {
            Compute budget = Compute.flops(flops);
            double each = flops / rule.tokens(budget).count();
            assertThat(each).isCloseTo(0.1715 * Math.pow(flops, 0.5243), withinPercentage(0.02));
            assertThat(6 * rule.size(budget).parameters()).isCloseTo(each, withinPercentage(1e-10));
        }
        assertThat(rule.modelExponent()).isCloseTo(0.5243, within(1e-12));
    }

    /** Open-Athena on the same 133 points at 3.8e25 FLOP: D* = 16.1T, N* = 393.3B. */
    @Test
    void llamasRuleAgreesWithAnotherFitOfTheSamePoints() {
        Compute budget = Compute.flops(3.8e25);
        AllocationRule rule = AllocationRules.LLAMA_2024;
        assertThat(rule.tokens(budget).count()).isCloseTo(16.1e12, withinPercentage(0.05));
        assertThat(rule.size(budget).parameters()).isCloseTo(393.3e9, withinPercentage(0.05));
        assertThat(0.29 * Math.pow(3.8e25, 0.53)).isCloseTo(10.5e12, withinPercentage(0.5));
    }

    /** Table 2 of the paper: a = 0.49 with 0.462 to 0.534 for approach 2. */
    @Test
    void hoffmannsRuleHasTheExponentThatThePaperPrints() {
        AllocationRule rule = AllocationRules.HOFFMANN_2022_APPROACH_2;
        assertThat(rule.exponent()).isBetween(0.462, 0.534).isCloseTo(0.49, within(0.006));
        Compute budget = Compute.flops(5.76e23);
        assertThat(rule.tokens(budget).count())
                .isCloseTo(1.60546 * Math.pow(5.76e23, 0.504931), withinPercentage(0.01));
    }

    @ParameterizedTest
    @MethodSource("all")
    void bothSidesSpendTheBudget(AllocationRule rule) {
        Compute budget = Compute.flops(1e21);
        assertThat(Compute.ofTraining(rule.size(budget), rule.tokens(budget)).flops())
                .isCloseTo(1e21, withinPercentage(1e-10));
    }

    @ParameterizedTest
    @MethodSource("all")
    void provenanceIsComplete(AllocationRule rule) {
        Provenance from = rule.provenance();
        assertThat(List.of(from.paper(), from.place(), from.flopRule(), from.corpus()))
                .allMatch(text -> !text.isBlank());
        assertThat(from.link()).startsWith("https://arxiv.org/abs/");
        assertThat(rule.name()).matches("[a-z]+-" + from.year() + "(-[a-z0-9]+)*");
        assertThat(from.scope().ranges()).isNotEmpty();
        assertThat(from.caveats()).isNotEmpty().allMatch(caveat -> !caveat.message().isBlank());
        assertThat(from.place().contains("fitted"))
                .isEqualTo(from.reading() == Provenance.Reading.RECOMPUTED);
        assertThat(AllocationRules.named(rule.name())).isSameAs(rule);
    }

    @Test
    void theConstantsAreTheCatalogueAndTheOldestComesFirst() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : AllocationRules.class.getFields()) {
            constants.add(field.get(null));
        }
        assertThat(constants).containsExactlyInAnyOrderElementsOf(all());
        assertThat(all()).extracting(rule -> rule.provenance().year()).isSorted();
    }

    @Test
    void aRuleSaysWhatItIs() {
        assertThat(AllocationRules.DEEPSEEK_2024).hasToString("deepseek-2024: D = 5.8316 C^0.4757");
        assertThat(AllocationRules.HOFFMANN_2022_APPROACH_2)
                .hasToString("hoffmann-2022-approach-2: N = 0.103812 C^0.495069");
    }

    @Test
    void whatIsNoRuleIsRefused() {
        Provenance from = AllocationRules.LLAMA_2024.provenance();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AllocationRule("x", Factor.FLOPS, 1, 0.5, from))
                .withMessage("an allocation rule must be of params or tokens, got flops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AllocationRule("x", Factor.TOKENS, 0, 0.5, from))
                .withMessage(
                        "coefficient of an allocation rule must be positive and finite, got 0");
        for (double exponent : new double[] {0, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AllocationRule("x", Factor.TOKENS, 1, exponent, from))
                    .withMessageStartingWith(
                            "exponent of an allocation rule must be between 0 and 1, got ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllocationRules.named("kaplan"))
                .withMessage(
                        "unknown allocation rule 'kaplan'; there are kaplan-2020,"
                                + " hoffmann-2022-approach-2, deepseek-2024, llama-2024");
        assertThatNullPointerException()
                .isThrownBy(() -> new AllocationRule("x", Factor.TOKENS, 1, 0.5, null))
                .withMessage("provenance");
    }
}
