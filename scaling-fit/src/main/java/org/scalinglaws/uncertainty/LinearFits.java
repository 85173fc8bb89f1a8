package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.scalinglaws.problem.Rho;

/**
 * Fits of the linear model about an optimum with other weights, by Newton's method with a line search:
 * one step for squares, a few where runs cross the threshold of Huber's function. For one thread.
 *
 * <pre>  sum w rho((r + q' u) / s) is least,  q = Z' J,  coordinates move by Z u</pre>
 */
final class LinearFits {
    private static final int MOST_STEPS = 60;
    private static final int MOST_TRIALS = 40;

    /** A slope of this share of the first is flat enough along a line; of the pull of runs, at the end. */
    private static final double FLAT = 0.05;

    private static final double STILL = 1e-7;

    /** Holds the step where fewer runs than coordinates are curved, against a curvature of about 1. */
    private static final double RIDGE = 1e-5;

    private final double[][] rows;
    private final double[] residuals;
    private final Rho rho;
    private final double scale;
    private final int n;
    private final double[] moved;
    private final double[] along;
    private final DMatrixRMaj hessian;
    private final DMatrixRMaj slope;
    private final DMatrixRMaj step;
    private final LinearSolverDense<DMatrixRMaj> solver;

    LinearFits(Information information, double[] residuals, Rho rho, double scale) {
        this.rows = information.whitened();
        this.residuals = residuals;
        this.rho = rho;
        this.scale = scale;
        this.n = information.size();
        this.moved = new double[residuals.length];
        this.along = new double[residuals.length];
        this.hessian = new DMatrixRMaj(n, n);
        this.slope = new DMatrixRMaj(n, 1);
        this.step = new DMatrixRMaj(n, 1);
        this.solver = LinearSolverFactory_DDRM.symmPosDef(n);
    }

    /** How far the optimum moves, in whitened coordinates. */
    double[] solve(double[] weights) {
        double[] point = new double[n];
        System.arraycopy(residuals, 0, moved, 0, moved.length);
        for (int i = 0; i < MOST_STEPS; i++) {
            if (isStill(weights)) {
                break;
            }
            solver.setA(hessian);
            solver.solve(slope, step);

            // Downhill along Newton's step, as far as the sum falls.
            for (int row = 0; row < along.length; row++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum -= rows[row][k] * step.data[k];
                }
                along[row] = sum;
            }
            double length = length(weights);
            for (int k = 0; k < n; k++) {
                point[k] -= length * step.data[k];
            }
            for (int row = 0; row < moved.length; row++) {
                moved[row] += length * along[row];
            }
        }
        return point;
    }

    /** Finds slope and curvature, and whether the slope is nothing against the pulls of single runs. */
    private boolean isStill(double[] weights) {
        Arrays.fill(hessian.data, 0);
        Arrays.fill(slope.data, 0);
        double largest = 0;
        for (int row = 0; row < moved.length; row++) {
            double[] q = rows[row];
            double pull = weights[row] * rho.slope(moved[row] / scale);
            double curve = weights[row] * rho.curvature(moved[row] / scale) / scale;
            for (int a = 0; a < n; a++) {
                slope.data[a] += pull * q[a];
                largest = Math.max(largest, Math.abs(pull * q[a]));
                for (int b = 0; b <= a && curve > 0; b++) {
                    hessian.data[a * n + b] += curve * q[a] * q[b];
                }
            }
        }

        double steepest = 0;
        for (int a = 0; a < n; a++) {
            steepest = Math.max(steepest, Math.abs(slope.data[a]));
            hessian.data[a * n + a] += RIDGE;
            for (int b = 0; b < a; b++) {
                hessian.data[b * n + a] = hessian.data[a * n + b];
            }
        }
        return !(steepest > STILL * largest);
    }

    /** By the Illinois method on the slope along the step, which grows with the length: rho is convex. */
    private double length(double[] weights) {
        double low = 0;
        double below = slopeAt(low, weights);
        double enough = FLAT * Math.abs(below);
        double high = 1;
        double above = slopeAt(high, weights);
        for (int i = 0; i < MOST_TRIALS && above < -enough; i++) {
            low = high;
            below = above;
            high *= 2;
            above = slopeAt(high, weights);
        }
        if (above <= enough) {
            return high;
        }

        // An end that stays is halved, so that the other end comes to it.
        double length = high;
        for (int i = 0; i < MOST_TRIALS; i++) {
            length = (low * above - high * below) / (above - below);
            double there = slopeAt(length, weights);
            if (Math.abs(there) <= enough) {
                break;
            }
            if (there < 0) {
                low = length;
                below = there;
                above *= 0.5;
            } else {
                high = length;
                above = there;
                below *= 0.5;
            }
        }
        return length;
    }

    private double slopeAt(double length, double[] weights) {
        double sum = 0;
        for (int row = 0; row < moved.length; row++) {
            double residual = (moved[row] + length * along[row]) / scale;
            sum += weights[row] * rho.slope(residual) * along[row];
        }
        return sum;
    }
}
