package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.Interval;

class StudentMixtureTest {
    private static final double[] HALVES = {0.5, 0.5};

    /** scipy.stats.t.ppf(0.95, 7) = 1.894578605. */
    @Test
    void oneComponentHasTheQuantilesOfStudent() {
        StudentMixture mixture =
                new StudentMixture(
                        new double[] {1}, new double[] {2}, new double[] {3}, new double[] {7});
        Interval middle = mixture.interval(0.9);
        assertThat(middle.upper()).isCloseTo(2 + 3 * 1.894578605061305, within(1e-9));
        assertThat(middle.lower()).isCloseTo(2 - 3 * 1.894578605061305, within(1e-9));
    }

    @Test
    void twoFarComponentsHaveTheirOuterQuarters() {
        StudentMixture mixture =
                new StudentMixture(
                        HALVES,
                        new double[] {-1000, 1000},
                        new double[] {1, 1},
                        new double[] {7, 7});
        assertThat(mixture.interval(0.9).upper())
                .isCloseTo(1000 + 1.4149239276488585, within(1e-6));
        assertThat(mixture.shareUpTo(0)).isCloseTo(0.5, within(1e-9));
    }
}
