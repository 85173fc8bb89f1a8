package org.scalinglaws.solve;

import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The method of Levenberg and Marquardt, as Commons Math has it from MINPACK, behind {@link Solver}.
 *
 * @param limit how often the cost may be evaluated
 * @see <a href="https://doi.org/10.1007/BFb0067700">Moré (1978), The Levenberg-Marquardt algorithm:
 *     implementation and theory</a>
 */
record LevenbergMarquardt(int limit) implements Solver {
    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        if (!(cost instanceof SquaresCost squares)) {
            throw new IllegalArgumentException(
                    "Levenberg-Marquardt needs a sum of squares; use another solver or objective");
        }

        // The optimizer's own answer may be above a point that it passed: the tally keeps the
        // lowest.
        Tally tally = new Tally(cost, start);
        try {
            new LevenbergMarquardtOptimizer()
                    .withCostRelativeTolerance(1e-15)
                    .withParameterRelativeTolerance(1e-15)
                    .withOrthoTolerance(1e-15)
                    .optimize(problem(squares, tally));
            return tally.solution(Stop.CONVERGED);
        } catch (MaxCountExceededException enough) {
            return tally.solution(Stop.EVALUATION_LIMIT);
        } catch (MathIllegalStateException stuck) {
            return tally.solution(Stop.PRECISION_LIMIT);
        }
    }

    /** It knows no bounds, so that each point is moved onto them before it is evaluated. */
    private LeastSquaresProblem problem(SquaresCost cost, Tally tally) {
        return new LeastSquaresBuilder()
                .start(tally.best())
                .target(new double[cost.rows()])
                .model(
                        point -> {
                            tally.value(point.toArray());
                            return model(cost, point.toArray());
                        })
                .parameterValidator(
                        point -> new ArrayRealVector(Bounds.clamp(cost, point.toArray())))
                .lazyEvaluation(false)
                .maxEvaluations(limit)
                .maxIterations(limit)
                .build();
    }

    private static Pair<RealVector, RealMatrix> model(SquaresCost cost, double[] point) {
        double[] residuals = new double[cost.rows()];
        double[] flat = new double[cost.rows() * point.length];
        cost.residuals(point, residuals, flat);
        double[][] jacobian = new double[cost.rows()][point.length];
        for (int row = 0; row < residuals.length; row++) {
            for (int j = 0; j < point.length; j++) {
                jacobian[row][j] = flat[j * residuals.length + row];
            }
        }
        return new Pair<>(
                new ArrayRealVector(residuals, false), new Array2DRowRealMatrix(jacobian, false));
    }
}
