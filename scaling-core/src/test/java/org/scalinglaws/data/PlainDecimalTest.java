package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainDecimalTest {
    private static final int MANY = 200_000;

    @Test
    void digitsAreTheDoubleThatJavaReads() {
        SplittableRandom random = new SplittableRandom(1);
        int left = 0;
        for (int i = 0; i < MANY; i++) {
            String digits = Long.toString(random.nextLong(1_000_000_000_000_000_000L));
            digits = digits.substring(random.nextInt(digits.length()));
            int point = random.nextInt(digits.length() + 1);
            left += agrees(digits.substring(0, point) + "." + digits.substring(point));
        }
        assertThat(left).as("numbers left to Java").isLessThan(MANY / 1000);
    }

    @Test
    void doublesAreReadBack() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < MANY; i++) {
            double number = Math.pow(10, random.nextDouble(-3, 15));
            agrees(BigDecimal.valueOf(number).toPlainString());
        }
    }

    /** The middle between two doubles goes to the even one, and the next digit decides. */
    @Test
    void theMiddleBetweenTwoDoublesIsLeftToJava() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            double number = (1L << 52) + random.nextLong(1L << 52);
            BigDecimal middle = new BigDecimal(number).add(new BigDecimal("0.5"));
            for (String off : new String[] {"0", "0.1", "-0.1"}) {
                agrees(middle.add(new BigDecimal(off)).toPlainString());
                agrees(middle.movePointLeft(random.nextInt(17)).toPlainString());
            }
        }
        for (int exponent = 0; exponent < 60; exponent++) {
            agrees(Long.toString(1L << exponent));
            agrees((1L << exponent) + ".5");
            agrees(Long.toString((1L << exponent) - 1));
        }
    }

    @Test
    void whatIsNoPlainNumberIsLeftToJava() {
        for (String cell :
                new String[] {"", "-", ".", "-.", "1.2.3", "1e5", "+1", " 1", "1,5", "x"}) {
            assertThat(PlainDecimal.of(cell)).as(cell).isNaN();
        }
        assertThat(PlainDecimal.of("1234567890123456789")).isNaN();
        assertThat(PlainDecimal.of("-0.0")).isEqualTo(-0.0);
        assertThat(PlainDecimal.of("5.")).isEqualTo(5);
        assertThat(PlainDecimal.of("-.5")).isEqualTo(-0.5);
    }

    /** Whether it was left to Java, 0 or 1. */
    private static int agrees(String text) {
        double read = PlainDecimal.of(text);
        if (Double.isNaN(read)) {
            return text.equals(".") ? 0 : 1;
        }
        assertThat(Double.doubleToLongBits(read))
                .as(text)
                .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
        return 0;
    }
}
