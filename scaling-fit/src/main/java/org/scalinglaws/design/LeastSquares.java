package org.scalinglaws.design;

/**
 * Linear least squares with weights by the normal equations, for a handful of columns that their caller
 * has centred.
 */
final class LeastSquares {
    private final double[] coefficients;
    private final Inverse inverse;
    private final boolean isDetermined;
    private double squares;

    /** Columns of equal length, heights and weights; a weight of 0 is no point. */
    LeastSquares(double[][] columns, double[] y, double[] weights) {
        int n = columns.length;
        double[] matrix = new double[n * n];
        double[] moments = new double[n];

        // The normal equations.
        for (int a = 0; a < n; a++) {
            for (int i = 0; i < y.length; i++) {
                moments[a] += weights[i] * columns[a][i] * y[i];
                for (int b = 0; b < n; b++) {
                    matrix[a * n + b] += weights[i] * columns[a][i] * columns[b][i];
                }
            }
        }

        this.coefficients = new double[n];
        this.inverse = new Inverse(n);
        this.isDetermined = inverse.of(matrix);
        for (int a = 0; a < n && isDetermined; a++) {
            for (int b = 0; b < n; b++) {
                coefficients[a] += inverse.values()[a * n + b] * moments[b];
            }
        }

        // What is left of the heights.
        for (int i = 0; i < y.length && isDetermined; i++) {
            double left = y[i];
            for (int a = 0; a < n; a++) {
                left -= coefficients[a] * columns[a][i];
            }
            squares += weights[i] * left * left;
        }
    }

    /** Whether the columns tell all coefficients apart; else nothing else may be asked. */
    boolean isDetermined() {
        return isDetermined;
    }

    double coefficient(int column) {
        return coefficients[column];
    }

    /** The weighted sum of squares that is left. */
    double squares() {
        return squares;
    }

    /** The height over a row of the columns. */
    double at(double... row) {
        double sum = 0;
        for (int a = 0; a < row.length; a++) {
            sum += coefficients[a] * row[a];
        }
        return sum;
    }

    /** The variance of a combination of coefficients, for points of weight 1 with variance 1. */
    double variance(double... combination) {
        return inverse.form(combination);
    }

    /** The covariance of two combinations. */
    double covariance(double[] one, double[] other) {
        double sum = 0;
        int n = one.length;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                sum += one[a] * inverse.values()[a * n + b] * other[b];
            }
        }
        return sum;
    }
}
