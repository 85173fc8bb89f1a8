package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Interval;

/**
 * Quantiles of numbers of which some may be unknown. An unknown number could be the least or the
 * greatest: a lower end counts it as minus infinity, an upper end as infinity.
 */
final class Quantiles {
    /** The share of a normal distribution within one standard deviation of its middle. */
    static final double ONE_SIGMA = 0.6826894921370859;

    private static final double ROUNDING = 1e-12;

    private final double[] sorted;
    private final int known;

    Quantiles(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
        this.known = (int) Arrays.stream(sorted).filter(value -> !Double.isNaN(value)).count();
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, got " + level);
        }
    }

    /** The places of numbers, from that of the least to that of the greatest. */
    static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> values[place]))
                .mapToInt(place -> place)
                .toArray();
    }

    /** The known numbers, ascending. */
    double[] sorted() {
        return Arrays.copyOf(sorted, known);
    }

    int unknown() {
        return sorted.length - known;
    }

    /** What is left when as many of the lowest as of the highest are cut off. */
    Interval middle(double level) {
        return new Interval(lower(0.5 - 0.5 * level), upper(0.5 + 0.5 * level));
    }

    double lower(double share) {
        return ranked(share * (sorted.length + 1) - unknown(), Double.NEGATIVE_INFINITY);
    }

    double upper(double share) {
        return ranked(share * (sorted.length + 1), Double.POSITIVE_INFINITY);
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

    /** The share of numbers below a value, those equal to it by half; never all and never none. */
    double shareBelow(double value) {
        double count = 0;
        for (int i = 0; i < known; i++) {
            count += sorted[i] < value ? 1 : sorted[i] == value ? 0.5 : 0;
        }
        double least = 0.5 / sorted.length;
        return Math.max(least, Math.min(1 - least, count / sorted.length));
    }
}
