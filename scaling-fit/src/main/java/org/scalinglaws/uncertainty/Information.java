package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * What runs say of coordinates, and its inverse outside the null space.
 *
 * <pre>  B = sum w k J J' = D V S^2 V' D,  B^-1 = Z Z',  Z = D^-1 V S^-1</pre>
 *
 * <p>D scales each column to unit length. V and S come from the rows themselves, not from their
 * products, so that half the digits are not lost; only where a weight is negative must the products
 * be formed.
 */
final class Information {
    private static final double SINGULAR = 1e-13;

    /** So many rows are decomposed at once. */
    private static final int BLOCK = 2048;

    /** A coordinate that moves the predictions less than this share of another does nothing. */
    private static final double VANISHED = 1e-7;

    /** A coordinate with at least this share of a direction that is lost is lost with it. */
    private static final double INVOLVED = 1e-3;

    private final int n;
    private final int rows;
    private final double[] jacobian;
    private final int[] free;
    private final double[] scale;
    private final double[] lambda;
    private final DMatrixRMaj vectors;
    private final boolean[] determined;
    private final double[][] root;
    private double condition = 1;

    /**
     * Decomposes.
     *
     * @param jacobian a column for each coordinate
     * @param free the columns that count
     * @param sizes what each free coordinate is measured by: 1 for a logarithm
     * @param weights of the rows
     */
    Information(double[] jacobian, int[] free, double[] sizes, double[] weights) {
        this.n = free.length;
        this.rows = weights.length;
        this.jacobian = jacobian;
        this.free = free;
        this.scale = scale(sizes, weights);
        this.lambda = new double[n];
        this.vectors = new DMatrixRMaj(n, n);
        this.determined = new boolean[n];
        this.root = new double[n][n];

        // What cannot be decomposed, such as infinite derivatives, has no error.
        Arrays.fill(determined, true);
        if (n > 0) {
            if (!decompose(weights)) {
                Arrays.fill(lambda, Double.NaN);
            }
            invert();
        }
    }

    /** The length of each column, and 0 for one that does nothing. */
    private double[] scale(double[] sizes, double[] weights) {
        double[] lengths = new double[n];
        double largest = 0;
        for (int a = 0; a < n; a++) {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += weights[row] * entry(row, a) * entry(row, a);
            }
            lengths[a] = Math.sqrt(sum);
            largest = Math.max(largest, lengths[a] * Math.min(1, sizes[a]));
        }

