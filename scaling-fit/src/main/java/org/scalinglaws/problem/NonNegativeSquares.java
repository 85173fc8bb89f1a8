package org.scalinglaws.problem;

import java.util.Arrays;

/**
 * Non-negative least squares (NNLS) for a few columns, some of which may be exempt: a QR factorisation
 * of columns and right side together leaves a triangle, on which the active-set method of Lawson and
 * Hanson runs. A coefficient that was dropped can return.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611971217">Lawson and Hanson (1974), Solving Least Squares
 *     Problems, chapter 23</a>
 */
final class NonNegativeSquares {
    private static final int ROUNDS = 30;

    /** What is left of a square after others were taken from it may be rounding. */
    private static final double ROUNDING = 1e-12;

    private final int columns;
    private final double[][] triangle;
    private final double[][] chosen;
    private final double[] coefficients;
    private final double[] trial;
    private final double[] residual;
    private final double[] work;
    private final boolean[] active;
    private final int[] places;
    private final double[][] r;

    NonNegativeSquares(int columns) {
        this.columns = columns;
        this.triangle = new double[columns + 1][columns + 1];
        this.chosen = new double[columns + 1][columns + 1];
        this.coefficients = new double[columns];
        this.trial = new double[columns];
        this.residual = new double[columns + 1];
        this.work = new double[columns + 1];
        this.active = new boolean[columns];
        this.places = new int[columns];
        this.r = new double[columns + 1][columns + 1];
    }

    /** The coefficients of the last call. */
    double[] coefficients() {
        return coefficients;
    }

    /**
     * Solves for the given columns, the last of which is the right side; all are overwritten.
     *
     * @param mayBeNegative which coefficients have no sign
     */
    void solve(double[][] augmented, boolean[] mayBeNegative) {
        factor(augmented, columns + 1, triangle);
        solveTriangle(mayBeNegative);
    }

    /**
     * Solves by the normal equations, in less time and with half of the digits.
     *
     * @param products the lower triangle of sums of products of the columns, the last of which is the
     *     right side
     * @param mayBeNegative which coefficients have no sign
     * @return the least sum of squares
     */
    double leastOf(double[][] products, boolean[] mayBeNegative) {
        int count = columns;
        for (int j = 0; j < columns; j++) {
            places[j] = j;
        }

        // First all columns; then without what came out negative, which mostly is zero.
        for (int round = 0; round < 2; round++) {
            double[][] factor = round == 0 ? triangle : r;
            cholesky(products, count, factor);
            if (!substitute(factor, count)) {
                break;
            }
            if (take(mayBeNegative) && (round == 0 || !wants(products))) {
                return factor[count][count] * factor[count][count];
            }
            if (round == 0) {
                count = leaveNegative(mayBeNegative);
            }
        }
        solveTriangle(mayBeNegative);
        leftOver();
        return Sums.dot(residual, residual);
    }

    /**
     * The factor of the products of the columns at the first places and of the right side. A column that
     * earlier ones give to half of the digits counts as one of them.
     */
    private void cholesky(double[][] products, int count, double[][] factor) {
        for (int a = 0; a <= count; a++) {
            int j = a < count ? places[a] : columns;
            double left = products[j][j];
            for (int b = 0; b < a; b++) {
                double along = products[j][places[b]];
                for (int k = 0; k < b; k++) {
                    along -= factor[a][k] * factor[b][k];
                }
                factor[a][b] = factor[b][b] > 0 ? along / factor[b][b] : 0;
                left -= factor[a][b] * factor[a][b];
            }
            factor[a][a] = left > ROUNDING * products[j][j] ? Math.sqrt(left) : 0;
            Arrays.fill(factor[a], a + 1, columns + 1, 0);
        }
    }

    /** Writes the trial by back substitution; false where a column is one of the earlier ones. */
    private boolean substitute(double[][] factor, int count) {
        Arrays.fill(trial, 0);
        for (int a = count - 1; a >= 0; a--) {
            double sum = factor[count][a];
            for (int b = a + 1; b < count; b++) {
                sum -= factor[b][a] * trial[places[b]];
            }
            if (factor[a][a] == 0) {
                return false;
            }
            trial[places[a]] = sum / factor[a][a];
        }
        return true;
    }

