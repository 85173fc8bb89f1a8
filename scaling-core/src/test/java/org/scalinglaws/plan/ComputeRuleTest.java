package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

class ComputeRuleTest {
    private static final Compute BUDGET = Compute.flops(6.46e21);

    /** What every law of experts that reads tokens is asked at. */
    private static final Map<Factor, Double> HELD =
            Map.of(
                    FineGrainedLaw.GRANULARITY, 32.0,
                    SparsityLaw.SPARSITY, 0.75,
                    ExpertSaturation.EXPERTS, 16.0);

    private static List<PublishedLaw<?>> lawsOfExperts() {
        return PublishedLaws.all().stream()
                .filter(
                        one ->
                                one.law().getClass().getPackage()
                                        == FineGrainedLaw.class.getPackage())
                .filter(one -> one.factors().contains(Factor.TOKENS))
                .toList();
    }

    private static ComputeOptimal planner(PublishedLaw<?> law) {
        return ComputeOptimal.of(surface(law));
    }

    private static LossSurface surface(PublishedLaw<?> law) {
        LossSurface surface = LossSurface.of(law);
        for (Factor factor : law.factors()) {
            if (HELD.containsKey(factor)) {
                surface = surface.holding(factor, HELD.get(factor));
            }
        }
        return surface;
    }

    @Test
    void theLawsOfExpertsThatReadTokensAreAllAsked() {
        assertThat(lawsOfExperts())
                .extracting(PublishedLaw::name)
                .contains("krajewski-2024-moe", "abnar-2025", "ludziejewski-2025");
    }

    @ParameterizedTest
    @MethodSource("lawsOfExperts")
    void aPlanSpendsTheBudgetByTheLawsOwnRule(PublishedLaw<?> law) {
        for (double flops : new double[] {1e19, 6.46e21, 1e23}) {
            Plan plan = planner(law).plan(Compute.flops(flops));
            double counted = law.computeRule().trainingFlops(plan.recipe()) * plan.tokens().count();
            assertThat(counted / flops).isCloseTo(1, within(1e-9));
            assertThat(plan.compute().flops() / flops).isCloseTo(1, within(1e-9));
            assertThat(plan.findings()).extracting(Finding::check).doesNotContain("flop-rule");
        }
    }

    @ParameterizedTest
    @MethodSource("lawsOfExperts")
    void noNeighbourOnTheBudgetBeatsThePlan(PublishedLaw<?> law) {
        ComputeOptimal planner = planner(law);
        Plan plan = planner.plan(BUDGET);
        for (double factor : new double[] {0.8, 0.99, 1.01, 1.25}) {
            double size = factor * plan.model().parameters();
            Recipe other = plan.recipe().with(Factor.PARAMETERS, size);
            double tokens = BUDGET.flops() / law.computeRule().trainingFlops(other);
            assertThat(law.law().loss(other.with(Factor.TOKENS, tokens)))
                    .isGreaterThan(plan.loss().nats());
        }
    }

    @Test
    void fineGrainedExpertsArePlannedAsTheirPaperPlansThem() {
        Plan plan = planner(PublishedLaws.named("krajewski-2024-moe")).plan(BUDGET);
        assertThat(plan.model().parameters()).isCloseTo(307e9, within(1e9));
        assertThat(plan.model().parameters() / 43).isCloseTo(7.1e9, within(0.1e9));
        assertThat(plan.tokens().count()).isCloseTo(135e9, within(1e9));
        assertThat(plan.loss().nats()).isCloseTo(2.060, within(1e-3));
    }

    @Test
    void aRoutedModelOfOneExpertCostsSixNAndItsRouter() {
        ComputeRule rule = FineGrainedLaw.routed(1);
        double width = 640;
        double layers = width / 64;
        Recipe recipe =
                Recipe.of(
                        Map.of(
                                Factor.PARAMETERS,
                                12 * width * width * layers,
                                FineGrainedLaw.GRANULARITY,
                                2.0));
        double router = width * 2 * 14 * layers;
        double expected = 6 * recipe.value(Factor.PARAMETERS) + router;
        assertThat(rule.trainingFlops(recipe) / expected).isCloseTo(1, within(1e-12));
        assertThat(rule.servingFlops(recipe) / expected).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void aLawThatKnowsItsActiveShareIsCountedByItUnasked() {
        SparsityLaw law = (SparsityLaw) PublishedLaws.named("abnar-2025").law();
        LossSurface surface = LossSurface.of(law).holding(SparsityLaw.SPARSITY, 0.75);
        Plan plan = ComputeOptimal.of(surface).plan(BUDGET);
        double active = plan.model().parameters() / 4;
        assertThat(6 * active * plan.tokens().count() / BUDGET.flops()).isCloseTo(1, within(1e-9));
        assertThat(surface.computeFormula()).isEqualTo("C = 6 (1 - sparsity) N D");
    }

    @Test
    void servingPaysForTheActiveParameters() {
        LossSurface surface = surface(PublishedLaws.named("abnar-2025"));
        double served = 1e13;
        Decision decision =
                ConstrainedOptimal.of(surface)
                        .limit(Resource.compute(), BUDGET.flops())
                        .serving(Tokens.of(served))
                        .leastLoss();
        double active = decision.plan().model().parameters() / 4;
        double spent = active * (6 * decision.plan().tokens().count() + 2 * served);
        assertThat(spent / BUDGET.flops()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aChosenCostTakesThePlaceOfTheLawsRuleAndThePlanSaysSo() {
        Plan plan =
                ComputeOptimal.of(
                                surface(PublishedLaws.named("krajewski-2024-moe"))
                                        .withTraining(TokenCost.TRAINING))
                        .plan(BUDGET);
        assertThat(plan.model().parameters()).isCloseTo(34.5e9, within(0.1e9));
        assertThat(plan.findings()).extracting(Finding::check).contains("flop-rule");
    }

    @Test
    void aRuleRefusesFewerThanOneExpert() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineGrainedLaw.routed(0.5))
                .withMessage("expansion must be one or more and finite, got 0.5");
    }
}
