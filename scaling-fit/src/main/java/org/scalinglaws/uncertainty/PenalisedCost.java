package org.scalinglaws.uncertainty;

import org.scalinglaws.solve.Cost;

/**
 * The cost of a fit with a spring that pulls a number to a target. Its minimum lies on the profile of
 * that number, whatever the stiffness of the spring: no law with the same number has a lower cost.
 *
 * <pre>  F(x) + stiffness / 2 (q(x) - target)^2</pre>
 */
final class PenalisedCost implements Cost {
    private final Cost cost;
    private final CoordinateQuantity<?> quantity;
    private final double stiffness;
    private final double target;
    private final double[] slopes;
    private final double[] bends;

    PenalisedCost(Cost cost, CoordinateQuantity<?> quantity, double stiffness, double target) {
        this.cost = cost;
        this.quantity = quantity;
        this.stiffness = stiffness;
        this.target = target;
        this.slopes = new double[quantity.dimension()];
        this.bends = new double[quantity.dimension() * quantity.dimension()];
    }

    @Override
    public int dimension() {
        return cost.dimension();
    }

    @Override
    public double lower(int coordinate) {
        return cost.lower(coordinate);
    }

    @Override
    public double upper(int coordinate) {
        return cost.upper(coordinate);
    }

    @Override
    public double value(double[] point) {
        return cost.value(point) + penalty(quantity.value(point) - target);
    }

    private double penalty(double missing) {
        return 0.5 * stiffness * missing * missing;
    }

    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        double value = cost.differentiate(point, gradient, hessian);
        double missing = quantity.differentiate(point, slopes, bends) - target;
        int n = dimension();
        int m = slopes.length;
        for (int a = 0; a < m; a++) {
            gradient[a] += stiffness * missing * slopes[a];
            for (int b = 0; b < m; b++) {
                hessian[a * n + b] +=
                        stiffness * (slopes[a] * slopes[b] + missing * bends[a * m + b]);
            }
        }
        return value + penalty(missing);
    }
}
