package org.scalinglaws.uncertainty;

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
}
