package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CentralDifferencesTest {
    private static final double STEP = 1.0 / 3;

    /** By hand: sin has the slope cos and the bend -sin. */
    @Test
    void slopeAndBendOfASineAreItsCosineAndItsNegative() {
        for (double x = -3; x <= 3; x += 0.5) {
            CentralDifferences at = CentralDifferences.of(Math::sin, x, STEP);
            assertThat(at.slope()).isCloseTo(Math.cos(x), within(1e-9));
            assertThat(at.second()).isCloseTo(-Math.sin(x), within(1e-9));
            assertThat(at.doubt()).isLessThan(1e-7);
            assertThat(CentralDifferences.slope(Math::sin, x, STEP)).isEqualTo(at.slope());
        }
    }

    /** Thirteen points know a polynomial of degree 12: 3 + 2 x - x^2 / 2 + x^12 at 0. */
    @Test
    void aPolynomialOfDegreeTwelveIsExact() {
        CentralDifferences at =
                CentralDifferences.of(x -> 3 + 2 * x - x * x / 2 + Math.pow(x, 12), 0, 1);
        assertThat(at.slope()).isCloseTo(2, within(1e-6));
        assertThat(at.second()).isCloseTo(-1, within(1e-4));
    }

    @Test
    void aKinkIsDoubted() {
        CentralDifferences besideKink = CentralDifferences.of(x -> Math.abs(x - 0.1), 0, STEP);
        assertThat(besideKink.doubt()).isGreaterThan(1e-3);
    }
}
