package org.scalinglaws.problem;

import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.SquaresCost;

/** The cost of a squares objective, with its residuals: each times the root of its weight. */
final class SquaresRowCost extends RowCost implements SquaresCost {
    private final double[] weights;
    private final double[] roots;

    SquaresRowCost(
            RowBlocks rows,
            Coordinates coordinates,
            Objective objective,
            double[] losses,
            double[] weights) {
        super(rows, coordinates, objective, losses, weights);
        this.weights = weights;
        this.roots = new double[weights.length];
    }

    @Override
    public int rows() {
        return weights.length;
    }

    @Override
    public void residuals(double[] point, double[] residuals, double[] jacobian) {
        Require.length("point", point, dimension());
        Require.length("residuals", residuals, rows());
        Require.length("jacobian", jacobian, rows() * dimension());
        residualJacobian(point, residuals, jacobian);
        for (int row = 0; row < weights.length; row++) {
            roots[row] = Math.sqrt(weights[row]);
            residuals[row] *= roots[row];
        }
        for (int place = 0; place < jacobian.length; place += weights.length) {
            for (int row = 0; row < weights.length; row++) {
                jacobian[place + row] *= roots[row];
            }
        }
    }
}
