package org.scalinglaws.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorTest {
    @Test
    void factorsAreTheSameWhenTheirNamesAre() {
        Factor width = new Factor("width", "");
        assertThat(width)
                .isEqualTo(new Factor("width", "units"))
                .isNotEqualTo(new Factor("Width", ""));
        assertThat(width).hasSameHashCodeAs(new Factor("width", "units"));
        assertThat(width).isNotEqualTo("width");
    }

    @Test
    void namedFindsTheFactorsOfTheLibrary() {
        assertThat(Factor.named("params")).isSameAs(Factor.PARAMETERS);
        assertThat(Factor.named("tokens")).isSameAs(Factor.TOKENS);
        assertThat(Factor.named("flops")).isSameAs(Factor.FLOPS);
        assertThat(Factor.named("unique_tokens")).isSameAs(Factor.UNIQUE_TOKENS);
        assertThat(Factor.named("width")).isEqualTo(new Factor("width", ""));
    }

    @Test
    void onlyModelSizeDataAndComputeMustBePositive() {
        assertThat(List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS))
                .allMatch(Factor::mustBePositive);
        assertThat(List.of(Factor.UNIQUE_TOKENS, Factor.named("temperature")))
                .noneMatch(Factor::mustBePositive);
    }

    @Test
    void textAddsAUnitThatSaysMoreThanTheName() {
        assertThat(Factor.PARAMETERS).hasToString("params (parameters)");
        assertThat(Factor.TOKENS).hasToString("tokens");
        assertThat(Factor.FLOPS).hasToString("flops (FLOP)");
        assertThat(Factor.named("width")).hasToString("width");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aFactorNeedsAName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Factor(name, "units"))
                .withMessage("a factor needs a name, got '" + name + "'");
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Factor(null, "units"))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new Factor("width", null))
                .withMessage("unit");
    }
}
