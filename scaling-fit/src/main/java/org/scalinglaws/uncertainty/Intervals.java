package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Interval;

/**
 * An answer to "how far off could it be" for any number read off something in doubt: a fitted law, or
 * what was made of one, such as a plan. Every method of this package is one.
 *
 * @param <T> the type of what is in doubt
 */
@FunctionalInterface
public interface Intervals<T> {
    /**
     * A range that holds the true number in about this share of repeated studies.
     *
     * @param level such as 0.95
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the range, in the number's own unit; an end is infinite where the runs set no limit
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when the runs do not determine the number
     */
    Interval interval(double level, ToDoubleFunction<T> quantity);

    /**
     * The same range, for those who go on where there is none.
     *
     * @param level such as 0.95
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the range; none where the runs do not determine the number
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    default Optional<Interval> find(double level, ToDoubleFunction<T> quantity) {
        requireNonNull(quantity, "quantity");
        return existing(() -> interval(level, quantity));
    }

    /**
     * The same range of a number that is positive, such as a model size: no end of it lies below zero.
     * A method that reckons with an error in both directions has ends of equal ratios here.
     *
     * @param level such as 0.95
     * @param quantity such as {@code plan -> plan.model().parameters()}
     * @return the range; none where the runs do not determine the number
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    default Optional<Interval> findPositive(double level, ToDoubleFunction<T> quantity) {
        return find(level, quantity);
    }

    /**
     * How far the number is off in the typical study. A method that has no error of its own to give
     * takes half the width of the interval that holds as much as one standard deviation of the normal
     * distribution to both sides does, 68.27 %.
     *
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the error in the number's own unit; NaN where the runs do not determine the number,
     *     infinite where they set no limit to it
     */
    default double standardError(ToDoubleFunction<T> quantity) {
        requireNonNull(quantity, "quantity");
        return find(Quantiles.ONE_SIGMA, quantity)
                .map(range -> 0.5 * range.width())
                .orElse(Double.NaN);
    }

    /**
     * The doubt of what is made of the thing in doubt: {@code intervals.map(law ->
     * ComputeOptimal.of(law).plan(budget))} has an interval for every number of the plan. It is made
     * once of each law, however many numbers are read off it.
     *
     * @param reading what is made of a law; throws {@link ScalingException} where there is no such
     *     thing
     * @param <U> the type of what is made
     * @return intervals of its numbers, the same as this has of each number read off the law
     */
    default <U> Intervals<U> map(Function<? super T, ? extends U> reading) {
        requireNonNull(reading, "reading");
        return new Mapped<T, U>(this, reading);
    }

    /**
     * What a reader should know: how many laws lead to nothing, and why the first of them does.
     *
     * @param check the name that the finding goes by, such as {@code NO_PLAN}
     * @param thing what they lack, such as {@code plan}
     * @return the finding; none where every law leads to something, or where laws are not counted
     */
    default Optional<Finding> finding(CheckName check, String thing) {
        requireNonNull(check, "check");
        requireNonNull(thing, "thing");
        return Optional.empty();
    }

    /**
     * What a reader should know of the method before believing it, such as that it takes runs for
     * independent that are not.
     *
     * @return the findings, the most serious first
     */
    default List<Finding> findings() {
        return List.of();
    }

    /**
     * An interval that may not exist.
     *
     * @param interval asks for it; throws {@link ScalingException} where there is none
     * @return the interval; none where it does not exist
     * @throws InterruptedFitException when the thread is interrupted: whether it exists is not known
     */
    static Optional<Interval> existing(Supplier<Interval> interval) {
        requireNonNull(interval, "interval");
        try {
            return Optional.of(interval.get());
        } catch (InterruptedFitException stopped) {
            throw stopped;
        } catch (ScalingException none) {
            return Optional.empty();
        }
    }

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
        return new Quantiles(values).middle(level);
    }
}
