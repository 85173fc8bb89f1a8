package org.scalinglaws.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference is String.format. */
class RoundedTest {
    private static void agrees(double value) {
        StringBuilder text = new StringBuilder();
        Rounded.threeDigits(text, value);
        text.append(' ');
        Rounded.oneDecimal(text, value);
        assertThat(text.toString())
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
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY
            })
    void whatNobodyPlansWithIsWrittenAsPrintfWritesIt(double value) {
        agrees(value);
    }
}
