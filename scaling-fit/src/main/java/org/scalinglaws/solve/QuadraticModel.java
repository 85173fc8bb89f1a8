package org.scalinglaws.solve;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The second-order expansion of a cost at a point, and its least value inside a ball (the
 * trust-region subproblem) and the bounds, which are found by an active set. Coordinates are scaled
 * so that the curvature along each axis is one. Where the curvature cannot be had, the step goes to
 * the Cauchy point, and the model says that it is not to be trusted.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright (2006), Numerical
 *     Optimization, chapter 4</a>
 */
final class QuadraticModel {
    private static final double FLAT = 1e-16;
    private static final int HALVINGS = 60;

    private final int n;
    private final double[] lower;
    private final double[] upper;
    private final double[] point;
    private final double[] gradient;
    private final double[] hessian;
    private final double[] scale;

    /** The Hessian in coordinates whose curvature along each axis is one. */
    private final double[] scaled;

    private final double[] step;
    private final double[] newton;
    private final boolean[] free;

    /** The coordinates that are free, and the model of these alone. */
    private final int[] places;

    private final ShiftedNewton shifted;
    private double decrement;
    private boolean trusted;

    QuadraticModel(Cost cost) {
        this.n = cost.dimension();
        this.lower = new double[n];
        this.upper = new double[n];
        for (int i = 0; i < n; i++) {
            lower[i] = cost.lower(i);
            upper[i] = cost.upper(i);
        }
        this.point = new double[n];
        this.gradient = new double[n];
        this.hessian = new double[n * n];
        this.scale = new double[n];
        this.scaled = new double[n * n];
        this.step = new double[n];
        this.newton = new double[n];
        this.free = new boolean[n];
        this.places = new int[n];
        this.shifted = new ShiftedNewton(n);
    }

    void expandAt(double[] at, double[] firstDerivatives, double[] secondDerivatives) {
        System.arraycopy(at, 0, point, 0, n);
        System.arraycopy(firstDerivatives, 0, gradient, 0, n);
        System.arraycopy(secondDerivatives, 0, hessian, 0, n * n);

        // Without a Hessian a step of one along the gradient is as good a guess as any.
        trusted = Spectrum.finite(hessian);
        if (!trusted) {
            Arrays.fill(hessian, 0);
            for (int i = 0; i < n; i++) {
                hessian[i * n + i] = Math.abs(gradient[i]);
            }
        }

        scaleToUnitCurvature();
        decrement = descend(Double.POSITIVE_INFINITY);
        System.arraycopy(step, 0, newton, 0, n);
    }

