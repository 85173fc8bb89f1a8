package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({"1, true", "1.5, true", "2, true", "0.999, false", "2.001, false", "NaN, false"})
    void bothEndsAreInside(double value, boolean inside) {
        assertThat(new Interval(1, 2).contains(value)).isEqualTo(inside);
    }

    @Test
    void anEndMayBeInfinite() {
        Interval any = new Interval(-INFINITY, INFINITY);
        assertThat(any.contains(1e300)).isTrue();
        assertThat(any.width()).isEqualTo(INFINITY);
        assertThat(any).hasToString("any number");
        assertThat(new Interval(-INFINITY, 0.4)).hasToString("up to 0.4");
        assertThat(new Interval(0.3, INFINITY)).hasToString("from 0.3 up");
    }

    @Test
    void aPointIsAnInterval() {
        assertThat(new Interval(3, 3).width()).isZero();
        assertThat(new Interval(7e7, 1.6e10)).hasToString("[70M, 16B]");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 2 and 1", "NaN, 1, NaN and 1", "1, NaN, 1 and NaN"})
    void endsInTheWrongOrderAreRefused(double lower, double upper, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(lower, upper))
                .withMessage("an interval needs lower <= upper, got " + shown);
    }
}
