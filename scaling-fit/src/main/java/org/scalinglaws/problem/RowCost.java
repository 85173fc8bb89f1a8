package org.scalinglaws.problem;

import java.util.Arrays;
import org.scalinglaws.quantity.Require;

/**
 * The sum over runs of weight times objective, with its exact derivatives by the coordinates. Where
 * the objective fits a scale s, the last coordinate is ln s.
 */
class RowCost extends SumCost {
    private final RowBlocks rows;
    private final RowBlock[] blocks;
    private final Coordinates coordinates;

    /** What each block came to, for a sum in a fixed order. */
    private final double[] costs;

    private final DerivativeSum[] sums;

    /** What is done with each block, made once: an evaluation allocates nothing. */
    private final RowBlocks.Task valuing;

    private final RowBlocks.Task differentiating;

    /** Of the point that is evaluated now. */
    private double[] values = {};

    private double logScale;

    RowCost(
            RowBlocks rows,
            Coordinates coordinates,
            Objective objective,
            double[] losses,
            double[] weights) {
        super(coordinates, objective);
        this.rows = rows;
        this.blocks = rows.of(objective, losses, weights);
        this.coordinates = coordinates;
        this.costs = new double[blocks.length];
        this.sums = new DerivativeSum[blocks.length];
        Arrays.setAll(sums, block -> new DerivativeSum(coordinates.parameters()));
        this.valuing =
                (block, scratch) -> costs[block] = blocks[block].value(values, logScale, scratch);
        this.differentiating =
                (block, scratch) ->
                        blocks[block].differentiate(values, logScale, scratch, sums[block]);
    }

    @Override
    public double value(double[] point) {
        Require.length("point", point, dimension());
        values = values(point);
        logScale = logScale(point);
        rows.each(valuing);
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum;
    }

    /** Observed minus predicted for every run, in the units of the objective's residuals. */
    double[] residuals(double[] point) {
        double[] there = values(point);
        double[] residuals = new double[rows.rows()];
        rows.each((block, scratch) -> blocks[block].residuals(there, scratch, residuals));
        return residuals;
    }

    @Override
    void addTo(DerivativeSum total, double[] point, double[] there, double scaledBy) {
        values = there;
        logScale = scaledBy;
        rows.each(differentiating);
        for (DerivativeSum sum : sums) {
            total.add(sum);
        }
    }

    /** Writes residuals, and their derivatives by the coordinates with a column for each. */
    void residualJacobian(double[] point, double[] residuals, double[] derivatives) {
        double[] there = values(point);
        int stride = rows.rows();
        Arrays.fill(derivatives, 0, stride * coordinates.dimension(), 0);
        rows.each(
                (block, scratch) ->
                        blocks[block].residualJacobian(
                                there, scratch, coordinates, residuals, derivatives, stride));
    }
}
