package org.scalinglaws.plan;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Minimisation of a function of one variable with a single minimum between two points: the root of
 * its slope by Brent's method, else Brent's minimisation.
 *
 * <p>Values near a minimum hardly differ, so that the least of them tells x to 1e-8 at best. The
 * root of the slope tells it to about 1e-12. Where the function is too rough for a slope, such as
 * at a kink, the least value has to do.
 *
 * @param function what to make small
 * @param left where the function begins to be defined
 * @param right where it ends
 */
record LineMinimum(DoubleUnaryOperator function, double left, double right) {
    private static final double WIDEST = 1.0 / 3;
    private static final int HALVINGS = 6;
    private static final double NEAR = 1e-6;
    private static final int PATIENCE = 1000;

    /** The x of the least value between two points, or nothing where it is at one of them. */
    OptionalDouble lowest(double lower, double upper) {
        double near = NEAR * (upper - lower);
        boolean falls = falls(lower, lower + near) && falls(upper, upper - near);
        return falls ? OptionalDouble.of(inside(lower, upper)) : OptionalDouble.empty();
    }

    /** The x of the least value between two points of which neither is lowest. */
    double inside(double lower, double upper) {
        return rootOfSlope(lower, upper, Double.POSITIVE_INFINITY)
                .orElseGet(() -> leastValue(lower, upper, 0.5 * (lower + upper)));
    }

    private boolean falls(double from, double to) {
        return function.applyAsDouble(to) < function.applyAsDouble(from);
    }

    /** The root of the slope, no higher than a value seen, by the widest step that can be believed. */
    OptionalDouble rootOfSlope(double lower, double upper, double seen) {
        double room = Math.min(lower - left, right - upper) / CentralDifferences.REACH;
        double step = Math.min(WIDEST, room);

        // Wide steps leave little rounding; a narrower one is tried where the function is too
        // rough.
        for (int i = 0; i < HALVINGS && step > 0; i++, step /= 2) {
            double width = step;
            double root =
                    Root.ifAny(x -> CentralDifferences.slope(function, x, width), lower, upper);
            if (!Double.isNaN(root)
                    && function.applyAsDouble(root) <= seen + 4 * Math.ulp(seen)
                    && believed(
                            CentralDifferences.of(function, root, width),
                            function.applyAsDouble(root))) {
                return OptionalDouble.of(root);
            }
        }
        return OptionalDouble.empty();
    }

    /** The doubt is the rounding of values, or moves x by less than 1e-11. */
    private static boolean believed(CentralDifferences at, double value) {
        return at.second() > 0 && at.doubt() <= 64 * Math.ulp(value) + 1e-11 * at.second();
    }

    double leastValue(double lower, double upper, double start) {
        return new BrentOptimizer(1e-12, 1e-12)
                .optimize(
                        new MaxEval(PATIENCE),
                        GoalType.MINIMIZE,
                        new SearchInterval(lower, upper, start),
                        new UnivariateObjectiveFunction(function::applyAsDouble))
                .getPoint();
    }
}
