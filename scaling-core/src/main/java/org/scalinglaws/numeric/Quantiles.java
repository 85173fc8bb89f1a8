package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/**
 * Quantiles of numbers of which some may be unknown. An unknown number could be the least or the
 * greatest: a lower end counts it as minus infinity, an upper end as infinity.
 */
public final class Quantiles {
    /** The share of a normal distribution within one standard deviation of its middle. */
    public static final double ONE_SIGMA = 0.6826894921370859;

    private static final double ROUNDING = 1e-12;

    /** Beyond so many degrees of freedom Student's t is the normal distribution to the last digit. */
    private static final double NORMAL = 1e16;

    private final double[] sorted;
    private final int known;

    /**
     * Copies and sorts the numbers.
     *
     * @param values any numbers; NaN is unknown
     */
    public Quantiles(double[] values) {
        this.sorted = requireNonNull(values, "values").clone();
        Arrays.sort(sorted);
        this.known = (int) Arrays.stream(sorted).filter(value -> !Double.isNaN(value)).count();
    }

    /**
     * Refuses a level of confidence that is none.
     *
     * @param level such as 0.95
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, got " + level);
        }
    }

    /**
     * The places of numbers, from that of the least to that of the greatest; equal numbers in their own
     * order.
     *
     * @param values the numbers; NaN is greater than any other
     * @return their places
     */
    public static int[] order(double[] values) {
        double[] sorted = requireNonNull(values, "values").clone();
        Arrays.sort(sorted);
        int[] next = IntStream.range(0, sorted.length).toArray();

        // Equal numbers stand beside each other: each takes the next place among them.
        int[] order = new int[sorted.length];
        for (int place = 0; place < order.length; place++) {
            order[next[firstOf(sorted, values[place])]++] = place;
        }
        return order;
    }