    /** Takes the trial where every coefficient may be so. */
    private boolean take(boolean[] mayBeNegative) {
        for (int j = 0; j < columns; j++) {
            if (!(trial[j] >= 0 || mayBeNegative[j])) {
                return false;
            }
        }
        System.arraycopy(trial, 0, coefficients, 0, columns);
        return true;
    }

    /** How many columns stay. */
    private int leaveNegative(boolean[] mayBeNegative) {
        int count = 0;
        for (int j = 0; j < columns; j++) {
            active[j] = mayBeNegative[j] || trial[j] > 0;
            if (active[j]) {
                places[count++] = j;
            }
        }
        return count;
    }

    /** Whether the sum of squares falls with a column that has no part. */
    private boolean wants(double[][] products) {
        double least = 1e-12 * Math.sqrt(products[columns][columns]);
        for (int j = 0; j < columns; j++) {
            double slope = products[columns][j];
            for (int k = 0; k < columns; k++) {
                slope -= products[Math.max(j, k)][Math.min(j, k)] * coefficients[k];
            }
            if (!active[j] && slope > least * Math.sqrt(products[j][j])) {
                return true;
            }
        }
        return false;
    }

    private void solveTriangle(boolean[] mayBeNegative) {
        Arrays.fill(active, true);

        // First all columns; then without what came out negative, which mostly is zero.
        for (int round = 0; round < 2; round++) {
            boolean allowed = descend(mayBeNegative);
            if (allowed && (round == 0 || steepest() < 0)) {
                return;
            }
            if (round == 0) {
                leaveNegative(mayBeNegative);
            }
        }
        enterOneByOne(mayBeNegative);
    }

    /** The active-set method of Lawson and Hanson (1974, chapter 23), from no column that has a sign. */
    private void enterOneByOne(boolean[] mayBeNegative) {
        Arrays.fill(coefficients, 0);
        System.arraycopy(mayBeNegative, 0, active, 0, columns);
        for (int round = 0; round <= ROUNDS; round++) {
            while (!descend(mayBeNegative)) {
                dropBlocking(mayBeNegative);
            }
            int entering = round < ROUNDS ? steepest() : -1;
            if (entering < 0) {
                return;
            }
            active[entering] = true;
        }
    }

    /** Whether a column is one of the earlier ones, but for rounding. */
    private boolean depends(int column) {
        return triangle[column][column] <= 1e-14 * norm(triangle[column]);
    }

    /**
     * Modified Gram-Schmidt: r[j] receives column j in the orthonormal basis. With the right side as
     * the last column it is backward stable for least squares (Bjorck 1996, section 2.4).
     */
    private static void factor(double[][] vectors, int count, double[][] r) {
        for (int j = 0; j < count; j++) {
            double[] vector = vectors[j];
            Arrays.fill(r[j], 0);
            for (int i = 0; i < j; i++) {
                double[] earlier = vectors[i];
                double along = Sums.dot(earlier, vector);
                r[j][i] = along;
                for (int row = 0; row < vector.length; row++) {
                    vector[row] -= along * earlier[row];
                }
            }
            double norm = Math.sqrt(Sums.dot(vector, vector));
            r[j][j] = norm;
            double inverse = norm > 0 ? 1 / norm : 0;
            for (int row = 0; row < vector.length && j < count - 1; row++) {
                vector[row] *= inverse;
            }
        }
    }

