package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * Systematic sampling along Morton's curve: runs are put in an order in which those of like factors stand
 * beside each other, and every so many-th is taken. It reaches every part of the design, and the same
 * runs give the same sample.
 *
 * @see <a href="https://doi.org/10.2307/2236209">Madow and Madow (1944), On the theory of systematic
 *     sampling</a>
 */
public final class Sample {
    /** So many runs show the valleys of a law as well as all do. */
    static final int ROWS = 1024;

    /** Bits of the place along the curve; the rest of a long holds the row. */
    private static final int BITS = 31;

    /** Bits are spread out by tables of so many. */
    private static final int HALF = 16;

    private Sample() {}

    /** A sample of more runs than it has. */
    static Dataset of(Dataset runs, List<Factor> factors) {
        return of(runs, factors, ROWS);
    }

    /**
     * So many of some runs, in their order.
     *
     * @param runs the runs
     * @param factors along which the sample is spread, at least one
     * @param rows how many to take, at least one
     * @return the sample; all runs where they are no more than that
     */
    public static Dataset of(Dataset runs, List<Factor> factors, int rows) {
        requireNonNull(runs, "runs");
        if (Require.noNull("factors", factors).isEmpty()) {
            throw new IllegalArgumentException("factors must be one or more, got none");
        }
        Require.count("number of rows", rows, 1, Integer.MAX_VALUE);
        return runs.size() <= rows ? runs : taken(runs, factors, rows);
    }

    private static Dataset taken(Dataset runs, List<Factor> factors, int rows) {
        long[] order = places(runs, factors);
        Arrays.setAll(order, row -> order[row] << Integer.SIZE | row);
        Arrays.sort(order);

        // From the middle of each stretch of the curve, by whole numbers so that nothing is
        // rounded.
        boolean[] chosen = new boolean[order.length];
        for (long place = 0; place < rows; place++) {
            int middle = (int) ((2 * place + 1) * order.length / (2L * rows));
            chosen[(int) order[middle]] = true;
        }
        return runs.whereRow(row -> chosen[row]);
    }

    /** Where each run stands along the curve: the bits of its factors take turns. */
    private static long[] places(Dataset runs, List<Factor> factors) {
        int bits = BITS / factors.size();
        long[] places = new long[runs.size()];
        for (int k = 0; k < factors.size(); k++) {
            addSteps(runs.column(factors.get(k)), bits, factors.size(), k, places);
        }
        return places;
    }

    /**
     * Adds the bits of one factor, in equal steps of its range, of that of its logarithm where it has
     * one.
     */
    private static void addSteps(double[] column, int bits, int apart, int first, long[] places) {
        double lowest = Arrays.stream(column).min().orElse(0);
        double highest = Arrays.stream(column).max().orElse(0);
        boolean log = lowest > 0;
        double least = log ? Math.log(lowest) : lowest;
        double reach = (log ? Math.log(highest) : highest) - least;
        long most = (1L << bits) - 1;
        long[] low = spread(Math.min(bits, HALF), apart);
        long[] high = spread(Math.max(0, bits - HALF), apart);
        for (int row = 0; row < places.length && reach > 0; row++) {
            double at = log ? Math.log(column[row]) : column[row];
            int step = (int) (long) ((at - least) / reach * most);
            long place = low[step & (low.length - 1)] | (high[step >>> HALF] << (HALF * apart));
            places[row] |= place << first;
        }
    }

    /** The bits of every whole number of some bits, each so far from the next. */
    private static long[] spread(int bits, int apart) {
        long[] spread = new long[1 << bits];
        for (int number = 1; number < spread.length; number++) {
            spread[number] = (spread[number >> 1] << apart) | (number & 1);
        }
        return spread;
    }
}