    /** Where the numbers begin that equal one of them, by halving. */
    private static int firstOf(double[] sorted, double value) {
        int below = -1;
        int from = sorted.length - 1;
        while (from - below > 1) {
            int middle = (below + from) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                below = middle;
            } else {
                from = middle;
            }
        }
        return from;
    }

    /**
     * The two-sided quantile of the normal distribution.
     *
     * @param level such as 0.95
     * @return such as 1.96
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static double ofNormal(double level) {
        requireLevel(level);
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + 0.5 * level);
    }

    /**
     * The two-sided quantile of Student's t.
     *
     * @param level such as 0.95
     * @param degreesOfFreedom any number
     * @return such as 2.23 for 10 degrees of freedom; NaN without any
     * @throws ScalingException when they are too near to zero
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static double ofStudent(double level, double degreesOfFreedom) {
        requireLevel(level);
        if (!(degreesOfFreedom > 0)) {
            return Double.NaN;
        }
        if (degreesOfFreedom > NORMAL) {
            return ofNormal(level);
        }
        try {
            return new TDistribution(null, degreesOfFreedom)
                    .inverseCumulativeProbability(0.5 + 0.5 * level);
        } catch (MathIllegalArgumentException | MathIllegalStateException none) {
            throw new ScalingException(
                    "Student's t has no quantile that can be reckoned with at "
                            + Decimal.format(degreesOfFreedom)
                            + " degrees of freedom");
        }
    }

    /**
     * The number of a rank among numbers that count as often as they weigh; between two ranks, both in
     * shares.
     *
     * @param values the numbers, at least one
     * @param weights how often each counts
     * @param rank from 1; that of the median is half of one more than there are
     * @return the number
     */
    public static double weighted(double[] values, double[] weights, double rank) {
        requireNonNull(values, "values");
        requireNonNull(weights, "weights");
        if (values.length == 0) {
            throw new IllegalArgumentException("numbers must be one or more, got none");
        }
        Require.length("weights", weights, values.length);
        double inside = rank - Math.floor(rank);
        if (areEqual(weights)) {
            int below = place(weights, Math.floor(rank));
            int above = place(weights, Math.floor(rank) + 1);
            Ranks ranks = new Ranks(values);
            return (1 - inside) * ranks.at(below) + inside * ranks.at(above);
        }

        int[] order = order(values);
        double[] counts = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            counts[place] = weights[order[place]];
        }
        return (1 - inside) * values[order[place(counts, Math.floor(rank))]]
                + inside * values[order[place(counts, Math.floor(rank) + 1)]];
    }

    private static boolean areEqual(double[] weights) {
        for (double weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    /** Where among numbers in order so many are counted. */
    private static int place(double[] counts, double rank) {
        double counted = 0;
        for (int place = 0; place < counts.length; place++) {
            counted += counts[place];
            if (counted >= rank) {
                return place;
            }
        }
        return counts.length - 1;
    }

    /**
     * The number that would stand at a place if they were sorted, found without sorting them all.
     *
     * @param values the numbers; NaN is greater than any other
     * @param place from 0
     * @return the number
     * @throws IllegalArgumentException when there is no such place
     */
    public static double ranked(double[] values, int place) {
        requireNonNull(values, "values");
        Require.place("place", place, values.length);
        return new Ranks(values).at(place);
    }

    /** {@return the known numbers, ascending} */
    public double[] sorted() {
        return Arrays.copyOf(sorted, known);
    }

    /** {@return how many numbers are unknown} */
    public int unknown() {
        return sorted.length - known;
    }

    /**
     * What is left when as many of the lowest as of the highest are cut off.
     *
     * @param level the share that is left, such as 0.95
     * @return from {@link #lower} to {@link #upper}
     */
    public Interval middle(double level) {
        return new Interval(lower(0.5 - 0.5 * level), upper(0.5 + 0.5 * level));
    }

    /**
     * A quantile in which what is unknown counts as the least.
     *
     * @param share such as 0.025
     * @return the number below which that share lies
     */
    public double lower(double share) {
        requireShare(share);
        return ranked(share * (sorted.length + 1) - unknown(), Double.NEGATIVE_INFINITY);
    }

    /**
     * A quantile in which what is unknown counts as the greatest.
     *
     * @param share such as 0.975
     * @return the number below which that share lies
     */
    public double upper(double share) {
        requireShare(share);
        return ranked(share * (sorted.length + 1), Double.POSITIVE_INFINITY);
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share must be from 0 to 1, got " + Decimal.format(share));
        }
    }

    /**
     * The number of a rank, from 1; between two ranks, both in shares, and the outer one where
     * either is infinite. Beyond the ends the outermost number, unless unknown ones lie there.
     */
    private double ranked(double unrounded, double unknown) {
        double whole = Math.rint(unrounded);
        double rank = Math.abs(unrounded - whole) < ROUNDING * whole ? whole : unrounded;
        boolean beyond = unknown < 0 ? rank < 1 : rank > known;
        if (known == 0 || (beyond && known < sorted.length)) {
            return unknown;
        }

        // Between two ranks, both in shares.
        double inside = Math.max(1, Math.min(known, rank));
        int below = (int) inside;
        double share = inside - below;
        double first = sorted[below - 1];
        if (share == 0) {
            return first;
        }
        double next = sorted[below];
        if (Double.isInfinite(first) || Double.isInfinite(next)) {
            return unknown < 0 ? first : next;
        }
        double way = next - first;
        return Double.isFinite(way) ? first + share * way : (1 - share) * first + share * next;
    }

    /**
     * The share of numbers below a value, those equal to it by half.
     *
     * @param value any number
     * @return never 0 and never 1, but at least half a number off either
     */
    public double shareBelow(double value) {
        double count = 0;
        for (int i = 0; i < known; i++) {
            count += sorted[i] < value ? 1 : sorted[i] == value ? 0.5 : 0;
        }
        double least = 0.5 / sorted.length;
        return Math.max(least, Math.min(1 - least, count / sorted.length));
    }
}
