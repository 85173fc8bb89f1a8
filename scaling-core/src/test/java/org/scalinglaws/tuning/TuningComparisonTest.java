package org.scalinglaws.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class TuningComparisonTest {
    private static final Recipe RECIPE = Recipe.of(ModelSize.billions(1), Tokens.billions(100));

    /** The numbers are those of tuning-rules.csv. */
    @Test
    void rulesStandSideBySide() {
        assertThat(TuningComparison.at(RECIPE))
                .hasToString(
                        """
                          rule           learning rate batch, tokens     steps   warm-up  beta2
                          kaplan-2020                -        3.184M     31.4K         -      -  flop-rule
                          deepseek-2024       7.881e-4        1.828M    54.71K         -      -  flop-rule, extrapolation
                          porian-2024         0.002129        1.609M    62.15K         -      -  extrapolation
                          olmo-core           0.002238        1.445M    69.21K        1B   0.95
                          step-law-2025       0.001632        1.108M    90.28K         -      -  counting
                        """);
    }

    @Test
    void theRangesSayHowFarTheRulesDisagree() {
        TuningComparison rules = TuningComparison.at(RECIPE);
        assertThat(rules.learningRates().lower()).isCloseTo(7.881e-4, within(1e-7));
        assertThat(rules.learningRates().upper()).isCloseTo(2.238e-3, within(1e-6));
        assertThat(rules.batches().lower()).isCloseTo(1_107_715, within(1.0));
        assertThat(rules.batches().upper()).isCloseTo(3_184_366, within(1.0));
    }

    @Test
    void aShapeIsComparedAsEachRuleCountsIt() {
        TuningComparison rules =
                TuningComparison.at(
                        PublishedShapes.named("gpt-2-small").shape(), Tokens.billions(2.5));
        assertThat(rules.tunings()).hasSize(5);
        assertThat(rules.tunings().get("porian-2024").recipe().model())
                .isEqualTo(ModelSize.of(124_439_808));
        assertThat(rules.tunings().get("step-law-2025").recipe().model().parameters())
                .isEqualTo(124_439_808 - (50257 + 1024) * 768);
    }

    @Test
    void aRuleThatLacksAFactorIsSilentAndSaysWhy() {
        Recipe sizeOnly = Recipe.of(Map.of(Factor.PARAMETERS, 1e9));
        TuningComparison rules = TuningComparison.at(sizeOnly);
        assertThat(rules.tunings()).containsOnlyKeys("porian-2024", "olmo-core");
        assertThat(rules.silent())
                .containsEntry("step-law-2025", "the recipe params=1B has no tokens")
                .containsEntry("deepseek-2024", "the recipe params=1B has no flops");
        assertThat(rules.toString())
                .contains(
                        "  olmo-core           0.002238        1.445M         -        1B   0.95\n"
                                + "  kaplan-2020                -             -         -        "
                                + " -      -  the recipe params=1B has no flops\n");
    }

    @Test
    void rangesOfNothingAreRefused() {
        TuningComparison none = TuningComparison.of(List.of(), rule -> rule.suggest(RECIPE));
        assertThatIllegalArgumentException()
                .isThrownBy(none::batches)
                .withMessage("no rule answers: {}");
        TuningComparison kaplan =
                TuningComparison.of(List.of(TuningRules.KAPLAN_2020), rule -> rule.suggest(RECIPE));
        assertThatIllegalArgumentException()
                .isThrownBy(kaplan::learningRates)
                .withMessage("no rule gives a learning rate: {}");
    }
}
