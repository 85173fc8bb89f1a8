package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class TokenCostTest {
    private static final TokenCost ATTENTION = TokenCost.of("6N + 1e9", n -> 6 * n + 1e9);

    @Test
    void aTokenCostsWhatTheRuleSays() {
        assertThat(TokenCost.TRAINING.flops(70e9)).isEqualTo(420e9);
        assertThat(TokenCost.SERVING.flops(70e9)).isEqualTo(140e9);
        assertThat(TokenCost.perParameter(8).flops(1e9)).isEqualTo(8e9);
        assertThat(ATTENTION.flops(1e9)).isEqualTo(7e9);
    }

    @Test
    void rulesAreEqualWhenTheySayTheSame() {
        assertThat(TokenCost.perParameter(6)).isEqualTo(TokenCost.TRAINING);
        assertThat(TokenCost.perParameter(6)).hasSameHashCodeAs(TokenCost.TRAINING);
        assertThat(TokenCost.of("6N", n -> 6 * n)).isNotEqualTo(TokenCost.TRAINING);
        assertThat(TokenCost.TRAINING).isNotEqualTo(TokenCost.SERVING).hasToString("6N");
        assertThat(TokenCost.TRAINING.training()).isEqualTo("C = 6 N D");
        assertThat(ATTENTION.training()).isEqualTo("C = (6N + 1e9) D");
    }

    @Property
    void theSizeOfACostHasThatCost(
            @ForAll @DoubleRange(min = 10, max = 40) double log10Flops,
            @ForAll @DoubleRange(min = -2, max = 4) double log10Ratio) {
        double flops = Math.pow(10, log10Flops);
        double ratio = Math.pow(10, log10Ratio);
        for (TokenCost cost :
                new TokenCost[] {
                    TokenCost.TRAINING,
                    TokenCost.perParameter(0.5),
                    TokenCost.of("6N", n -> 6 * n),
                    ATTENTION,
                    TokenCost.of("N^1.2", n -> Math.pow(n, 1.2)),
                    TokenCost.of("2N", n -> 2 * n)
                }) {
            assertThat(cost.flops(cost.sizeOf(flops))).isCloseTo(flops, withinPercentage(1e-10));
            double size = cost.sizeAtRatio(flops, ratio);
            assertThat(cost.flops(size) * ratio * size).isCloseTo(flops, withinPercentage(1e-10));
        }
    }

    @Test
    void noSizeCostsLessThanTheLeast() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ATTENTION.sizeOf(1e8))
                .withMessage("no model costs 100M FLOP by the rule 6N + 1e9");
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> TokenCost.of("at most 2", n -> 2 - 1 / (1 + n)).sizeOf(1e8))
                .withMessage("no model costs 100M FLOP by the rule at most 2");
    }

    @Test
    void aRecipeStatesItsFlopsUnlessTheyAreSixNd() {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        assertThat(TokenCost.TRAINING.stated(recipe)).isSameAs(recipe);
        assertThat(ATTENTION.stated(recipe).value(Factor.FLOPS)).isEqualTo(7e9 * 20e9);
    }

    @Test
    void aCostIsPositiveAndFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenCost.perParameter(0))
                .withMessage("FLOP a parameter and token must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenCost.of("mine", n -> -n).flops(5))
                .withMessage("mine FLOP a token must be positive and finite, got -5");
        assertThatNullPointerException()
                .isThrownBy(() -> TokenCost.of("mine", null))
                .withMessage("flops");
        assertThatNullPointerException()
                .isThrownBy(() -> TokenCost.of(null, n -> n))
                .withMessage("name");
    }
}
