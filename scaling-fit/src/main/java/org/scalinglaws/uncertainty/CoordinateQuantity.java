package org.scalinglaws.uncertainty;

import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Coordinates;
import org.scalinglaws.problem.FitProblem;

/**
 * A number read off the law as a function of the coordinates of a fit, with two derivatives by
 * differences that stay inside the bounds.
 */
final class CoordinateQuantity<L extends LossLaw> {
    private final FitProblem<L> problem;
    private final ToDoubleFunction<L> quantity;
    private final Coordinates bounds;
    private final double[] steps;
    private final double[] moved;
    private final double[] near;

    /**
     * Reads a number.
     *
     * @param problem turns coordinates into laws
     * @param quantity the number
     * @param steps of the differences, one for each coordinate of the law
     */
    CoordinateQuantity(FitProblem<L> problem, ToDoubleFunction<L> quantity, double[] steps) {
        this.problem = problem;
        this.quantity = quantity;
        this.bounds = problem.coordinates();
        this.steps = steps;
        this.moved = new double[steps.length];
        this.near = new double[steps.length];
    }

    int dimension() {
        return steps.length;
    }

    /** The number; NaN where there is no such law, or the law has no such number. */
    double value(double[] point) {
        try {
            return quantity.applyAsDouble(problem.at(point).law());
        } catch (ScalingException | IllegalArgumentException none) {
            return Double.NaN;
        }
    }

    /** Writes the first derivatives, and the second ones at i*n + j. */
    double differentiate(double[] point, double[] gradient, double[] hessian) {
        int n = steps.length;
        System.arraycopy(point, 0, moved, 0, n);
        double[] side = new double[n];
        double here = value(moved);

        // Slopes and second derivatives: central differences, one-sided ones at a bound.
        for (int a = 0; a < n; a++) {
            double low = bounds.lower(a);
            double high = bounds.upper(a);
            double step = Math.min(steps[a], 0.5 * (high - low));
            side[a] = point[a] + 2 * step > high ? -step : step;
            moved[a] = point[a] + side[a];
            near[a] = value(moved);
            boolean central = point[a] - step >= low && point[a] + step <= high;
            moved[a] = central ? point[a] - side[a] : point[a] + 2 * side[a];
            double third = value(moved);
            moved[a] = point[a];
            double slope = central ? near[a] - third : 4 * near[a] - 3 * here - third;
            double bend = central ? near[a] - 2 * here + third : here - 2 * near[a] + third;
            gradient[a] = step > 0 ? slope / (2 * side[a]) : 0;
            hessian[a * n + a] = step > 0 ? bend / (step * step) : 0;
        }

        // Mixed second derivatives, from the corner of two steps.
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                moved[a] = point[a] + side[a];
                moved[b] = point[b] + side[b];
                double bend = value(moved) - near[a] - near[b] + here;
                double mixed = side[a] == 0 || side[b] == 0 ? 0 : bend / (side[a] * side[b]);
                hessian[a * n + b] = mixed;
                hessian[b * n + a] = mixed;
                moved[a] = point[a];
                moved[b] = point[b];
            }
        }
        return here;
    }
}
