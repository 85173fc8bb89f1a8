package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * What one of a recipe's is worth in those of the reference, a ratio.
 *
 * @param estimate the ratio, positive; above 1 the recipe needs less than the reference
 * @param interval in which it lies; empty where the runs do not determine it
 */
public record Worth(double estimate, Optional<Interval> interval) {
    /** Refuses a ratio that is not positive. */
    public Worth {
        Decimal.positive("worth", estimate);
        requireNonNull(interval, "interval");
    }

    /**
     * Writes the ratio and its interval.
     *
     * @return such as {@code 1.69 [1.52, 1.88]}
     */
    @Override
    public String toString() {
        return Digits.four(estimate)
                + interval.map(
                                ends ->
                                        " ["
                                                + Digits.four(ends.lower())
                                                + ", "
                                                + Digits.four(ends.upper())
                                                + "]")
                        .orElse(", not determined");
    }
}
