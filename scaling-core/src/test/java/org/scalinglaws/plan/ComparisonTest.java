package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

class ComparisonTest {
    private static final List<PublishedLaw<?>> THREE =
            List.of(
                    PublishedLaws.HOFFMANN_2022,
                    PublishedLaws.HOFFMANN_2022_ROUNDED,
                    PublishedLaws.BESIROGLU_2024);

    private static PublishedLaw<?> own(String name, LossLaw law, String flopRule, String unit) {
        return new PublishedLaw<>(
                name,
                law,
                new Provenance(
                        "Someone",
                        2026,
                        "https://example.org",
                        "table 1",
                        Reading.SOURCE,
                        flopRule,
                        unit,
                        "a corpus",
                        "squares",
                        new Scope(
                                Map.of(Factor.PARAMETERS, new Interval(1e8, 1e9)),
                                Counting.NON_EMBEDDING),
                        List.of(),
                        Optional.empty()));
    }

    /** N* of Hoffmann's full digits, the rounded ones and Besiroglu's refit at 1e24 FLOP. */
    @Test
    void atABudgetEachLawHasItsPlan() {
        Comparison comparison = Comparison.at(Compute.flops(1e24), THREE);
        assertThat(comparison.plans().keySet())
                .containsExactly("hoffmann-2022", "hoffmann-2022-rounded", "besiroglu-2024");
        assertThat(comparison.parameters().lower()).isCloseTo(4.129670e10, withinPercentage(1e-4));
        assertThat(comparison.parameters().upper()).isCloseTo(9.600012e10, withinPercentage(1e-4));
        assertThat(comparison.losses().lower()).isCloseTo(1.899988, within(1e-6));
        assertThat(comparison.losses().upper()).isCloseTo(1.959256, within(1e-6));
        assertThat(comparison.silent()).isEmpty();
        assertThat(comparison.outOfRange()).containsExactlyElementsOf(comparison.plans().keySet());
    }

    @Test
    void atARecipeEachLawHasItsLoss() {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Comparison comparison = Comparison.at(recipe, THREE);
        assertThat(comparison.plans()).hasSize(3);
        comparison
                .plans()
                .forEach(
                        (name, plan) ->
                                assertThat(plan.loss().nats())
                                        .isEqualTo(PublishedLaws.named(name).law().loss(recipe)));
        assertThat(comparison.outOfRange()).isEmpty();
    }

    @Test
    void aLawThatCannotAnswerSaysWhy() {
        LossLaw unique = recipe -> recipe.value(Factor.UNIQUE_TOKENS);
        PublishedLaw<?> needsMore = own("more", unique, "C = 6 N D", "nats per token");
        PublishedLaw<?> inBits = own("bits", unique, "C = 6 N D", "bits per character");
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Comparison comparison = Comparison.at(recipe, List.of(needsMore, inBits));
        assertThat(comparison.silent())
                .containsExactly(
                        Map.entry("more", "the recipe params=1B tokens=20B has no unique_tokens"),
                        Map.entry("bits", "its loss is in bits per character"));
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(comparison::losses)
                .withMessageStartingWith("no law answers: {more=the recipe");
    }

    @Test
    void aPlanOfALawThatCountsOtherwiseSaysSo() {
        LossLaw law =
                recipe ->
                        new PowerLaw(Factor.PARAMETERS, 1, 400, 0.3).loss(recipe)
                                + new PowerLaw(Factor.TOKENS, 0, 400, 0.3).loss(recipe);
        Plan plan =
                ComputeOptimal.of(own("own", law, "C = M D", "bits per character"))
                        .plan(Compute.flops(6e19));
        assertThat(plan.model().counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(plan.findings())
                .map(Object::toString)
                .contains(
                        "WARNING flop-rule: the paper counts C = M D; the budget here is C = 6 N D",
                        "WARNING loss-unit: the loss is in bits per character, not in nats per"
                                + " token");
    }

    @Test
    void aFactorCanBeHeld() {
        LossLaw law =
                recipe ->
                        new PowerLaw(Factor.PARAMETERS, 1, 400, 0.3).loss(recipe)
                                + new PowerLaw(Factor.TOKENS, 0, 400, 0.3).loss(recipe)
                                + 1 / recipe.value(Factor.UNIQUE_TOKENS);
        Plan plan =
                ComputeOptimal.of(LossSurface.of(law).holding(Factor.UNIQUE_TOKENS, 4))
                        .plan(Compute.flops(6e18));
        assertThat(plan.recipe().value(Factor.UNIQUE_TOKENS)).isEqualTo(4);
        assertThat(plan.model().parameters()).isCloseTo(1e9, withinPercentage(1e-4));
    }

    /** 2.5 decades above 1e9. */
    @Test
    void aPredictionOutsideTheRangeSaysByHowManyDecades() {
        PublishedLaw<?> law =
                own("own", new PowerLaw(Factor.PARAMETERS, 1, 400, 0.3), "C = 6 N D", "nats");
        Recipe recipe = Recipe.of(Map.of(Factor.PARAMETERS, Math.pow(10, 11.5)));
        assertThat(law.predict(recipe.countedAs(Counting.NON_EMBEDDING)).findings())
                .map(Object::toString)
                .containsExactly(
                        "WARNING extrapolation: params of 3.16e+11 is 2.5 decades above the fitted"
                                + " range, 1.00e+08 to 1.00e+09");
        assertThat(law.predict(recipe).findings())
                .map(Object::toString)
                .contains(
                        "ERROR counting: the law counts non-embedding parameters and the recipe"
                                + " total");
        assertThat(law.predict(recipe)).asString().matches("1\\.\\d+ nats \\(2 findings\\)");
    }
}
