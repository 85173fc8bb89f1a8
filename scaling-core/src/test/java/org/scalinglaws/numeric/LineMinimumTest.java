package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.ScalingException;

class LineMinimumTest {
    private static final LineMinimum BOWL = new LineMinimum(x -> Math.cosh(x - 0.3), -20, 20);

    @Test
    void theRootOfTheSlopeTellsMoreThanTheLeastValue() {
        assertThat(BOWL.lowest(-2, 2)).hasValueCloseTo(0.3, within(1e-12));
        assertThat(LineMinimum.brent(x -> Math.cosh(x - 0.3), -2, 2, 1e-9))
                .isCloseTo(0.3, within(1e-7));
    }

    @Test
    void whatIsLowestAtAnEndHasNoMinimumInside() {
        assertThat(BOWL.lowest(0.5, 2)).isEmpty();
        assertThat(BOWL.lowest(-2, 0)).isEmpty();
    }

    @Test
    void aKinkIsFoundByItsValues() {
        LineMinimum kink = new LineMinimum(x -> Math.abs(x - 0.3), -20, 20);
        assertThat(kink.inside(-2, 2)).isCloseTo(0.3, within(1e-7));
    }

    @Test
    void aRootNeedsTwoSigns() {
        assertThat(Root.between(Math::cos, 0, 3)).isCloseTo(Math.PI / 2, within(1e-13));
        assertThat(Root.ifAny(Math::cosh, -1, 1)).isNaN();
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> Root.between(Math::cosh, -1, 1))
                .withMessage("a root lies between values of two signs, got those at -1 and 1");
    }

    @Test
    void aJumpIsARoot() {
        assertThat(Root.between(x -> x < 0.3 ? -1 : 1e9, -1, 1)).isCloseTo(0.3, within(1e-12));
    }
}
