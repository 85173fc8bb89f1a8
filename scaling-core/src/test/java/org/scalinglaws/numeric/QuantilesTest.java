package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.Interval;

class QuantilesTest {
    /** The references are scipy.stats.norm.ppf(0.975) and scipy.stats.t.ppf(0.975, 10). */
    @Test
    void distributionsAgreeWithScipy() {
        assertThat(Quantiles.ofNormal(0.95)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Quantiles.ofStudent(0.95, 10)).isCloseTo(2.2281388519649385, within(1e-9));
        assertThat(Quantiles.ofStudent(0.95, 0)).isNaN();
    }

    @Test
    void aWeightOfTwoIsTheNumberTwice() {
        double[] twice = {5, 1, 3, 3};
        for (double rank = 1; rank <= 4; rank += 0.25) {
            assertThat(Quantiles.weighted(new double[] {5, 1, 3}, new double[] {1, 1, 2}, rank))
                    .isEqualTo(Quantiles.weighted(twice, new double[] {1, 1, 1, 1}, rank));
        }
        assertThat(Quantiles.weighted(twice, new double[] {1, 1, 1, 1}, 3.5)).isEqualTo(4);
    }

    @Test
    void anUnknownNumberCouldBeTheLeastOrTheGreatest() {
        Quantiles quantiles = new Quantiles(new double[] {3, Double.NaN, 1, 2});
        assertThat(quantiles.sorted()).containsExactly(1, 2, 3);
        assertThat(quantiles.unknown()).isEqualTo(1);
        assertThat(quantiles.middle(0.9))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(quantiles.lower(0.4)).isEqualTo(1);
        assertThat(quantiles.upper(0.6)).isEqualTo(3);
    }

    @Test
    void aLevelLiesBetweenNoneAndAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantiles.ofNormal(1))
                .withMessage("a level lies between 0 and 1, got 1.0");
    }
}