    /** Solves for the active columns; takes the result and returns true when it is allowed. */
    private boolean descend(boolean[] mayBeNegative) {
        int count = 0;
        for (int j = 0; j < columns; j++) {
            if (active[j]) {
                System.arraycopy(triangle[j], 0, chosen[count], 0, columns + 1);
                places[count++] = j;
            }
        }
        System.arraycopy(triangle[columns], 0, chosen[count], 0, columns + 1);

        // Back substitution; a column that depends on earlier ones takes no part.
        factor(chosen, count + 1, r);
        Arrays.fill(trial, 0);
        boolean allowed = true;
        for (int a = count - 1; a >= 0; a--) {
            double sum = r[count][a];
            for (int b = a + 1; b < count; b++) {
                sum -= r[b][a] * trial[places[b]];
            }
            boolean dependent = r[a][a] <= 1e-14 * norm(triangle[places[a]]);
            trial[places[a]] = dependent ? 0 : sum / r[a][a];
            allowed &= trial[places[a]] >= 0 || mayBeNegative[places[a]];
        }
        if (allowed) {
            System.arraycopy(trial, 0, coefficients, 0, columns);
        }
        return allowed;
    }

    /**
     * Takes the span of the columns that the last call gave a coefficient out of others.
     *
     * @param basis the columns
     * @param roots what each row of them is multiplied by
     * @param solved what the last call left of them
     * @param others columns one after the other, which are overwritten
     */
    void project(double[][] basis, double[] roots, double[][] solved, double[] others) {
        boolean whole = true;
        for (int k = 0; k < columns; k++) {
            whole &= coefficients[k] != 0 && !depends(k);
        }
        if (whole) {
            // Modified Gram-Schmidt of more columns goes on where that of the solution ended.
            takeOut(solved, columns, others);
            return;
        }

        int rows = roots.length;
        double[][] spanning = new double[columns + 1][];
        int count = 0;
        for (int k = 0; k < columns; k++) {
            if (coefficients[k] != 0) {
                double[] column = basis[k].clone();
                Arrays.setAll(column, row -> roots[row] * column[row]);
                spanning[count++] = column;
            }
        }

        // Twice, for columns that are nearly alike; the last place is for a right side.
        spanning[count] = new double[rows];
        double[][] r = new double[count + 1][count + 1];
        factor(spanning, count + 1, r);
        factor(spanning, count + 1, r);
        takeOut(spanning, count, others);
    }

    private static void takeOut(double[][] spanning, int count, double[] others) {
        int rows = spanning[0].length;
        for (int start = 0; start < others.length; start += rows) {
            for (int k = 0; k < count; k++) {
                double[] vector = spanning[k];
                double along = Sums.dot(vector, 0, others, start, rows);
                for (int row = 0; row < rows; row++) {
                    others[start + row] -= along * vector[row];
                }
            }
        }
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Sums.dot(vector, vector));
    }

    /** Moves toward the trial until the first coefficient reaches zero, which is then dropped. */
    private void dropBlocking(boolean[] mayBeNegative) {
        double share = 1;
        int blocking = -1;
        for (int j = 0; j < columns; j++) {
            if (active[j] && !mayBeNegative[j] && trial[j] < 0) {
                double reach = coefficients[j] / (coefficients[j] - trial[j]);
                if (blocking < 0 || reach < share) {
                    share = reach;
                    blocking = j;
                }
            }
        }
        for (int j = 0; j < columns; j++) {
            coefficients[j] += share * (trial[j] - coefficients[j]);
        }
        coefficients[blocking] = 0;
        active[blocking] = false;
    }

    /** The column whose entry lowers the sum of squares fastest, or -1 when none does. */
    private int steepest() {
        leftOver();
        int best = -1;
        double most = 1e-12 * norm(triangle[columns]);
        for (int j = 0; j < columns; j++) {
            work[j] =
                    Sums.dot(residual, triangle[j])
                            / Math.max(norm(triangle[j]), Double.MIN_NORMAL);
            if (!active[j] && work[j] > most) {
                most = work[j];
                best = j;
            }
        }
        return best;
    }

    /** The right side less the columns times their coefficients, in the orthonormal basis. */
    private void leftOver() {
        System.arraycopy(triangle[columns], 0, residual, 0, columns + 1);
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i <= columns; i++) {
                residual[i] -= coefficients[j] * triangle[j][i];
            }
        }
    }
}
