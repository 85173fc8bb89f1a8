package org.scalinglaws.uncertainty;

import java.util.Arrays;

/**
 * The covariance HC2 of squares: the square of each residual stands for the noise of its own run, made
 * larger by what the law bends to it. Bell and McCaffrey's degrees of freedom follow Satterthwaite: they
 * are those of the chi-squared whose mean and variance the estimate has were the noise of one size.
 *
 * <pre>
 *  V = B^-1 (sum w^2 r^2 / (1 - h) J J') B^-1,  B = sum w J J',  h = w J' B^-1 J
 *  nu(g) = (tr G)^2 / tr G^2,  G(i, j) = c(i) (I - H)(i, j) c(j),  c(i) = sqrt(w) J(i)' B^-1 g / sqrt(1 - h(i))</pre>
 *
 * @see <a href="https://www150.statcan.gc.ca/n1/en/catalogue/12-001-X20020029058">Bell and McCaffrey
 *     (2002), Bias Reduction in Standard Errors for Linear Regression with Multi-Stage Samples</a>
 */
final class LeverageCorrected {
    /** A run that alone decides a coordinate has no residual: nothing is made of less than this. */
    private static final double LEAST_REST = 1e-6;

    private final Information information;
    private final double[][] rows;
    private final double[] often;
    private final double[] rests;
    private final double[] scores;

    /**
     * Of the residuals at an optimum.
     *
     * @param information of the weights of the objective
     * @param residuals at the optimum
     * @param weights of the objective
     * @param counts whether a weight says how many runs a row stands for
     */
    LeverageCorrected(
            Information information, double[] residuals, double[] weights, boolean counts) {
        this.information = information;
        this.rows = information.whitened();
        this.often = weights.clone();
        this.rests = new double[residuals.length];
        this.scores = new double[residuals.length];

        // A weight that is a precision belongs to the row; one that counts repeats it.
        for (int row = 0; row < residuals.length; row++) {
            double root = counts ? 1 : Math.sqrt(weights[row]);
            double leverage = 0;
            for (int k = 0; k < rows[row].length; k++) {
                rows[row][k] *= root;
                leverage += rows[row][k] * rows[row][k];
            }
            rests[row] = Math.max(LEAST_REST, 1 - leverage);
            double pull = weights[row] * residuals[row] * residuals[row] / rests[row];
            scores[row] = counts ? pull : weights[row] * pull;
        }
        if (!counts) {
            Arrays.fill(often, 1);
        }
    }

    double[] covariance() {
        return information.sandwich(scores, 1);
    }

    /** Bell and McCaffrey's, at most as many as runs less parameters; 0 where nothing is left. */
    double degreesOfFreedom(double[] gradient, double most) {
        double[] direction = information.whitened(gradient);
        int n = direction.length;
        double trace = 0;
        double squares = 0;
        double[] sums = new double[n * n];

        // H(i, j)^2 is a product of squares, so that no pair of rows need be looked at.
        for (int row = 0; row < rows.length; row++) {
            double[] q = rows[row];
            double along = 0;
            for (int k = 0; k < n; k++) {
                along += q[k] * direction[k];
            }
            double rest = rests[row];
            double size = along * along / rest;
            double leverage = 1 - rest;
            trace += often[row] * size * rest;
            squares += often[row] * size * size * (rest * rest - leverage * leverage);
            for (int place = 0; place < sums.length; place++) {
                sums[place] += often[row] * size * q[place / n] * q[place % n];
            }
        }
        for (double sum : sums) {
            squares += sum * sum;
        }
        return trace > 0 && squares > 0 ? Math.min(most, trace * trace / squares) : most;
    }
}
