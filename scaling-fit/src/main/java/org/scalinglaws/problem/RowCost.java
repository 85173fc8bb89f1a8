package org.scalinglaws.problem;

import java.util.Arrays;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;

/**
 * The sum over runs of weight times objective, with its exact derivatives by the coordinates. Where
 * the objective fits a scale s, the last coordinate is ln s.
 */
class RowCost implements Cost {
    private static final double LEAST_LOG_SCALE = Math.log(1e-12);

    private final RowBlocks rows;
    private final RowBlock[] blocks;
    private final Coordinates coordinates;
    private final boolean fitsScale;
    private final double[] values;

    /** What each block came to, for a sum in a fixed order. */
    private final double[] costs;

    private final RowBlock.Sum[] sums;
    private final RowBlock.Sum total;

    RowCost(
            RowBlocks rows,
            Coordinates coordinates,
            Objective objective,
            double[] losses,
            double[] weights) {
        this.rows = rows;
        this.blocks = rows.of(objective, losses, weights);
        this.coordinates = coordinates;
        this.fitsScale = objective.fitsScale();
        int count = coordinates.parameters();
        this.values = new double[count];
        this.costs = new double[blocks.length];
        this.sums = new RowBlock.Sum[blocks.length];
        Arrays.setAll(sums, block -> new RowBlock.Sum(count));
        this.total = new RowBlock.Sum(count);
    }

    @Override
    public int dimension() {
        return coordinates.dimension() + (fitsScale ? 1 : 0);
    }

    @Override
    public double lower(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        return coordinate < coordinates.dimension()
                ? coordinates.lower(coordinate)
                : LEAST_LOG_SCALE;
    }

    @Override
    public double upper(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        return coordinate < coordinates.dimension()
                ? coordinates.upper(coordinate)
                : Double.POSITIVE_INFINITY;
    }

    private double logScale(double[] point) {
        return fitsScale ? point[coordinates.dimension()] : 0;
    }

    @Override
    public double value(double[] point) {
        Require.length("point", point, dimension());
        coordinates.values(point, values);
        double logScale = logScale(point);
        rows.each(
                (block, scratch) -> costs[block] = blocks[block].value(values, logScale, scratch));
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum;
    }

    /** Observed minus predicted for every run, in the units of the objective's residuals. */
    double[] residuals(double[] point) {
        coordinates.values(point, values);
        double[] residuals = new double[rows.rows()];
        rows.each((block, scratch) -> blocks[block].residuals(values, scratch, residuals));
        return residuals;
    }

    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        int n = dimension();
        Require.length("point", point, n);
        Require.length("gradient", gradient, n);
        Require.length("hessian", hessian, n * n);
        coordinates.values(point, values);
        double logScale = logScale(point);
        rows.each(
                (block, scratch) ->
                        blocks[block].differentiate(values, logScale, scratch, sums[block]));
        total.clear();
        for (RowBlock.Sum sum : sums) {
            total.add(sum);
        }

        // From the numbers of the law to the coordinates.
        Arrays.fill(gradient, 0, n, 0);
        Arrays.fill(hessian, 0, n * n, 0);
        coordinates.chain(values, total.slope(), total.curvature(), gradient, hessian, n);
        if (fitsScale) {
            chainScale(gradient, hessian, n);
        }
        return total.value();
    }

    private void chainScale(double[] gradient, double[] hessian, int n) {
        int last = n - 1;
        gradient[last] = total.scaleSlope();
        hessian[n * n - 1] = total.scaleCurvature();
        for (int j = 0; j < values.length; j++) {
            int a = coordinates.place(j);
            if (a >= 0) {
                double mixed = coordinates.factor(j, values) * total.mixedWithScale()[j];
                hessian[a * n + last] += mixed;
                hessian[last * n + a] += mixed;
            }
        }
    }

    /** Writes residuals, and their derivatives by the coordinates with a column for each. */
    void residualJacobian(double[] point, double[] residuals, double[] derivatives) {
        coordinates.values(point, values);
        int stride = rows.rows();
        Arrays.fill(derivatives, 0, stride * coordinates.dimension(), 0);
        rows.each(
                (block, scratch) ->
                        blocks[block].residualJacobian(
                                values, scratch, coordinates, residuals, derivatives, stride));
    }
}
