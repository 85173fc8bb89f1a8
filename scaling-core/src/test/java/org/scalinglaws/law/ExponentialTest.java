package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Our own exponential function against that of the Java library and against its series. */
class ExponentialTest {
    private static final MathContext DIGITS = new MathContext(60);

    @Property(tries = 20_000)
    void itIsThatOfTheLibraryToTheLastDigit(@ForAll @DoubleRange(min = -750, max = 709) double x) {
        double expected = StrictMath.exp(x);
        assertThat(Math.abs(Exponential.of(x) - expected)).isLessThanOrEqualTo(Math.ulp(expected));
    }

    /** Math.exp promises an error of one last digit. */
    @Property(tries = 2_000)
    void itIsRoundedWithinAHairOfTheNearest(@ForAll @DoubleRange(min = -20, max = 20) double x) {
        BigDecimal exact = series(x);
        double error = new BigDecimal(Exponential.of(x)).subtract(exact).abs().doubleValue();
        assertThat(error / Math.ulp(exact.doubleValue())).isLessThan(0.53);
    }

    /** Taylor's series with sixty digits, of the positive number, for it loses none. */
    private static BigDecimal series(double x) {
        BigDecimal size = new BigDecimal(Math.abs(x));
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = term;
        for (int k = 1; k < 150; k++) {
            term = term.multiply(size, DIGITS).divide(new BigDecimal(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return x < 0 ? BigDecimal.ONE.divide(sum, DIGITS) : sum;
    }

    @Test
    void theEndsAreThoseOfTheLibrary() {
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(-0.0)).isEqualTo(1);
        assertThat(Exponential.of(Double.MIN_VALUE)).isEqualTo(1);
        assertThat(Exponential.of(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(Double.NaN)).isNaN();
        assertThat(Exponential.of(710)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Exponential.of(-746)).isZero();
    }

    @Test
    void manyPowersAreThoseOfEachNumber() {
        double[] powers = new double[3];
        Exponential.ofMultiples(-0.5, new double[] {0, 2, -4}, powers);
        assertThat(powers).containsExactly(1, Exponential.of(-1), Exponential.of(2));
    }
}
