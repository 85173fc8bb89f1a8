package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriorTest {
    @ParameterizedTest
    @ValueSource(doubles = {-3, 0.1, 0.35, 7, 1e9})
    void densitiesAreThoseOfCommonsMath(double value) {
        assertThat(new Prior.Normal(0.35, 0.2).logDensity(value))
                .isEqualTo(
                        new NormalDistribution(null, 0.35, 0.2).logDensity(value),
                        within(1e-9 * value * value));
        assertThat(Math.exp(new Prior.LogNormal(400, 1.5).logDensity(value)))
                .isEqualTo(
                        new LogNormalDistribution(null, Math.log(400), 1.5).density(value),
                        within(1e-15));
    }

    @Test
    void aUniformDensityEndsAtItsEnds() {
        Prior prior = new Prior.Uniform(-1, 3);
        assertThat(prior.logDensity(-1)).isEqualTo(-Math.log(4));
        assertThat(prior.logDensity(3)).isEqualTo(-Math.log(4));
        assertThat(prior.logDensity(Math.nextDown(-1.0))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(prior.logDensity(Math.nextUp(3.0))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(prior.logDensity(Double.NaN)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aFlatDensityIsOfTheValueOrOfItsLogarithm() {
        assertThat(new Prior.Flat().logDensity(-1e9)).isZero();
        assertThat(new Prior.LogFlat().logDensity(8)).isEqualTo(-Math.log(8));
        assertThat(new Prior.LogFlat().logDensity(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new Prior.LogNormal(1, 1).logDensity(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void badNumbersAreRefused() {
        refused(
                () -> new Prior.Normal(Double.NaN, 1),
                "mean of a normal prior must be finite, got NaN");
        refused(
                () -> new Prior.Normal(0, 0),
                "deviation of a normal prior must be positive and finite, got 0");
        refused(
                () -> new Prior.LogNormal(-1, 1),
                "median of a log-normal prior must be positive and finite, got -1");
        refused(
                () -> new Prior.LogNormal(1, Double.POSITIVE_INFINITY),
                "deviation of a log-normal prior must be positive and finite, got Infinity");
        refused(
                () -> new Prior.Uniform(Double.NEGATIVE_INFINITY, 1),
                "lower end of a uniform prior must be finite, got -Infinity");
        refused(
                () -> new Prior.Uniform(0, Double.NaN),
                "upper end of a uniform prior must be finite, got NaN");
        refused(
                () -> new Prior.Uniform(2, 2),
                "upper end of a uniform prior must be above its lower end 2, got 2");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
