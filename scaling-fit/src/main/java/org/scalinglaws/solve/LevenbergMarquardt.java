package org.scalinglaws.solve;

import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/** Commons Math's Levenberg-Marquardt behind {@link Solver}. */
record LevenbergMarquardt(int limit) implements Solver {
    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        if (!(cost instanceof SquaresCost squares)) {
            throw new IllegalArgumentException(
                    "Levenberg-Marquardt needs a sum of squares; use another solver or objective");
        }
        Tally tally = new Tally(cost, start);
        try {
            new LevenbergMarquardtOptimizer()
                    .withCostRelativeTolerance(1e-15)
                    .withParameterRelativeTolerance(1e-15)
                    .withOrthoTolerance(1e-15)
                    .optimize(
                            new LeastSquaresBuilder()
                                    .start(tally.best())
                                    .target(new double[squares.rows()])
                                    .model(
                                            point -> {
                                                tally.value(point.toArray());
                                                return model(squares, point.toArray());
                                            })
                                    .parameterValidator(
                                            point ->
                                                    new ArrayRealVector(
                                                            Bounds.clamp(cost, point.toArray())))
                                    .lazyEvaluation(false)
                                    .maxEvaluations(limit)
                                    .maxIterations(limit)
                                    .build());
            return tally.solution(Stop.CONVERGED);
        } catch (MaxCountExceededException enough) {
            return tally.solution(Stop.EVALUATION_LIMIT);
        } catch (MathIllegalStateException stuck) {
            return tally.solution(Stop.PRECISION_LIMIT);
        }
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
