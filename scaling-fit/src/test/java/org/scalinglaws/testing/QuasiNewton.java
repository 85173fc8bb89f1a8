package org.scalinglaws.testing;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;

/**
 * The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with bounds, as plain as it can
 * be: it shares no code with the solvers that it is held against and reads no second derivatives.
 *
 * @param limit how often the cost may be evaluated
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright (2006), Numerical
 *     Optimization, algorithm 6.1</a>
 */
public record QuasiNewton(int limit) implements Solver {
    private static final double ARMIJO = 1e-4;
    private static final double SHORTEST = 1e-12;

    /** How far from zero a random start is drawn where a coordinate has no bound. */
    private static final double REACH = 7;

    /**
     * A random point inside the bounds, at every second coordinate close to zero.
     *
     * @param cost whose bounds hold
     * @param random decides the point
     * @return new coordinates
     */
    public static double[] start(Cost cost, SplittableRandom random) {
        double[] start = new double[cost.dimension()];
        for (int i = 0; i < start.length; i++) {
            double lower = Math.max(cost.lower(i), -REACH);
            double upper = Math.min(cost.upper(i), REACH);
            double even = lower + (upper - lower) * random.nextDouble();
            double share = random.nextDouble();
            start[i] = random.nextBoolean() ? even : even * share * share;
            start[i] = clamp(cost, i, start[i]);
        }
        return start;
    }

    private static double clamp(Cost cost, int i, double value) {
        return Math.max(cost.lower(i), Math.min(cost.upper(i), value));
    }

    @Override
    public Solution solve(Cost cost, double[] start) {
        int n = start.length;
        double[] point = start.clone();
        double[] slope = new double[n];
        double[] unused = new double[n * n];
        double value = cost.differentiate(point, slope, unused);
        double[][] inverse = identity(n);
        int evaluations = 1;
        boolean fresh = true;
        while (evaluations < limit && Double.isFinite(value)) {
            double[] step = step(cost, point, slope, inverse);
            double promised = -dot(step, slope);
            if (!(promised > 0)) {
                if (fresh) {
                    return Solution.of(point, value, 0, Stop.CONVERGED, evaluations);
                }
                inverse = identity(n);
                fresh = true;
                continue;
            }

            // Half the step until the cost falls enough; a step that never does ends a fresh
            // descent.
            double share = fresh ? Math.min(1, 0.5 / Math.sqrt(dot(step, step))) : 1;
            double[] next = moved(cost, point, step, share);
            double lower = cost.value(next);
            evaluations++;
            while (!(lower <= value - ARMIJO * share * promised) && share > SHORTEST) {
                share /= 2;
                next = moved(cost, point, step, share);
                lower = cost.value(next);
                evaluations++;
            }
            if (!(lower < value)) {
                if (fresh) {
                    return Solution.of(point, value, 0, Stop.PRECISION_LIMIT, evaluations);
                }
                inverse = identity(n);
                fresh = true;
                continue;
            }
            double[] nextSlope = new double[n];
            cost.differentiate(next, nextSlope, unused);
            update(inverse, minus(next, point), minus(nextSlope, slope));
            fresh = false;
            point = next;
            value = lower;
            slope = nextSlope;
        }
        return Solution.of(point, value, 0, Stop.EVALUATION_LIMIT, evaluations);
    }

    /** Downhill, with coordinates that would leave their bounds held. */
    private static double[] step(Cost cost, double[] point, double[] slope, double[][] inverse) {
        int n = point.length;
        boolean[] held = new boolean[n];
        for (int i = 0; i < n; i++) {
            held[i] =
                    (point[i] <= cost.lower(i) && slope[i] > 0)
                            || (point[i] >= cost.upper(i) && slope[i] < 0);
        }
        double[] step = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n && !held[i]; j++) {
                step[i] -= held[j] ? 0 : inverse[i][j] * slope[j];
            }
        }
        return step;
    }

    private static double[] moved(Cost cost, double[] point, double[] step, double share) {
        double[] moved = new double[point.length];
        Arrays.setAll(moved, i -> clamp(cost, i, point[i] + share * step[i]));
        return moved;
    }

    /** The update of the inverse; left out where the cost does not bend upward along the move. */
    private static void update(double[][] inverse, double[] move, double[] change) {
        int n = move.length;
        double bend = dot(move, change);
        if (!(bend > 1e-12 * Math.sqrt(dot(move, move) * dot(change, change)))) {
            return;
        }
        double[] seen = new double[n];
        for (int i = 0; i < n; i++) {
            seen[i] = dot(inverse[i], change);
        }
        double factor = (1 + dot(change, seen) / bend) / bend;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] +=
                        factor * move[i] * move[j] - (move[i] * seen[j] + seen[i] * move[j]) / bend;
            }
        }
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[] minus(double[] one, double[] other) {
        double[] minus = new double[one.length];
        Arrays.setAll(minus, i -> one[i] - other[i]);
        return minus;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
