package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * Runs grouped by compute, ascending: by equal compute where budgets repeat, else in bins of 0.4
 * decades.
 */
public final class ComputeGroups {
    /** Budgets that differ by no more than this share are one. */
    private static final double SAME = 0.03;

    /** Runs without a gap between them are of one budget only within so many decades. */
    private static final double WIDEST = 0.15;

    /** Budgets repeat where most runs share one with two others, and budgets are no more than this. */
    private static final int MOST = 25;

    private static final double SHARE = 0.8;
    private static final int SEVERAL = 3;

    /** The width of a bin, in decades of compute. */
    private static final double BIN = 0.4;

    private final double[] flops;
    private final int[] places;
    private final int count;

    private ComputeGroups(double[] flops, int[] places) {
        this.flops = flops;
        this.places = places;
        this.count = Arrays.stream(places).max().orElse(-1) + 1;
    }

    /**
     * Groups runs.
     *
     * @param flops the compute of each run, positive
     * @return the groups
     * @throws IllegalArgumentException when one is not positive
     */
    public static ComputeGroups of(double[] flops) {
        requireNonNull(flops, "flops");
        double[] own = flops.clone();
        for (double value : own) {
            Decimal.positive("compute of a run", value);
        }
        int[] equal = split(own, Math.log10(1 + SAME), false);
        return new ComputeGroups(own, repeats(equal, own) ? equal : split(own, BIN, true));
    }

    private static boolean repeats(int[] places, double[] flops) {
        int count = Arrays.stream(places).max().orElse(-1) + 1;
        DoubleSummaryStatistics[] spent = new DoubleSummaryStatistics[count];
        Arrays.setAll(spent, place -> new DoubleSummaryStatistics());
        for (int row = 0; row < places.length; row++) {
            spent[places[row]].accept(Math.log10(flops[row]));
        }

        // Many runs of any compute follow each other closely, and are of no budget at all.
        boolean narrow =
                Arrays.stream(spent).allMatch(own -> own.getMax() - own.getMin() <= WIDEST);
        long together =
                Arrays.stream(spent)
                        .mapToLong(DoubleSummaryStatistics::getCount)
                        .filter(size -> size >= SEVERAL)
                        .sum();
        return narrow && count <= MOST && together >= SHARE * places.length;
    }

    /** A new group where compute has left the last one behind by so many decades. */
    private static int[] split(double[] flops, double decades, boolean fromFirst) {
        int[] order = Quantiles.order(flops);
        int[] places = new int[flops.length];
        int place = -1;
        double from = Double.NEGATIVE_INFINITY;
        for (int row : order) {
            double at = Math.log10(flops[row]);
            if (at > from + decades) {
                place++;
                from = at;
            } else if (!fromFirst) {
                from = at;
            }
            places[row] = place;
        }
        return places;
    }

    /** {@return how many groups there are} */
    public int count() {
        return count;
    }

    /**
     * The group of a run.
     *
     * @param row the place of the run
     * @return from 0 for the least compute
     */
    public int place(int row) {
        return places[Require.place("row", row, places.length)];
    }

    /**
     * The runs of a group.
     *
     * @param group its place
     * @return their places, ascending
     */
    public int[] rows(int group) {
        Require.place("group", group, count);
        return IntStream.range(0, places.length).filter(row -> places[row] == group).toArray();
    }

    /**
     * The most compute of a group.
     *
     * @param group its place
     * @return FLOPs
     */
    public double top(int group) {
        return Arrays.stream(rows(group)).mapToDouble(row -> flops[row]).max().orElseThrow();
    }

    /** The same groups of some of the runs, without those that are empty then. */
    ComputeGroups of(int[] rows) {
        int[] left = Arrays.stream(rows).map(row -> places[row]).sorted().distinct().toArray();
        return new ComputeGroups(
                Arrays.stream(rows).mapToDouble(row -> flops[row]).toArray(),
                Arrays.stream(rows).map(row -> Arrays.binarySearch(left, places[row])).toArray());
    }

    @Override
    public String toString() {
        return String.format("%d groups of %d runs", count, places.length);
    }
}
