package org.scalinglaws.problem;

import org.scalinglaws.law.Evaluator;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.SquaresCost;

/** The cost of a squares objective, with its residuals: each times the root of its weight. */
final class SquaresRowCost extends RowCost implements SquaresCost {
    private final double[] weights;

    SquaresRowCost(
            Evaluator evaluator,
            Coordinates coordinates,
            Objective objective,
            double[] losses,
            double[] weights) {
        super(evaluator, coordinates, objective, losses, weights);
        this.weights = weights;
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
        int n = dimension();
        for (int row = 0; row < weights.length; row++) {
            double root = Math.sqrt(weights[row]);
            residuals[row] *= root;
            for (int a = 0; a < n; a++) {
                jacobian[a * weights.length + row] *= root;
            }
        }
    }
}
