package org.scalinglaws.design;

import java.util.Arrays;
import java.util.Optional;

/**
 * ln loss as a quadratic of ln rate, or of ln rate and ln batch, by least squares.
 *
 * <pre>
 *  y = c0 + c1 x + c2 x^2                                  of the rate alone
 *  y = c0 + c1 x + c2 x^2 + c3 z + c4 z^2 + c5 x z         with the batch</pre>
 *
 * <p>x and z are logarithms less their means. The least place of x is where the slope along x is
 * nothing while z is at its own best, and the other way round. Where all surfaces share a cube, g x^3 is
 * taken off the heights, and the quadratic is that which touches the whole at its least place.
 */
final class Surface {
    private final Points points;
    private final double rateMiddle;
    private final double batchMiddle;
    private final boolean hasBatch;
    private final double cube;
    private final double cubeDeviation;
    private final double turned;
    private final LeastSquares fit;
    private final LeastSquares cubes;
    private final double cubeProduct;

    /**
     * Runs of one size and length.
     *
     * @param rates ln of the learning rate
     * @param batches ln of the batch; absent for a curve of the rate alone
     * @param heights ln of the loss
     * @param weights what each counts
     * @param heaviness how many runs they are by their weights
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Points(
            double[] rates,
            Optional<double[]> batches,
            double[] heights,
            double[] weights,
            double heaviness) {}

    Surface(Points points) {
        this(points, 0, 0);
    }

    /** With g, and its standard error where points have variance 1. */
    Surface(Points points, double cube, double cubeDeviation) {
        this.points = points;
        this.cube = cube;
        this.cubeDeviation = cubeDeviation;
        this.hasBatch = points.batches().isPresent();

        // About their means, so that no digits are lost.
        double[] weights = points.weights();
        double[] rates = points.rates();
        this.rateMiddle = mean(rates, weights);
        double[] x = less(rates, rateMiddle);
        double[] batches = points.batches().orElse(rates);
        this.batchMiddle = mean(batches, weights);
        double[] z = less(batches, batchMiddle);
        double[][] columns =
                hasBatch
                        ? new double[][] {ones(x), x, times(x, x), z, times(z, z), times(x, z)}
                        : new double[][] {ones(x), x, times(x, x)};

        // What the cube takes of the heights is taken off before, and of the columns is kept for
        // errors.
        double[] third = times(x, times(x, x));
        double[] y = less(points.heights(), mean(points.heights(), weights));
        for (int i = 0; i < y.length; i++) {
            y[i] -= cube * third[i];
        }
        this.fit = new LeastSquares(columns, y, weights);
        this.cubes = new LeastSquares(columns, third, weights);
        this.cubeProduct = product(columns, y, third);
        this.turned = turned();
    }

    /** What is left of the heights times a further column. */
    private double product(double[][] columns, double[] y, double[] other) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double left = y[i];
            for (int a = 0; a < columns.length; a++) {
                left -= fit.coefficient(a) * columns[a][i];
            }
            sum += points.weights()[i] * left * other[i];
        }
        return sum;
    }

    /** Where the slope with the cube is nothing: 0 = a + b u + 3 g u^2; NaN where it never is. */
    private double turned() {
        if (cube == 0 || !fit.isDetermined()) {
            return 0;
        }
        double share = hasBatch ? fit.coefficient(5) / (2 * fit.coefficient(4)) : 0;
        double a = fit.coefficient(1) - (hasBatch ? share * fit.coefficient(3) : 0);
        double b = 2 * fit.coefficient(2) - (hasBatch ? share * fit.coefficient(5) : 0);
        return -2 * a / (b + Math.sqrt(b * b - 12 * cube * a));
    }

    /** The same points with a cube that all surfaces share. */
    Surface withCube(double g, double deviation) {
        return new Surface(points, g, deviation);
    }

    /** A coefficient of the quadratic that touches the whole where it turns. */
    private double coefficient(int column) {
        return switch (column) {
            case 1 -> fit.coefficient(1) - 3 * cube * turned * turned;
            case 2 -> fit.coefficient(2) + 3 * cube * turned;
            default -> fit.coefficient(column);
        };
    }

    /** What a coefficient takes of (x - u)^3, where u is where it turns. */
    private double cubed(int column) {
        return switch (column) {
            case 1 -> cubes.coefficient(1) + 3 * turned * turned;
            case 2 -> cubes.coefficient(2) - 3 * turned;
            default -> cubes.coefficient(column);
        };
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
        double rate = coefficient(2);
        if (!hasBatch) {
            return rate > 0;
        }
        double cross = coefficient(5);
        return rate > 0 && 4 * rate * coefficient(4) > cross * cross;
    }

    double squares() {
        return fit.squares();
    }

    /** What is left of x^3 beside the columns, times what is left of the heights. */
    double cubeProduct() {
        return cubeProduct;
    }

    /** The sum of squares of what is left of x^3 beside the columns. */
    double cubeSquares() {
        return cubes.squares();
    }

    double degreesOfFreedom() {
        return points.heaviness() - (hasBatch ? 6 : 3);
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
        return turn(coefficient(1), 2 * coefficient(2), slope, bend);
    }

    /** Along one axis, with the other at its best: the derivatives are of a + b u by coefficients. */
    private Turn turn(int slope, int square, int otherSlope, int otherSquare) {
        double cross = coefficient(5);
        double bend = 2 * coefficient(otherSquare);
        double share = cross / bend;
        double other = -coefficient(otherSlope) / bend;

        double[] atMiddle = new double[6];
        atMiddle[slope] = 1;
        atMiddle[otherSlope] = -share;
        atMiddle[5] = other;
        atMiddle[otherSquare] = -2 * share * other;

        double[] growing = new double[6];
        growing[square] = 2;
        growing[5] = -2 * share;
        growing[otherSquare] = 2 * share * share;

        double a = coefficient(slope) - share * coefficient(otherSlope);
        double b = 2 * coefficient(square) - share * cross;
        return turn(a, b, atMiddle, growing);
    }

    private Turn turn(double a, double b, double[] atMiddle, double[] growing) {
        return new Turn(
                a,
                b,
                fit.variance(atMiddle),
                fit.covariance(atMiddle, growing),
                fit.variance(growing),
                cubeDeviation * -shared(atMiddle),
                cubeDeviation * -shared(growing));
    }

    private double shared(double[] combination) {
        double sum = 0;
        for (int column = 0; column < combination.length; column++) {
            sum += combination[column] * cubed(column);
        }
        return sum;
    }

    /** How much ln loss rises from the least point to another rate, and batch where it has one. */
    double rise(double rate, double batch) {
        double u = rate - rateMiddle - rate().place();
        double rise = (coefficient(2) + cube * u) * u * u;
        if (hasBatch) {
            double v = batch - batchMiddle - batch().place();
            rise += coefficient(4) * v * v + coefficient(5) * u * v;
        }
        return rise;
    }

    /** The same with the batch at its best for that rate. */
    double rise(double rate) {
        double u = rate - rateMiddle - rate().place();
        return (0.5 * rate().b() + cube * u) * u * u;
    }

    boolean hasBatch() {
        return hasBatch;
    }
}
