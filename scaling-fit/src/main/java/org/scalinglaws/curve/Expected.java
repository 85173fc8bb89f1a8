package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * What a checkpoint yet to come will show.
 *
 * @param step where
 * @param value the loss or the accuracy there, the median
 * @param interval that a measurement there lies in
 * @param level of the interval, such as 0.9
 */
public record Expected(double step, double value, Interval interval, double level) {
    /** Refuses a value that is no number. */
    public Expected {
        Decimal.nonNegative("step", step);
        Decimal.finite("expected value", value);
        requireNonNull(interval, "interval");
        Quantiles.requireLevel(level);
    }

    /** {@return the step, the value and its interval} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "step %s: %s, %s interval %s to %s",
                Digits.six(step),
                Digits.loss(value),
                Digits.level(level),
                Digits.loss(interval.lower()),
                Digits.loss(interval.upper()));
    }
}
