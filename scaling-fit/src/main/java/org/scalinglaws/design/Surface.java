package org.scalinglaws.design;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ln loss as a quadratic of ln rate, or of ln rate and ln batch, by least squares.
 *
 * <pre>
 *  y = c0 + c1 x + c2 x^2                                  of the rate alone
 *  y = c0 + c1 x + c2 x^2 + c3 z + c4 z^2 + c5 x z         with the batch</pre>
 *
 * <p>x and z are logarithms less their means. The least place of x is where the slope along x is
 * nothing while z is at its own best, and the other way round.
 */
final class Surface {
    private final double rateMiddle;
    private final double batchMiddle;
    private final boolean hasBatch;
    private final double heaviness;
    private final LeastSquares fit;
    private final double cubicSquares;

    /**
     * Through runs of one size and length.
     *
     * @param rates ln of the learning rate
     * @param batches ln of the batch; null for a curve of the rate alone
     * @param heights ln of the loss
     * @param weights what each counts
     * @param heaviness how many runs they are by their weights
     */
    Surface(
            double[] rates,
            double @Nullable [] batches,
            double[] heights,
            double[] weights,
            double heaviness) {
        this.hasBatch = batches != null;
        this.heaviness = heaviness;
        this.rateMiddle = mean(rates, weights);
        double[] x = less(rates, rateMiddle);
        double[] y = less(heights, mean(heights, weights));
        double[][] columns;
        if (batches == null) {
            this.batchMiddle = 0;
            columns = new double[][] {ones(x), x, times(x, x)};
        } else {
            this.batchMiddle = mean(batches, weights);
            double[] z = less(batches, batchMiddle);
            columns = new double[][] {ones(x), x, times(x, x), z, times(z, z), times(x, z)};
        }
        this.fit = new LeastSquares(columns, y, weights);

        // One column more shows whether losses rise faster on one side.
        double[][] more = Arrays.copyOf(columns, columns.length + 1);
        more[columns.length] = times(x, times(x, x));
        LeastSquares cubic = new LeastSquares(more, y, weights);
        boolean isTold = heaviness > more.length && cubic.isDetermined() && fit.isDetermined();
        this.cubicSquares = isTold ? cubic.squares() : Double.NaN;
    }

    private static double mean(double[] numbers, double[] weights) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += weights[i] * numbers[i];
        }
        return sum / Arrays.stream(weights).sum();
    }

    private static double[] less(double[] numbers, double middle) {
        return Arrays.stream(numbers).map(each -> each - middle).toArray();
    }

    private static double[] ones(double[] like) {
        double[] ones = new double[like.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] times(double[] one, double[] other) {
        double[] product = one.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= other[i];
        }
        return product;
    }

    boolean isDetermined() {
        return fit.isDetermined();
    }

    /** Whether it has a least point. */
    boolean opensUp() {
        double rate = fit.coefficient(2);
        if (!hasBatch) {
            return rate > 0;
        }
        double cross = fit.coefficient(5);
        return rate > 0 && 4 * rate * fit.coefficient(4) > cross * cross;
    }

    double squares() {
        return fit.squares();
    }

    /** What is left with a cube of the rate beside; NaN where the runs are too few for one. */
    double cubicSquares() {
        return cubicSquares;
    }

    double degreesOfFreedom() {
        return heaviness - (hasBatch ? 6 : 3);
    }

    double rateMiddle() {
        return rateMiddle;
    }

    double batchMiddle() {
        return batchMiddle;
    }

    Turn rate() {
        return hasBatch ? turn(1, 2, 3, 4) : alone();
    }

    Turn batch() {
        return turn(3, 4, 1, 2);
    }

    private Turn alone() {
        double[] slope = {0, 1, 0};
        double[] bend = {0, 0, 2};
        return turn(fit.coefficient(1), 2 * fit.coefficient(2), slope, bend);
    }

    /** Along one axis, with the other at its best: the derivatives are of a + b u by coefficients. */
    private Turn turn(int slope, int square, int otherSlope, int otherSquare) {
        double cross = fit.coefficient(5);
        double bend = 2 * fit.coefficient(otherSquare);
        double share = cross / bend;
        double other = -fit.coefficient(otherSlope) / bend;

        double[] atMiddle = new double[6];
        atMiddle[slope] = 1;
        atMiddle[otherSlope] = -share;
        atMiddle[5] = other;
        atMiddle[otherSquare] = -2 * share * other;

        double[] growing = new double[6];
        growing[square] = 2;
        growing[5] = -2 * share;
        growing[otherSquare] = 2 * share * share;

        double a = fit.coefficient(slope) - share * fit.coefficient(otherSlope);
        double b = 2 * fit.coefficient(square) - share * cross;
        return turn(a, b, atMiddle, growing);
    }

    private Turn turn(double a, double b, double[] atMiddle, double[] growing) {
        return new Turn(
                a,
                b,
                fit.variance(atMiddle),
                fit.covariance(atMiddle, growing),
                fit.variance(growing));
    }

    /** How much ln loss rises from the least point to another rate, and batch where it has one. */
    double rise(double rate, double batch) {
        double u = rate - rateMiddle - rate().place();
        double rise = fit.coefficient(2) * u * u;
        if (hasBatch) {
            double v = batch - batchMiddle - batch().place();
            rise += fit.coefficient(4) * v * v + fit.coefficient(5) * u * v;
        }
        return rise;
    }

    /** The same with the batch at its best for that rate. */
    double rise(double rate) {
        double u = rate - rateMiddle - rate().place();
        return 0.5 * rate().b() * u * u;
    }

    boolean hasBatch() {
        return hasBatch;
    }
}
