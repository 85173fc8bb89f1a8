package org.scalinglaws.design;

/** The inverse and determinant of a small symmetric matrix, by Cholesky's factors, row by row in flat arrays. */
final class Inverse {
    /** A pivot below this share of its diagonal is none. */
    private static final double SINGULAR = 1e-12;

    private final int n;
    private final double[] factor;
    private final double[] values;
    private double logDeterminant;

    Inverse(int n) {
        this.n = n;
        this.factor = new double[n * n];
        this.values = new double[n * n];
    }

    /** Inverts; false, with nothing to read, for a matrix that is not positive definite. */
    boolean of(double[] matrix) {
        logDeterminant = 0;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * n + k] * factor[j * n + k];
                }
                if (i > j) {
                    factor[i * n + j] = sum / factor[j * n + j];
                } else if (sum > SINGULAR * matrix[j * n + j]) {
                    factor[j * n + j] = Math.sqrt(sum);
                    logDeterminant += Math.log(sum);
                } else {
                    return false;
                }
            }
        }

        for (int column = 0; column < n; column++) {
            solve(column);
        }
        return true;
    }

    private void solve(int column) {
        for (int i = 0; i < n; i++) {
            double sum = i == column ? 1 : 0;
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * values[k * n + column];
            }
            values[i * n + column] = sum / factor[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--) {
            double sum = values[i * n + column];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * values[k * n + column];
            }
            values[i * n + column] = sum / factor[i * n + i];
        }
    }

    /** The inverse of the last matrix; the same array for every matrix. */
    double[] values() {
        return values;
    }

    double logDeterminant() {
        return logDeterminant;
    }

    /** x' M^-1 x. */
    double form(double[] x) {
        double sum = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                sum += x[a] * values[a * n + b] * x[b];
            }
        }
        return sum;
    }
}
