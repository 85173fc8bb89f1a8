package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

class RunTest {
    private static final Recipe RECIPE = Recipe.of(ModelSize.billions(1), Tokens.billions(20));

    @Test
    void aRunCountsOnceUnlessSaidOtherwise() {
        assertThat(Run.of(RECIPE, Loss.nats(3))).isEqualTo(new Run(RECIPE, Loss.nats(3), 1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "NaN, NaN", "Infinity, Infinity"})
    void aWeightIsPositive(double weight, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Run(RECIPE, Loss.nats(3), weight))
                .withMessage("weight must be positive and finite, got " + shown);
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Run(null, Loss.nats(3), 1))
                .withMessage("recipe");
        assertThatNullPointerException()
                .isThrownBy(() -> new Run(RECIPE, null, 1))
                .withMessage("loss");
    }
}
