package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
    private static final Parameter ALPHA = new Parameter("alpha", "exponent", Scale.LINEAR, 0, 20);

    @Test
    void withinMovesOnlyTheBounds() {
        assertThat(ALPHA.within(-1, 1))
                .isEqualTo(new Parameter("alpha", "exponent", Scale.LINEAR, -1, 1));
        assertThat(ALPHA.within(0.5, 0.5).lower()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "LINEAR, 2, 1, 2 and 1 on a LINEAR scale",
        "LINEAR, NaN, 1, NaN and 1 on a LINEAR scale",
        "LINEAR, 0, NaN, 0 and NaN on a LINEAR scale",
        "LOG, -1, 1e9, -1 and 1B on a LOG scale"
    })
    void boundsThatCannotBeAreRefused(Scale scale, double lower, double upper, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("A", "scale", scale, lower, upper))
                .withMessage("parameter A cannot lie between " + shown);
    }
}