    /** A flat axis counts as bent a little, so that nothing is divided by zero. */
    private void scaleToUnitCurvature() {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(hessian[i * n + i]));
        }
        for (int i = 0; i < n; i++) {
            double curvature = Math.abs(hessian[i * n + i]);
            scale[i] = Math.sqrt(Math.max(curvature, FLAT * largest));
            if (scale[i] == 0) {
                scale[i] = 1;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i * n + j] = hessian[i * n + j] / (scale[i] * scale[j]);
            }
        }
    }

    /** What the model promises for a step of any length inside the bounds. */
    double decrement() {
        return decrement;
    }

    /** Whether the curvature was known for every step so far: otherwise a step may promise too little. */
    boolean trusted() {
        return trusted;
    }

    /** The step of the last call of {@link #step(double)}. */
    double[] step() {
        return step;
    }

    double stepLength() {
        return length(step);
    }

    double pointLength() {
        return length(point);
    }

    private double length(double[] vector) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += scale[i] * vector[i] * scale[i] * vector[i];
        }
        return Math.sqrt(sum);
    }

    /** Finds the step; returns how much lower the model is there, zero or less when it is not. */
    double step(double radius) {
        if (length(newton) <= radius) {
            System.arraycopy(newton, 0, step, 0, n);
            return decrement;
        }
        return descend(radius);
    }

    private double descend(double radius) {
        for (int i = 0; i < n; i++) {
            boolean atLower = point[i] <= lower[i] && gradient[i] > 0;
            boolean atUpper = point[i] >= upper[i] && gradient[i] < 0;
            free[i] = !atLower && !atUpper;
            step[i] = 0;
        }

        // Each round puts one more coordinate on its bound, so that there are at most n.
        int blocked = 0;
        while (blocked >= 0) {
            stepOfFree(radius);
            blocked = worstOutside();
            if (blocked >= 0) {
                free[blocked] = false;
                step[blocked] = clamp(blocked, point[blocked] + step[blocked]) - point[blocked];
            }
        }
        return -change();
    }

    private double clamp(int coordinate, double value) {
        return Math.max(lower[coordinate], Math.min(upper[coordinate], value));
    }

    /** The free coordinate whose step leaves the bounds by the largest share of itself, or -1. */
    private int worstOutside() {
        int worst = -1;
        double share = 0;
        for (int i = 0; i < n; i++) {
            double end = point[i] + step[i];
            double outside = Math.abs(end - clamp(i, end));
            if (free[i] && outside > share * Math.abs(step[i])) {
                share = outside / Math.abs(step[i]);
                worst = i;
            }
        }
        return worst;
    }

    private double change() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double slope = gradient[i];
            for (int j = 0; j < n; j++) {
                slope += 0.5 * hessian[i * n + j] * step[j];
            }
            sum += slope * step[i];
        }
        return sum;
    }

    private void stepOfFree(double radius) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (free[i]) {
                places[count++] = i;
            }
        }
        if (count == 0) {
            return;
        }

        // What is on a bound has moved already, and with it the slope of the others.
        double[] slope = shifted.slope(count);
        double[] curvature = shifted.curvature();
        for (int a = 0; a < count; a++) {
            int i = places[a];
            slope[a] = gradient[i];
            for (int j = 0; j < n; j++) {
                slope[a] += free[j] ? 0 : hessian[i * n + j] * step[j];
            }
            slope[a] /= scale[i];
            for (int b = 0; b < count; b++) {
                curvature[a * count + b] = scaled[i * n + places[b]];
            }
        }

        double[] least = leastOf(count, radius);
        for (int a = 0; a < count; a++) {
            step[places[a]] = least[a] / scale[places[a]];
        }
    }

    /** By Cholesky's factors, which is quick; by eigenvalues where those do not show the least. */
    private double[] leastOf(int count, double radius) {
        boolean upward = shifted.solve(0);
        if (upward && shifted.length() <= radius) {
            return shifted.step();
        }
        if (radius < Double.POSITIVE_INFINITY && shifted.reach(radius, upward)) {
            return shifted.step();
        }
        double[] curvature = Arrays.copyOf(shifted.curvature(), count * count);
        double[] slope = Arrays.copyOf(shifted.slope(count), count);
        return stepInBall(new DMatrixRMaj(count, count, true, curvature), slope, radius);
    }

    private double[] stepInBall(DMatrixRMaj curvature, double[] slope, double radius) {
        Optional<Spectrum> spectrum = Spectrum.of(curvature);
        double[] scaled = spectrum.map(known -> leastInBall(known, slope, radius)).orElse(slope);
        if (spectrum.isEmpty() || !Spectrum.finite(scaled)) {
            trusted = false;
            return cauchyPoint(curvature, slope, radius);
        }
        return scaled;
    }

    /** The Cauchy point: least along the steepest descent; a step of one where that bends downward. */
    static double[] cauchyPoint(DMatrixRMaj curvature, double[] slope, double radius) {
        int count = slope.length;
        double steepest = Arrays.stream(slope).map(Math::abs).max().orElse(0);
        if (!(steepest > 0 && steepest < Double.POSITIVE_INFINITY)) {
            return new double[count];
        }
        double[] down = Arrays.stream(slope).map(part -> -part / steepest).toArray();
        double squares = Arrays.stream(down).map(part -> part * part).sum();

        double curved = 0;
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                curved += down[a] * curvature.get(a, b) * down[b];
            }
        }
        double norm = Math.sqrt(squares);
        double least = curved > 0 ? steepest * squares / curved : 1 / norm;
        double share = Math.min(least, radius / norm);
        return Arrays.stream(down).map(part -> share * part).toArray();
    }

    /** By the eigenvalues, for models that bend downward somewhere. */
    private static double[] leastInBall(Spectrum spectrum, double[] slope, double radius) {
        int count = slope.length;
        double[] lambda = spectrum.values();
        double[] along = new double[count];
        double largest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            double[] vector = spectrum.vectors()[k];
            for (int a = 0; a < count; a++) {
                along[k] += vector[a] * slope[a];
            }
            largest = Math.max(largest, Math.abs(lambda[k]));
            least = Math.min(least, lambda[k]);
        }

        double flat = FLAT * Math.max(largest, Double.MIN_NORMAL);
        double shift = shift(lambda, along, least, flat, radius);

        double[] result = new double[count];
        for (int k = 0; k < count; k++) {
            double weight = -along[k] / shifted(lambda[k], shift, flat);
            double[] vector = spectrum.vectors()[k];
            for (int a = 0; a < count; a++) {
                result[a] += weight * vector[a];
            }
        }
        return result;
    }

    /**
     * What to add to every curvature so that the step fits the ball. Without a ball nothing is
     * added, and a negative curvature counts by its size.
     */
    private static double shift(
            double[] lambda, double[] along, double least, double flat, double radius) {
        if (radius == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (least > -flat && length(lambda, along, 0, flat) <= radius) {
            return 0;
        }

        // The step shortens as the shift grows: halve the bracket to the last digit.
        double low = Math.max(0, -least);
        double norm = 0;
        for (double part : along) {
            norm = Math.hypot(norm, part);
        }
        double high = low + norm / radius + flat;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (length(lambda, along, middle, flat) > radius) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double length(double[] lambda, double[] along, double shift, double flat) {
        double sum = 0;
        for (int k = 0; k < lambda.length; k++) {
            double part = along[k] / shifted(lambda[k], shift, flat);
            sum += part * part;
        }
        return Math.sqrt(sum);
    }

    private static double shifted(double lambda, double shift, double flat) {
        double curvature = shift == 0 ? Math.abs(lambda) : lambda + shift;
        return Math.max(curvature, flat);
    }
}
