package org.scalinglaws.uncertainty;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * Whether several numbers may all differ by chance alone: Wald's test, with F where the size of the noise
 * was read off the runs and with chi-squared where it is known.
 *
 * <pre>  statistic = d' V^-1 d,  F(k, n - p) = statistic / k</pre>
 *
 * <p>d are the k differences and V is their covariance.
 *
 * @param statistic how far apart the numbers are together, as a squared distance in errors
 * @param degreesOfFreedom how many numbers are compared
 * @param spareRuns what the size of the noise was read off, runs less parameters; infinite for
 *     chi-squared
 * @param pValue the chance of a statistic at least as large when there is no true difference
 * @see <a href="https://doi.org/10.1090/S0002-9947-1943-0012401-3">Wald (1943), Tests of Statistical
 *     Hypotheses Concerning Several Parameters When the Number of Observations is Large</a>
 */
public record JointTest(double statistic, int degreesOfFreedom, double spareRuns, double pValue) {
    /** What is left of the variance of a number when the others are known, if it is not one of them. */
    private static final double SINGULAR = 1e-13;

    /**
     * Refuses a statistic that is no number of zero or more, no number compared, no spare runs and a
     * chance outside 0 to 1.
     */
    public JointTest {
        Decimal.nonNegative("statistic of a joint test", statistic);
        requireNumbers(degreesOfFreedom);
        if (!(spareRuns > 0)) {
            throw new IllegalArgumentException(
                    "spare runs of a joint test must be positive, got "
                            + Decimal.format(spareRuns));
        }
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException(
                    "p of a joint test must be from 0 to 1, got " + Decimal.format(pValue));
        }
    }

    static void requireNumbers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a joint test must have at least 1 number, got " + count);
        }
    }

    /**
     * Compares.
     *
     * @param difference the differences, at least one
     * @param covariance their covariance, row by row
     * @param spareRuns what the covariance was read off; infinite where it is known
     * @return the test
     * @throws ScalingException when the covariance is not positive definite: an error is zero or
     *     unknown, or a number follows from the others
     */
    static JointTest of(double[] difference, double[][] covariance, double spareRuns) {
        int count = difference.length;
        double[] scaled = new double[count];
        DMatrixRMaj correlation = new DMatrixRMaj(count, count);
        for (int i = 0; i < count; i++) {
            scaled[i] = difference[i] / Math.sqrt(covariance[i][i]);
            for (int j = 0; j < count; j++) {
                double sizes = Math.sqrt(covariance[i][i]) * Math.sqrt(covariance[j][j]);
                correlation.set(i, j, covariance[i][j] / sizes);
            }
        }

        // With ones on the diagonal, one number counts as much as another.
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
                DecompositionFactory_DDRM.chol(count, true);
        if (!cholesky.decompose(correlation.copy())) {
            throw singular(count);
        }
        DMatrixRMaj root = cholesky.getT(null);
        for (int i = 0; i < count; i++) {
            if (!(root.get(i, i) * root.get(i, i) > SINGULAR)) {
                throw singular(count);
            }
        }

        // The squared length of the whitened difference is chi-squared, over k it is F.
        TriangularSolver_DDRM.solveL(root.data, scaled, count);
        double statistic = 0;
        for (double part : scaled) {
            statistic += part * part;
        }
        if (!Double.isFinite(statistic)) {
            throw singular(count);
        }
        return new JointTest(statistic, count, spareRuns, chance(statistic, count, spareRuns));
    }

    /** The upper tail, not one less the lower: it may be less than the digits of one. */
    private static double chance(double statistic, int count, double spareRuns) {
        return Double.isInfinite(spareRuns)
                ? Gamma.regularizedGammaQ(0.5 * count, 0.5 * statistic)
                : Beta.regularizedBeta(
                        spareRuns / (spareRuns + statistic), 0.5 * spareRuns, 0.5 * count);
    }

    private static ScalingException singular(int count) {
        return new ScalingException(
                String.format(
                        "the runs do not determine these %d numbers apart from each other:"
                                + " they have no joint test",
                        count));
    }

    /**
     * Writes the test in few digits.
     *
     * @return such as {@code F 36.04 with 5 and 43 degrees of freedom, p 4.9e-14} or {@code chi-squared
     *     180.2 with 5 degrees of freedom, p 4.9e-37}
     */
    @Override
    public String toString() {
        if (Double.isFinite(spareRuns)) {
            return String.format(
                    "F %s with %d and %s degrees of freedom, p %s",
                    Digits.four(statistic / degreesOfFreedom),
                    degreesOfFreedom,
                    Digits.count(spareRuns),
                    Digits.two(pValue));
        }
        return String.format(
                "chi-squared %s with %d degree%s of freedom, p %s",
                Digits.four(statistic),
                degreesOfFreedom,
                degreesOfFreedom == 1 ? "" : "s",
                Digits.two(pValue));
    }
}
