package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * The runs of a problem with other weights and losses, on the same coordinates and with the same
 * precomputed columns. It keeps scratch space: one for each thread.
 */
public final class Resample {
    /** How far a point may be carried on along the way it came, as shares of the last move. */
    private static final double[] CARRY = {1.0 / 16, 1.0 / 4};

    /** Rows of no weight are left out where no more than this share of them counts. */
    private static final double FEWER = 0.9;

    private final RowBlocks rows;
    private final Coordinates coordinates;
    private final Objective own;
    private final double[] losses;
    private final double[] weights;
    private final Map<Objective, RowCost> costs = new HashMap<>();

    /** Of losses that are copied, and of weights that are its own. */
    Resample(
            RowBlocks rows,
            Coordinates coordinates,
            Objective own,
            double[] losses,
            double[] weights) {
        this.rows = rows;
        this.coordinates = coordinates;
        this.own = own;
        this.losses = losses.clone();
        this.weights = weights;
    }

    /**
     * Takes other weights and losses; every cost of this resample then has them.
     *
     * @param otherWeights how often each run counts, zero or more
     * @param otherLosses the loss of each run
     */
    public void set(double[] otherWeights, double[] otherLosses) {
        Require.length("otherWeights", otherWeights, weights.length);
        Require.length("otherLosses", otherLosses, losses.length);
        System.arraycopy(otherWeights, 0, weights, 0, weights.length);
        System.arraycopy(otherLosses, 0, losses, 0, losses.length);
    }

    /**
     * The runs that count, with other weights and losses; those of no weight are left out where that
     * saves time.
     *
     * @param otherWeights how often each run counts, zero or more
     * @param otherLosses the loss of each run
     * @return a resample of some of the runs, or this one with all of them
     */
    public Resample counted(double[] otherWeights, double[] otherLosses) {
        Require.length("otherWeights", otherWeights, weights.length);
        Require.length("otherLosses", otherLosses, losses.length);
        int[] places = places(otherWeights);
        if (!rows.canChoose() || places.length > FEWER * weights.length || places.length == 0) {
            set(otherWeights, otherLosses);
            return this;
        }
        double[] fewLosses = new double[places.length];
        double[] fewWeights = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            fewLosses[i] = otherLosses[places[i]];
            fewWeights[i] = otherWeights[places[i]];
        }
        return new Resample(rows.chosen(places), coordinates, own, fewLosses, fewWeights);
    }

    private static int[] places(double[] weights) {
        int[] places = new int[weights.length];
        int count = 0;
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] != 0) {
                places[count++] = row;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /**
     * The cost of an objective for the present weights and losses.
     *
     * @param objective what to make small
     * @return the cost, the same one for the same objective; a {@link
     *     org.scalinglaws.solve.SquaresCost} for squares
     */
    public Cost cost(Objective objective) {
        requireNonNull(objective, "objective");
        return rowCost(objective);
    }

    RowCost rowCost(Objective objective) {
        return costs.computeIfAbsent(objective, this::newCost);
    }

    /**
     * The residuals at a point, as the problem's objective takes them.
     *
     * @param point coordinates, with or without a scale
     * @return observed minus predicted, run by run, in a new array
     * @throws IllegalArgumentException when a coordinate is NaN
     */
    public double[] residuals(double[] point) {
        for (double number : coordinates.checked("point", point)) {
            if (Double.isNaN(number)) {
                throw new IllegalArgumentException("coordinates must be numbers, got NaN");
            }
        }
        return rowCost(own).residuals(point);
    }

    private RowCost newCost(Objective objective) {
        return objective.isSquares()
                ? new SquaresRowCost(rows, coordinates, objective, losses, weights)
                : new RowCost(rows, coordinates, objective, losses, weights);
    }

    /**
     * Half the squares of the residuals, whatever the problem's objective makes of them.
     *
     * @return the cost, on coordinates without a scale
     */
    public SquaresCost squares() {
        return squaresOf(weights);
    }

    /**
     * The same squares, each of them times a factor: one step of iteratively reweighted least squares
     * where the factor is what a robust objective makes of a square.
     *
     * @param factors for each run a number, zero or more
     * @return a new cost, on coordinates without a scale, of the present weights
     */
    public SquaresCost squares(double[] factors) {
        Require.length("factors", factors, losses.length);
        double[] counted = new double[losses.length];
        Arrays.setAll(counted, row -> weights[row] * Decimal.nonNegative("factor", factors[row]));
        return squaresOf(counted);
    }

    private SquaresCost squaresOf(double[] counted) {
        Objective squares = Objective.of(own.residual(), Rho.squares());
        return new SquaresRowCost(rows, coordinates, squares, losses, counted);
    }

    /**
     * Solves one objective of a path from the optimum of the one before. As the threshold of an
     * objective shrinks its optimum moves on along a line, so the way that the point came is tried a
     * little further first.
     *
     * @param solver how to descend
     * @param stage the objective
     * @param before where the point was under the objective before the last; the point itself at first
     * @param point where it is, with or without a scale
     * @return the optimum
     */
    public Solution solve(Solver solver, Objective stage, double[] before, double[] point) {
        requireNonNull(solver, "solver");
        requireNonNull(stage, "stage");
        coordinates.checked("before", before);
        coordinates.checked("point", point);
        RowCost cost = rowCost(stage);
        double[] best = carried(stage, before, point, 0);
        if (!Arrays.equals(before, point)) {
            double lowest = cost.value(best);
            for (double share : CARRY) {
                double[] carried = carried(stage, before, point, share);
                double value = cost.value(carried);
                if (value < lowest) {
                    lowest = value;
                    best = carried;
                }
            }
        }
        return solver.solve(cost, best);
    }

    private double[] carried(Objective stage, double[] before, double[] point, double share) {
        double[] carried = Arrays.copyOf(point, coordinates.dimension());
        for (int i = 0; i < carried.length; i++) {
            carried[i] += share * (point[i] - before[i]);
        }
        return stage.fitsScale() ? withScale(stage, carried) : carried;
    }

    /**
     * A point with the best scale for its residuals under an objective that fits one.
     *
     * @param objective an objective that fits a scale
     * @param point coordinates, with or without a scale
     * @return new coordinates with ln s
     */
    public double[] withScale(Objective objective, double[] point) {
        requireNonNull(objective, "objective");
        coordinates.checked("point", point);
        if (!objective.fitsScale()) {
            throw new IllegalArgumentException(
                    "objective must fit a scale, got " + objective.name());
        }
        RowCost cost = rowCost(objective);
        int last = coordinates.dimension();
        double[] longer = Arrays.copyOf(point, last + 1);
        double largest = 0;
        for (double residual : cost.residuals(longer)) {
            largest = Math.max(largest, Math.abs(residual));
        }
        if (!Double.isFinite(largest)) {
            throw new NoFitException("residuals must be finite to have a scale, got " + largest);
        }
        longer[last] = bestLogScale(cost, longer, largest);
        return longer;
    }

    private static double bestLogScale(RowCost cost, double[] longer, double largest) {
        int last = longer.length - 1;
        double least = cost.lower(last);
        try {
            return LineMinimum.brent(
                    logScale -> {
                        longer[last] = logScale;
                        return cost.value(longer);
                    },
                    least,
                    Math.max(least, Math.log(largest)) + 20,
                    1e-12);
        } catch (ScalingException endless) {
            throw new NoFitException(
                    "no scale is best for residuals as large as " + Decimal.format(largest));
        }
    }
}
