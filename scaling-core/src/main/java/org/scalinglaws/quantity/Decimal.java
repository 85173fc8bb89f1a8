package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Numbers as people write them: {@code 70B}, {@code 1.4T}, {@code 5.76e23}. Also the checks that
 * quantities and laws share, so that one sentence names the thing, the rule and the value.
 */
public final class Decimal {
    private static final String SUFFIXES = "KMBT";

    private Decimal() {}

    /**
     * Returns the value when it is above zero and finite.
     *
     * @param what what the number is, for the message
     * @param value the number
     * @return the same number
     * @throws IllegalArgumentException otherwise, NaN included
     */
    public static double positive(String what, double value) {
        requireNonNull(what, "what");
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw refused(what, "positive and finite", value);
    }

    /**
     * Returns the value when it is zero or more and finite.
     *
     * @param what what the number is, for the message
     * @param value the number
     * @return the same number
     * @throws IllegalArgumentException otherwise, NaN included
     */
    public static double nonNegative(String what, double value) {
        requireNonNull(what, "what");
        if (value >= 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw refused(what, "zero or more and finite", value);
    }

    /**
     * Returns the value when it is zero or less and finite.
     *
     * @param what what the number is, for the message
     * @param value the number
     * @return the same number
     * @throws IllegalArgumentException otherwise, NaN included
     */
    public static double nonPositive(String what, double value) {
        requireNonNull(what, "what");
        if (value <= 0 && value > Double.NEGATIVE_INFINITY) {
            return value;
        }
        throw refused(what, "zero or less and finite", value);
    }

    /**
     * Returns the value when it is finite.
     *
     * @param what what the number is, for the message
     * @param value the number
     * @return the same number
     * @throws IllegalArgumentException for NaN and the infinities
     */
    public static double finite(String what, double value) {
        requireNonNull(what, "what");
        if (Double.isFinite(value)) {
            return value;
        }
        throw refused(what, "finite", value);
    }

    private static IllegalArgumentException refused(String what, String rule, double value) {
        return new IllegalArgumentException(what + " must be " + rule + ", got " + format(value));
    }

    /**
     * Reads a number with an optional suffix K, M, B or T (thousand to trillion, in either case).
     *
     * @param what what the number is, for the message
     * @param text such as {@code 70B}, {@code 1.4T} or {@code 3e11}
     * @return the nearest double
     * @throws IllegalArgumentException when the text is not such a number
     */
    public static double parse(String what, String text) {
        requireNonNull(what, "what");
        requireNonNull(text, "text");

        String trimmed = text.trim();
        int end = trimmed.length() - 1;
        int suffix = end < 0 ? -1 : SUFFIXES.indexOf(Character.toUpperCase(trimmed.charAt(end)));
        String digits = suffix < 0 ? trimmed : trimmed.substring(0, end);

        // BigDecimal, since the double 1.07 times 1e9 is not the double nearest to 1.07B.
        try {
            return new BigDecimal(digits.trim()).scaleByPowerOfTen(3 * (suffix + 1)).doubleValue();
        } catch (ArithmeticException | NumberFormatException notDecimal) {
            throw new IllegalArgumentException(
                    Brief.of(
                            what
                                    + " must be a number such as 70B, 1.4T or 3e11, got '"
                                    + text
                                    + "'"),
                    notDecimal);
        }
    }

    /**
     * Writes a number in the shortest form that {@link #parse} reads back to the same double: a
     * suffix from a thousand up to 999 trillion, a plain decimal near one, else scientific.
     *
     * @param value any number
     * @return such as {@code 1.4T}, {@code 0.001} or {@code 5.76e23}
     */
    public static String format(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size == 0) {
            return "0";
        }

        // The shortest decimal that reads back, so that no digits of the binary value show.
        BigDecimal exact = new BigDecimal(Double.toString(value));
        if (size < 1e3 && size >= 1e-3) {
            return plain(exact);
        }
        if (size >= 1e3 && size < 1e15) {
            int suffix = size < 1e6 ? 0 : size < 1e9 ? 1 : size < 1e12 ? 2 : 3;
            return plain(exact.movePointLeft(3 * (suffix + 1))) + SUFFIXES.charAt(suffix);
        }
        return Double.toString(value).replace(".0E", "E").toLowerCase(Locale.ROOT);
    }

    /** Writes a number as {@link #format(double)} does, but rounded: see {@link Digits}. */
    static String rounded(double value, int digits) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        BigDecimal rounded = exact.round(new MathContext(digits));
        double nearest = rounded.doubleValue();
        double size = Math.abs(nearest);
        boolean scientific = size != 0 && (size < 1e-3 || size >= 1e15);
        return scientific ? scientific(rounded) : format(nearest);
    }

    /** Before Java 19 Double.toString writes some numbers of few digits with many. */
    private static String scientific(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return plain(shortest.movePointLeft(exponent)) + "e" + exponent;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
