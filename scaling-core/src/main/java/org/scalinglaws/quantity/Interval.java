package org.scalinglaws.quantity;

import java.util.function.DoubleFunction;

/**
 * A range of numbers, ends included. An end may be infinite.
 *
 * @param lower the lower end
 * @param upper the upper end, not below the lower
 */
public record Interval(double lower, double upper) {
    /** Refuses NaN and ends in the wrong order. */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "an interval needs lower <= upper, got "
                            + Decimal.format(lower)
                            + " and "
                            + Decimal.format(upper));
        }
    }

    /**
     * Says whether a number lies inside or on an end.
     *
     * @param value the number; NaN lies nowhere
     * @return whether lower &lt;= value &lt;= upper
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }

    /**
     * The distance between the ends.
     *
     * @return upper minus lower
     */
    public double width() {
        return lower == upper ? 0 : upper - lower;
    }

    /**
     * Both ends exactly; an end at infinity is said in words.
     *
     * @return such as {@code [0.3, 0.4]} or {@code from 0.3 up}
     */
    public String text() {
        return text(Decimal::format);
    }

    /**
     * Writes both ends with six digits, for people; an end at infinity is said in words.
     *
     * @return such as {@code [0.3, 0.4]} or {@code from 0.3 up}
     */
    @Override
    public String toString() {
        return text(Digits::six);
    }

    private String text(DoubleFunction<String> number) {
        if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
            return "any number";
        } else if (lower == upper && Double.isInfinite(lower)) {
            return lower > 0 ? "above every number" : "below every number";
        } else if (lower == Double.NEGATIVE_INFINITY) {
            return "up to " + number.apply(upper);
        } else if (upper == Double.POSITIVE_INFINITY) {
            return "from " + number.apply(lower) + " up";
        }
        return "[" + number.apply(lower) + ", " + number.apply(upper) + "]";
    }
}
