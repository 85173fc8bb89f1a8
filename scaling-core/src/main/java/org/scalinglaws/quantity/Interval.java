package org.scalinglaws.quantity;

/**
 * A range of numbers, ends included. An end may be infinite.
 *
 * @param lower the lower end
 * @param upper the upper end, not below the lower
 */
public record Interval(double lower, double upper) {
    /**
     * Refuses NaN and ends in the wrong order.
     *
     * @param lower the lower end
     * @param upper the upper end, not below the lower
     */
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
        return upper - lower;
    }

    @Override
    public String toString() {
        return "[" + Decimal.format(lower) + ", " + Decimal.format(upper) + "]";
    }
}
