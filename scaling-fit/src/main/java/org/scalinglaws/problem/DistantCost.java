package org.scalinglaws.problem;

import org.scalinglaws.quantity.Require;

/** The cost of rows that are held elsewhere: the sums of their blocks, added up in their order. */
final class DistantCost extends SumCost {
    private final FitProblem.Blocks blocks;

    DistantCost(Coordinates coordinates, Objective objective, FitProblem.Blocks blocks) {
        super(coordinates, objective);
        this.blocks = blocks;
    }

    @Override
    public double value(double[] point) {
        Require.length("point", point, dimension());
        double sum = 0;
        for (double cost : blocks.costs(point.clone())) {
            sum += cost;
        }
        return sum;
    }

    @Override
    void addTo(DerivativeSum total, double[] point, double[] values, double logScale) {
        double[] numbers = blocks.derivatives(point.clone());
        for (int at = 0; at < numbers.length; at += total.width()) {
            total.add(numbers, at);
        }
    }
}
