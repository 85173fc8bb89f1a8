package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResidualTest {
    private static double[] all(Residual residual, double[] observed, double[] predicted) {
        double[] residuals = new double[predicted.length];
        residual.ofAll(observed, predicted.length, predicted, residuals);
        return residuals;
    }

    /** By log1p of the difference, which keeps the digits of what is small. */
    @Test
    void manyResidualsAreThoseOfEachRunToTheLastDigit() {
        for (double offset : new double[] {0, 1, -0.5}) {
            Residual residual = Residual.logOfLossPlus(offset);
            for (double far = 1e-15; far < 3; far *= 1.37) {
                for (double predicted : new double[] {2 + far, 2 / (1 + far)}) {
                    double expected = Math.log1p((2 - predicted) / (predicted + offset));
                    double got = all(residual, new double[] {2}, new double[] {predicted})[0];
                    assertThat(got)
                            .isCloseTo(expected, within(4e-16 * (1 + 2 * Math.abs(expected))));
                }
            }
        }
    }

    @Test
    void aPlainResidualIsADifference() {
        assertThat(all(Residual.PLAIN, new double[] {2, 5}, new double[] {1, 7}))
                .containsExactly(1, -2);
    }

    @Test
    void whatHasNoLogarithmIsNone() {
        double[] got =
                all(
                        Residual.LOG,
                        new double[] {2, 2, 2, 2},
                        new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY});
        assertThat(got)
                .containsExactly(
                        Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY);
    }
}
