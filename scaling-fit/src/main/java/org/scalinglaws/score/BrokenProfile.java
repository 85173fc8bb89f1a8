package org.scalinglaws.score;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.scalinglaws.numeric.LineMinimum;

/**
 * The power law with a floor that breaks at a given place, by a profile over its floor: for each floor
 * all else is linear in ln(L - E), with residuals weighed so that they are those of ln L.
 */
final class BrokenProfile {
    private static final double NEAREST = 0.999;

    private final double[] logs;
    private final double[] losses;
    private final double[] roots;

    BrokenProfile(double[] logs, double[] losses, double[] roots) {
        this.logs = logs;
        this.losses = losses;
        this.roots = roots;
    }

    /** The exponents below and above. */
    double[] exponents(double place) {
        double least = Arrays.stream(losses).min().orElseThrow();
        double floor = LineMinimum.brent(e -> solve(place, e)[3], 0, NEAREST * least, 1e-8);
        double atZero = solve(place, 0)[3];
        double[] numbers = solve(place, atZero <= solve(place, floor)[3] ? 0 : floor);
        return new double[] {-numbers[1], -numbers[1] - numbers[2]};
    }

    /** Level, slope, change of slope and the sum of squares. */
    private double[] solve(double place, double floor) {
        double[][] rows = new double[logs.length][];
        double[] right = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            double weight = roots[i] * (losses[i] - floor) / losses[i];
            rows[i] =
                    new double[] {weight, weight * logs[i], weight * Math.max(0, logs[i] - place)};
            right[i] = weight * Math.log(losses[i] - floor);
        }
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(rows, false);
        ArrayRealVector seen = new ArrayRealVector(right, false);
        try {
            double[] found = new QRDecomposition(matrix).getSolver().solve(seen).toArray();
            double[] missed = seen.subtract(new ArrayRealVector(matrix.operate(found))).toArray();
            return new double[] {found[0], found[1], found[2], LinearSpan.dot(missed, missed)};
        } catch (SingularMatrixException flat) {
            return new double[] {0, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY};
        }
    }
}
