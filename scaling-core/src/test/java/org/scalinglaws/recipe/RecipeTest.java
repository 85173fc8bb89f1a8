package org.scalinglaws.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;

class RecipeTest {
    private static final Factor WIDTH = Factor.named("width");
    private static final Recipe CHINCHILLA =
            Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));

    @Test
    void aRecipeStatesModelAndTokens() {
        assertThat(CHINCHILLA.model()).isEqualTo(ModelSize.billions(70));
        assertThat(CHINCHILLA.tokens()).isEqualTo(Tokens.trillions(1.4));
        assertThat(CHINCHILLA.value(Factor.PARAMETERS)).isEqualTo(7e10);
        assertThat(CHINCHILLA.factors()).containsExactly(Factor.PARAMETERS, Factor.TOKENS);
    }

    @Test
    void computeIsSixNDUnlessStated() {
        assertThat(CHINCHILLA.compute().flops()).isEqualTo(6 * 7e10 * 1.4e12);
        assertThat(CHINCHILLA.has(Factor.FLOPS)).isTrue();
        Recipe measured = CHINCHILLA.with(Factor.FLOPS, 5.76e23);
        assertThat(measured.compute().flops()).isEqualTo(5.76e23);
        assertThat(measured.value(Factor.FLOPS)).isEqualTo(5.76e23);
    }

    @Test
    void withSetsOneFactorAndLeavesTheOriginalAlone() {
        Recipe wide = CHINCHILLA.with(WIDTH, 8192).with(Factor.TOKENS, 2e12);
        assertThat(wide.value(WIDTH)).isEqualTo(8192);
        assertThat(wide.tokens()).isEqualTo(Tokens.trillions(2));
        assertThat(CHINCHILLA.has(WIDTH)).isFalse();
        assertThat(CHINCHILLA.tokens()).isEqualTo(Tokens.trillions(1.4));
    }

    @Test
    void factorsCannotBeChangedThroughViewsOrTheMapGiven() {
        Map<Factor, Double> values = new LinkedHashMap<>(Map.of(Factor.TOKENS, 1e9));
        Recipe recipe = Recipe.of(values);
        values.put(Factor.TOKENS, 2e9);
        assertThat(recipe.value(Factor.TOKENS)).isEqualTo(1e9);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> recipe.factors().clear());
    }

    @Test
    void equalityIsByValuesAndCounting() {
        Recipe same = Recipe.of(Map.of(Factor.TOKENS, 1.4e12, Factor.PARAMETERS, 7e10));
        assertThat(CHINCHILLA).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(CHINCHILLA).isNotEqualTo(same.with(WIDTH, 1));
        assertThat(CHINCHILLA).isNotEqualTo(same.countedAs(Counting.ACTIVE));
    }

    @Test
    void theCountingRuleIsCarriedAlong() {
        ModelSize active = new ModelSize(12.9e9, Counting.ACTIVE);
        Recipe recipe = Recipe.of(active, Tokens.trillions(1)).with(WIDTH, 4096);
        assertThat(recipe.counting()).isEqualTo(Counting.ACTIVE);
        assertThat(recipe.model()).isEqualTo(active);
        assertThat(recipe.countedAs(Counting.TOTAL).model()).isEqualTo(ModelSize.billions(12.9));
    }

    @Test
    void textShowsEveryValueExactly() {
        assertThat(CHINCHILLA).hasToString("params=70B tokens=1.4T");
        assertThat(CHINCHILLA.with(WIDTH, 8192).countedAs(Counting.NON_EMBEDDING))
                .hasToString("params=70B tokens=1.4T width=8.192K (non-embedding)");
    }

    @Test
    void aFactorThatIsNotStatedIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHINCHILLA.value(WIDTH))
                .withMessage("the recipe params=70B tokens=1.4T has no width");
        Recipe wide = Recipe.of(Map.of(WIDTH, 512.0));
        assertThatIllegalArgumentException()
                .isThrownBy(wide::model)
                .withMessage("the recipe width=512 has no params");
        assertThatIllegalArgumentException()
                .isThrownBy(wide::tokens)
                .withMessage("the recipe width=512 has no tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wide.with(Factor.PARAMETERS, 1e9).compute())
                .withMessage("the recipe width=512 params=1B has no flops");
    }

    @ParameterizedTest
    @CsvSource({
        "params, 0, 'params must be positive and finite, got 0'",
        "tokens, -1e9, 'tokens must be positive and finite, got -1B'",
        "flops, NaN, 'flops must be positive and finite, got NaN'",
        "width, NaN, 'width must be finite, got NaN'",
        "width, Infinity, 'width must be finite, got Infinity'"
    })
    void valuesOutsideTheirRangeAreRefused(String factor, double value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHINCHILLA.with(Factor.named(factor), value))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.of(Map.of(Factor.named(factor), value)))
                .withMessage(message);
    }

    @Test
    void aFurtherFactorMayBeZeroOrNegative() {
        assertThat(CHINCHILLA.with(WIDTH, 0).value(WIDTH)).isZero();
        assertThat(CHINCHILLA.with(WIDTH, -1).value(WIDTH)).isEqualTo(-1);
    }
}
