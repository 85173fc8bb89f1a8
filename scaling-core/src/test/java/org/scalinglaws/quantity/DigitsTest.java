package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    /** The reference is String.format. */
    private static void agrees(double value) {
        assertThat(Digits.general(value) + " " + Digits.oneDecimal(value))
                .isEqualTo(String.format(Locale.ROOT, "%.3g %.1f", value, value));
    }

    @Property(tries = 2000)
    void numbersOfAnySizeAreWrittenAsPrintfWritesThem(
            @ForAll @DoubleRange(min = -12, max = 308) double log10) {
        agrees(Math.pow(10, log10));
    }

    @Test
    void aHundredThousandRandomNumbersAreWrittenAsPrintfWritesThem() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            agrees(Math.pow(10, 2 + 26 * random.nextDouble()));
            agrees(7 * random.nextDouble());
        }
    }

    /** Ties of the printed digit, and the doubles on either side. */
    @Test
    void tiesGoTheWayOfPrintf() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            int digits = 100 + random.nextInt(900);
            double tie = Double.parseDouble(digits + ".5e" + (1 + random.nextInt(24)));
            double tenths = Double.parseDouble(random.nextInt(60) + "." + random.nextInt(10) + "5");
            for (double near : new double[] {tie, tenths}) {
                agrees(near);
                agrees(Math.nextUp(near));
                agrees(Math.nextDown(near));
            }
        }
    }

    @Test
    void powersOfTenAndTheirNeighboursAreWrittenAsPrintfWritesThem() {
        for (int exponent = -8; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            for (double near = 0.9985; near < 1.002; near += 5e-5) {
                agrees(near * power);
            }
            agrees(power);
            agrees(Math.nextUp(power));
            agrees(Math.nextDown(power));
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -1,
                -1e9,
                999.4,
                999.5,
                999.9,
                1000,
                1e6,
                Double.MIN_VALUE,
                Double.MAX_VALUE
            })
    void whatNobodyPlansWithIsWrittenAsPrintfWritesIt(double value) {
        agrees(value);
    }

    /** Each kind of number has the digits and the unit that keep it short. */
    private static final Map<String, DoubleFunction<String>> KINDS =
            Map.of(
                    "memory",
                    Digits::bytes,
                    "number",
                    Digits::four,
                    "speed",
                    Digits::teraflops,
                    "runs",
                    Digits::count);

    @ParameterizedTest
    @CsvSource({
        "memory, 0, 0 B",
        "memory, 999, 999 B",
        "memory, 999.6, 1 kB",
        "memory, 80e9, 80 GB",
        "memory, 1.12e12, 1.12 TB",
        "memory, 999.6e9, 1 TB",
        "memory, 5e18, 5K PB",
        "number, 33.9087, 33.91",
        "number, 833296.1, 833.3K",
        "number, 0, 0",
        "number, 2.84e25, 2.84e25",
        "speed, 9.894e14, 989.4 TFLOP/s",
        "speed, 1.9791e15, 1979.1 TFLOP/s",
        "speed, 0, 0 TFLOP/s",
        "runs, 1234567, 1234567",
        "runs, 12.5, 12.5",
        "runs, 1e17, 100000000000000000",
        "runs, Infinity, inf"
    })
    void eachKindOfNumberHasItsOwnDigits(String kind, double value, String text) {
        assertThat(KINDS.get(kind).apply(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "6.31234e10, 63.12B, 63.123B",
        "0.0042, 0.0042, 0.0042",
        "5.76e23, 5.760e+23, 5.7600e+23",
        "-1.97341, -1.973, -1.9734",
        "Infinity, inf, inf",
        "-Infinity, -inf, -inf"
    })
    void tablesShowFourDigitsAndFiveOfALoss(double value, String four, String five) {
        assertThat(Digits.cell(value)).isEqualTo(four);
        assertThat(Digits.loss(value)).isEqualTo(five);
    }

    @Test
    void whatIsNoNumberIsWrittenInWords() {
        assertThat(Digits.four(Double.NaN)).isEqualTo("unknown");
        assertThat(Digits.general(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(Digits.oneDecimal(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(Digits.cell(Double.NaN)).isEqualTo("unknown");
        assertThat(Digits.bytes(Double.POSITIVE_INFINITY)).isEqualTo("inf B");
        assertThat(Digits.teraflops(Double.NaN)).isEqualTo("unknown TFLOP/s");
    }

    @Test
    void sharesAreShownInPercent() {
        assertThat(Digits.percent(0.83251)).isEqualTo("83.25 %");
        assertThat(Digits.percent(0)).isEqualTo("0 %");
    }

    @ParameterizedTest
    @CsvSource({
        "22.437, 22.437, 22.44",
        "60, 60.000, 60.00",
        "1.9804e12, 1.9804e+12, 1.980T",
        "88.33e9, 8.8330e+10, 88.33B",
        "1e15, 1.0000e+15, 1.0000e+15",
        "0, 0.0000, 0.0000",
        "Infinity, inf, inf",
        "NaN, unknown, unknown"
    })
    void columnsKeepTheirZeros(double value, String column, String size) {
        assertThat(Digits.column(value)).isEqualTo(column);
        assertThat(Digits.size(value)).isEqualTo(size);
    }
}
