package org.scalinglaws.testing;

import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.SquaresCost;

/**
 * The cost of runs that all count once, with slopes and without the second derivatives, for a solver
 * that reads none.
 *
 * @param whole the cost itself
 * @param parts the same residuals and their derivatives
 * @param rho what a residual costs
 */
public record FirstOrderCost(Cost whole, SquaresCost parts, Rho rho) implements Cost {
    /**
     * The cost of a problem.
     *
     * @param problem what is fitted, by residuals of ln L
     * @param <L> the type of the laws
     * @return its cost for one thread
     */
    public static <L extends LossLaw> FirstOrderCost of(FitProblem<L> problem) {
        FitProblem<L> squares =
                FitProblem.of(
                        problem.family(),
                        problem.runs(),
                        Objective.logSquares(),
                        problem.restrictions());
        return new FirstOrderCost(
                problem.cost(), (SquaresCost) squares.cost(), problem.objective().rho());
    }

    @Override
    public int dimension() {
        return whole.dimension();
    }

    @Override
    public double value(double[] point) {
        return whole.value(point);
    }

    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        int rows = parts.rows();
        double[] residuals = new double[rows];
        double[] jacobian = new double[rows * dimension()];
        parts.residuals(point, residuals, jacobian);
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] = 0;
            for (int row = 0; row < rows; row++) {
                gradient[j] += rho.slope(residuals[row]) * jacobian[j * rows + row];
            }
        }
        return whole.value(point);
    }

    @Override
    public double lower(int coordinate) {
        return whole.lower(coordinate);
    }

    @Override
    public double upper(int coordinate) {
        return whole.upper(coordinate);
    }
}
