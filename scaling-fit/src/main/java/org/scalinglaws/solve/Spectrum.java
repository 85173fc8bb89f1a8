package org.scalinglaws.solve;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues of a symmetric matrix and their eigenvectors of length one.
 *
 * @param values the eigenvalues
 * @param vectors for each eigenvalue, its vector
 */
@SuppressWarnings("ArrayRecordComponent")
record Spectrum(double[] values, double[][] vectors) {
    /** By EJML, where that fails by Commons Math; empty where both fail or an entry is not finite. */
    static Optional<Spectrum> of(DMatrixRMaj symmetric) {
        if (!finite(symmetric.data)) {
            return Optional.empty();
        }
        Optional<Spectrum> spectrum = byEjml(symmetric);
        return spectrum.isPresent() ? spectrum : byCommonsMath(symmetric);
    }

    static Optional<Spectrum> byEjml(DMatrixRMaj symmetric) {
        int n = symmetric.getNumRows();
        Spectrum spectrum = new Spectrum(new double[n], new double[n][]);
        try {
            EigenDecomposition_F64<DMatrixRMaj> eigen =
                    DecompositionFactory_DDRM.eig(n, true, true);
            if (!eigen.decompose(symmetric.copy())) {
                return Optional.empty();
            }
            for (int k = 0; k < n; k++) {
                spectrum.values[k] = eigen.getEigenvalue(k).getReal();
                spectrum.vectors[k] = eigen.getEigenVector(k).data;
            }
        } catch (RuntimeException failed) {
            return Optional.empty();
        }
        return spectrum.ifWhole();
    }

    /** Entries are counted in units of the largest, so that their products stay within doubles. */
    static Optional<Spectrum> byCommonsMath(DMatrixRMaj symmetric) {
        int n = symmetric.getNumRows();
        double largest = Arrays.stream(symmetric.data).map(Math::abs).max().orElse(0);
        double unit = largest > 0 ? largest : 1;

        // Commons Math asks for the symmetry that rounding may have spoilt.
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.setEntry(
                        i, j, 0.5 * (symmetric.get(i, j) / unit + symmetric.get(j, i) / unit));
            }
        }

        Spectrum spectrum = new Spectrum(new double[n], new double[n][]);
        try {
            EigenDecomposition eigen = new EigenDecomposition(matrix);
            for (int k = 0; k < n; k++) {
                spectrum.values[k] = unit * eigen.getRealEigenvalue(k);
                spectrum.vectors[k] = eigen.getEigenvector(k).toArray();
            }
        } catch (RuntimeException failed) {
            return Optional.empty();
        }
        return spectrum.ifWhole();
    }

    /** An algorithm may fail without a word: the values are finite, and the vectors of length one. */
    private Optional<Spectrum> ifWhole() {
        boolean whole = finite(values);
        for (double[] vector : vectors) {
            double squares = 0;
            for (double part : vector) {
                squares += part * part;
            }
            whole &= Math.abs(squares - 1) < 1e-6;
        }
        return whole ? Optional.of(this) : Optional.empty();
    }

    static boolean finite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
