package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * The best learning rate or batch of one size and length.
 *
 * @param value the setting of least loss, positive; a batch in the unit of its column
 * @param error the standard error of its logarithm to first order; infinite where no run is to spare
 * @param interval where it could be; open at an end where the curvature could be nothing
 * @param tried the least and the greatest setting that was tried
 */
public record TunedOptimum(double value, double error, Interval interval, Interval tried) {
    /** Refuses a setting that is not positive, and an error below zero. */
    public TunedOptimum {
        Decimal.positive("value", value);
        if (!(error >= 0)) {
            throw new IllegalArgumentException(
                    "error must be zero or more, got " + Decimal.format(error));
        }
        requireNonNull(interval, "interval");
        requireNonNull(tried, "tried");
    }

    /** Whether an end of the interval is open: the runs do not show where the least loss is. */
    boolean isOpen() {
        return !(interval.lower() > 0 && interval.upper() < Double.POSITIVE_INFINITY);
    }

    /**
     * Writes the setting and where it could be.
     *
     * @return such as {@code 0.004 in [0.0035, 0.0046]}
     */
    @Override
    public String toString() {
        return Digits.four(value) + " in " + interval;
    }
}