        // A column that is nothing against the others would blow up when scaled to 1.
        for (int a = 0; a < n; a++) {
            boolean moves = lengths[a] * Math.max(1, sizes[a]) > VANISHED * largest;
            lengths[a] = moves ? lengths[a] : 0;
        }
        return lengths;
    }

    private double entry(int row, int a) {
        return jacobian[free[a] * rows + row];
    }

    private double scaled(int row, int a) {
        return scale[a] > 0 ? entry(row, a) / scale[a] : 0;
    }

    private boolean decompose(double[] weights) {
        for (double weight : weights) {
            if (weight < 0) {
                return decomposeProducts(weights);
            }
        }

        // Of the weighted derivatives, not of their products: that would square the condition.
        DMatrixRMaj matrix = new DMatrixRMaj(Math.max(Math.min(rows, BLOCK), n), n);
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(matrix.numRows, n);
        int held = 0;
        for (int row = 0; row < rows; row++) {
            if (held == matrix.numRows) {
                held = reduce(matrix, qr);
            }
            double root = Math.sqrt(weights[row]);
            for (int a = 0; a < n; a++) {
                double entry = root * scaled(row, a);
                if (!Double.isFinite(entry)) {
                    return false;
                }
                matrix.set(held, a, entry);
            }
            held++;
        }
        Arrays.fill(matrix.data, held * n, matrix.data.length, 0);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.numRows, n, false, true, true);
        if (!svd.decompose(matrix)) {
            return false;
        }

        // The eigenvalues are the squares of the singular values.
        DMatrixRMaj v = svd.getV(null, false);
        double[] values = svd.getSingularValues();
        for (int k = 0; k < n; k++) {
            lambda[k] = values[k] * values[k];
            for (int a = 0; a < n; a++) {
                vectors.set(a, k, v.get(a, k));
            }
        }
        return true;
    }

    /** Many rows become the few of their triangle R, which has their singular values; says how many. */
    private int reduce(DMatrixRMaj matrix, QRDecomposition<DMatrixRMaj> qr) {
        DMatrixRMaj whole = qr.inputModified() ? matrix.copy() : matrix;
        qr.decompose(whole);
        DMatrixRMaj triangle = qr.getR(null, true);
        System.arraycopy(triangle.data, 0, matrix.data, 0, triangle.data.length);
        return n;
    }

    private boolean decomposeProducts(double[] weights) {
        DMatrixRMaj products = new DMatrixRMaj(n, n);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                for (int row = 0; row < rows; row++) {
                    products.add(a, b, weights[row] * scaled(row, a) * scaled(row, b));
                }
            }
        }

        // A negative curvature has no root: the products are decomposed as they are.
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true);
        if (!eigen.decompose(products)) {
            return false;
        }
        for (int k = 0; k < n; k++) {
            lambda[k] = eigen.getEigenvalue(k).real;
            for (int a = 0; a < n; a++) {
                vectors.set(a, k, eigen.getEigenVector(k).get(a));
            }
        }
        return true;
    }

    private void invert() {
        double largest = Arrays.stream(lambda).max().orElse(0);
        double least = Arrays.stream(lambda).min().orElse(0);

        // A direction without information takes those coordinates along that it holds.
        for (int k = 0; k < n; k++) {
            boolean lost = !(lambda[k] > SINGULAR * largest);
            for (int a = 0; a < n; a++) {
                if (lost && !(Math.abs(vectors.get(a, k)) <= INVOLVED)) {
                    determined[a] = false;
                }
                boolean counts = !lost && scale[a] > 0;
                root[a][k] = counts ? vectors.get(a, k) / Math.sqrt(lambda[k]) / scale[a] : 0;
            }
        }
        condition = least > 0 ? largest / least : Double.POSITIVE_INFINITY;
    }

    boolean determined(int a) {
        return determined[a];
    }

    /** How many coordinates there are. */
    int size() {
        return n;
    }

    /** J Z, row by row: how residuals move with coordinates that B measures alike. */
    double[][] whitened() {
        double[][] whitened = new double[rows][n];
        for (int row = 0; row < rows; row++) {
            for (int b = 0; b < n; b++) {
                double entry = entry(row, b);
                for (int k = 0; k < n && entry != 0; k++) {
                    whitened[row][k] += entry * root[b][k];
                }
            }
        }
        return whitened;
    }

    /** Z' g: how a number moves with them. */
    double[] whitened(double[] gradient) {
        double[] whitened = new double[n];
        for (int a = 0; a < n; a++) {
            for (int k = 0; k < n; k++) {
                whitened[k] += root[a][k] * gradient[a];
            }
        }
        return whitened;
    }

    /** Z u: how far the coordinates move. */
    double[] coloured(double[] moved) {
        double[] coloured = new double[n];
        for (int a = 0; a < n; a++) {
            for (int k = 0; k < n; k++) {
                coloured[a] += root[a][k] * moved[k];
            }
        }
        return coloured;
    }

    double condition() {
        return condition;
    }

    /** B^-1 times a factor. */
    double[] inverse(double factor) {
        return products(root, n, factor);
    }

    /** B^-1 M B^-1 times a factor, with M = sum score J J' and no score negative. */
    double[] sandwich(double[] scores, double factor) {
        double[] whole = new double[n * n];
        double[] along = new double[n];
        double[] half = new double[n];

        // Row by row half of the product, so that the whole is never below zero.
        for (int row = 0; row < rows; row++) {
            double size = Math.sqrt(scores[row]);
            Arrays.fill(along, 0);
            Arrays.fill(half, 0);
            for (int b = 0; b < n; b++) {
                double entry = entry(row, b);
                for (int k = 0; k < n; k++) {
                    along[k] += entry * root[b][k];
                }
            }
            for (int k = 0; k < n; k++) {
                for (int a = 0; a < n; a++) {
                    half[a] += size * along[k] * root[a][k];
                }
            }
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    whole[a * n + b] += half[a] * half[b];
                }
            }
        }
        Arrays.setAll(whole, place -> factor * whole[place]);
        return whole;
    }

    /**
     * B^-1 M B^-1 times a factor, with M a sum over groups of rows of g g', g = sum slope J over a group.
     */
    double[] clustered(double[] slopes, List<int[]> groups, double factor) {
        double[][] half = new double[n][groups.size()];

        // The scores of a group are added before they are squared: its rows err together.
        for (int group = 0; group < groups.size(); group++) {
            for (int row : groups.get(group)) {
                for (int k = 0; k < n; k++) {
                    double along = 0;
                    for (int b = 0; b < n; b++) {
                        along += entry(row, b) * root[b][k];
                    }
                    for (int a = 0; a < n; a++) {
                        half[a][group] += slopes[row] * along * root[a][k];
                    }
                }
            }
        }
        return products(half, groups.size(), factor);
    }

    private double[] products(double[][] half, int length, double factor) {
        double[] whole = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                double sum = 0;
                for (int k = 0; k < length; k++) {
                    sum += half[a][k] * half[b][k];
                }
                whole[a * n + b] = factor * sum;
            }
        }
        return whole;
    }
}
