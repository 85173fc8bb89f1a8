package org.scalinglaws.solve;

/**
 * Newton steps of a quadratic model whose curvatures are all raised by the same shift, by Cholesky's
 * factors; and the method of Moré and Sorensen for the shift whose step is as long as a ball allows.
 * Curvatures along the axes are expected to be about one. One object serves for many models, of ever
 * other sizes.
 *
 * @see <a href="https://doi.org/10.1137/0904038">Moré and Sorensen (1983), Computing a trust region
 *     step</a>
 */
final class ShiftedNewton {
    /** The least pivot that is above rounding. */
    private static final double UPWARD = 1e-10;

    private static final int TRIALS = 25;

    /** A step is as long as the ball when it is so to this share. */
    private static final double REACHED = 1e-6;

    /** Where only a bracket is known, the next shift is its geometric middle, or so much of its end. */
    private static final double LEAST_SHARE = 1e-4;

    private final double[] curvature;
    private final double[] slope;
    private final double[] factor;
    private final double[] step;
    private final double[] forward;

    /** How many coordinates the present model has: the first numbers of the arrays. */
    private int count;

    /** For models of at most so many coordinates. */
    ShiftedNewton(int most) {
        this.curvature = new double[most * most];
        this.slope = new double[most];
        this.factor = new double[most * most];
        this.step = new double[most];
        this.forward = new double[most];
    }

    /** Where the slopes of a model of so many coordinates are written. */
    double[] slope(int coordinates) {
        count = coordinates;
        return slope;
    }

    /** Where its curvatures are written, row by row. */
    double[] curvature() {
        return curvature;
    }

    /** The last step; the same array every time. */
    double[] step() {
        return step;
    }

    double length() {
        return norm(step);
    }

    /** Finds the step for a shift; false where the model does not bend clearly upward everywhere. */
    boolean solve(double shift) {
        if (!factorised(shift)) {
            return false;
        }

        // Forward through the lower triangle, and back through its transpose.
        for (int a = 0; a < count; a++) {
            double sum = -slope[a];
            for (int k = 0; k < a; k++) {
                sum -= factor[a * count + k] * step[k];
            }
            step[a] = sum / factor[a * count + a];
        }
        for (int a = count - 1; a >= 0; a--) {
            double sum = step[a];
            for (int k = a + 1; k < count; k++) {
                sum -= factor[k * count + a] * step[k];
            }
            step[a] = sum / factor[a * count + a];
        }
        return true;
    }

    private boolean factorised(double shift) {
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = curvature[a * count + b] + (a == b ? shift : 0);
                for (int k = 0; k < b; k++) {
                    sum -= factor[a * count + k] * factor[b * count + k];
                }
                if (b < a) {
                    factor[a * count + b] = sum / factor[b * count + b];
                } else if (sum > UPWARD) {
                    factor[a * count + a] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Finds the shift whose step ends on the edge of a ball, by Newton's method on one over the length
     * and a bracket; false where none is found, as when the steepest way out has no slope.
     *
     * @param solved whether the present step is that of no shift, and longer than the radius
     */
    boolean reach(double radius, boolean solved) {
        double low = 0;
        double high = norm(slope) / radius + rowSum();
        double shift = solved ? towards(0, radius) : LEAST_SHARE * high;

        // Newton's next shift where it lies inside the bracket, else the middle of it.
        for (int trial = 0; trial < TRIALS && high < Double.POSITIVE_INFINITY; trial++) {
            if (!(shift > low && shift < high)) {
                shift = Math.sqrt(Math.max(low, LEAST_SHARE * high) * high);
            }
            if (!solve(shift)) {
                low = shift;
                shift = high;
                continue;
            }

            double length = length();
            if (Math.abs(length - radius) <= REACHED * radius) {
                return true;
            }
            low = length > radius ? shift : low;
            high = length < radius ? shift : high;
            shift = towards(shift, radius);
        }
        return false;
    }

    /** The next shift by Newton's method, from a shift whose factors and step are at hand. */
    private double towards(double shift, double radius) {
        double length = length();
        double squares = 0;
        for (int a = 0; a < count; a++) {
            double sum = step[a];
            for (int k = 0; k < a; k++) {
                sum -= factor[a * count + k] * forward[k];
            }
            forward[a] = sum / factor[a * count + a];
            squares += forward[a] * forward[a];
        }
        return shift + length * length / squares * (length - radius) / radius;
    }

    /** No eigenvalue is further below zero than this. */
    private double rowSum() {
        double most = 0;
        for (int a = 0; a < count; a++) {
            double sum = 0;
            for (int b = 0; b < count; b++) {
                sum += Math.abs(curvature[a * count + b]);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private double norm(double[] vector) {
        double sum = 0;
        for (int a = 0; a < count; a++) {
            sum += vector[a] * vector[a];
        }
        return Math.sqrt(sum);
    }
}
