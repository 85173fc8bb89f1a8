package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Interval;

/**
 * An answer to "how far off could it be" for any number read off a fitted law. Every method of this
 * package is one.
 *
 * @param <L> the type of the law
 */
@FunctionalInterface
public interface Intervals<L extends LossLaw> {
    /**
     * A range that holds the true number in about this share of repeated studies.
     *
     * @param level such as 0.95
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the range, in the number's own unit; an end is infinite where the runs set no limit
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ArithmeticException when the runs do not determine the number
     */
    Interval interval(double level, ToDoubleFunction<L> quantity);

    /**
     * The middle of numbers that chance could as well have led to: what is left when as many of the
     * lowest as of the highest are cut off.
     *
     * @param level such as 0.95
     * @param values the numbers; one that is unknown, NaN, lies below every lower end and above every
     *     upper one
     * @return the interval; an end is infinite where too few numbers are known
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    static Interval percentile(double level, double[] values) {
        requireNonNull(values, "values");
        Quantiles.requireLevel(level);
        Quantiles quantiles = new Quantiles(values);
        return new Interval(quantiles.lower(0.5 - 0.5 * level), quantiles.upper(0.5 + 0.5 * level));
    }
}
