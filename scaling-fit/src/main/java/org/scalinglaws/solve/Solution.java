package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.quantity.Require;

/**
 * Where a solver ended, and why.
 *
 * @param point the coordinates; copied in and out
 * @param value the cost there
 * @param gradientNorm how much lower the local quadratic model still goes, as a share of the value:
 *     zero at an optimum, free of units
 * @param stop why the solver stopped
 * @param evaluations how often the cost was evaluated, over all starts
 * @param basins where the starts ended, the best first; one basin with one start for one search
 */
@SuppressWarnings("ArrayRecordComponent")
public record Solution(
        double[] point,
        double value,
        double gradientNorm,
        Stop stop,
        int evaluations,
        List<Basin> basins) {
    /** Copies the point. */
    public Solution {
        requireNonNull(point, "point");
        Require.noNull("basins", basins);
        point = point.clone();
        requireNonNull(stop, "stop");
        basins = List.copyOf(basins);
        Require.count("number of evaluations", evaluations, 0, Integer.MAX_VALUE);
        if (basins.isEmpty()) {
            throw new IllegalArgumentException("basins must hold the best one, got none");
        }
    }

    /**
     * The end of one search from one start.
     *
     * @param point the coordinates
     * @param value the cost there
     * @param gradientNorm what is left of the gradient
     * @param stop why it stopped
     * @param evaluations how often the cost was evaluated
     * @return the solution
     */
    public static Solution of(
            double[] point, double value, double gradientNorm, Stop stop, int evaluations) {
        requireNonNull(point, "point");
        return new Solution(
                point, value, gradientNorm, stop, evaluations, List.of(new Basin(value, 1)));
    }

    /** {@return a copy of the coordinates} */
    @Override
    public double[] point() {
        return point.clone();
    }

    /**
     * The number of starts that were tried.
     *
     * @return the sum over all basins
     */
    public int starts() {
        return basins.stream().mapToInt(Basin::starts).sum();
    }

    /**
     * The number of starts that led to the best basin.
     *
     * @return starts that are independent of each other; 0 where only a search from the end of another
     *     led there
     */
    public int startsAgreeing() {
        return basins.get(0).starts();
    }

    /**
     * The better of two solutions of one cost, with the evaluations of both.
     *
     * @param other a solution found from this one
     * @return the one of lower value, this one when they tie
     */
    public Solution better(Solution other) {
        requireNonNull(other, "other");
        Solution best = other.value < value ? other : this;
        return new Solution(
                best.point,
                best.value,
                best.gradientNorm,
                best.stop,
                evaluations + other.evaluations,
                best.basins);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Solution that
                && Arrays.equals(that.point, point)
                && that.value == value
                && that.stop == stop
                && that.basins.equals(basins);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return String.format(
                "%s at %s after %d evaluations; %d of %d starts agree",
                stop, Basin.text(value), evaluations, startsAgreeing(), starts());
    }
}
