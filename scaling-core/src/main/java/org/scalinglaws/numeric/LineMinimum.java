package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.quantity.Decimal;

/**
 * Minimisation of a function of one variable with a single minimum between two points: the root of
 * its slope by Brent's method, else Brent's minimisation.
 *
 * <p>Values near a minimum hardly differ, so that the least of them tells x to 1e-8 at best. The
 * root of the slope tells it to about 1e-12. Where the function is too rough for a slope, such as
 * at a kink, the least value has to do.
 */
public final class LineMinimum {
    private static final double WIDEST = 1.0 / 3;
    private static final int HALVINGS = 6;
    private static final double NEAR = 1e-6;
    private static final int PATIENCE = 1000;

    private final DoubleUnaryOperator function;
    private final double left;
    private final double right;

    /**
     * A function and where it is defined.
     *
     * @param function what to make small
     * @param left where the function begins to be defined
     * @param right where it ends
     */
    public LineMinimum(DoubleUnaryOperator function, double left, double right) {
        this.function = requireNonNull(function, "function");
        this.left = left;
        this.right = right;
    }

    /**
     * The place of the least value between two points.
     *
     * @param lower one point
     * @param upper a greater one
     * @return x, or nothing where the least value is at one of the two
     */
    public OptionalDouble lowest(double lower, double upper) {
        double near = NEAR * (upper - lower);
        boolean falls = falls(lower, lower + near) && falls(upper, upper - near);
        return falls ? OptionalDouble.of(inside(lower, upper)) : OptionalDouble.empty();
    }

    /**
     * The place of the least value between two points of which neither is lowest.
     *
     * @param lower one point
     * @param upper a greater one
     * @return x
     */
    public double inside(double lower, double upper) {
        return rootOfSlope(lower, upper, Double.POSITIVE_INFINITY)
                .orElseGet(() -> leastValue(lower, upper, 0.5 * (lower + upper)));
    }

    private boolean falls(double from, double to) {
        return function.applyAsDouble(to) < function.applyAsDouble(from);
    }

    /**
     * The root of the slope, by the widest step that can be believed.
     *
     * @param lower one point
     * @param upper a greater one
     * @param seen a value that the function has elsewhere
     * @return x, or nothing where the slope is too rough or the function is above the value seen
     */
    public OptionalDouble rootOfSlope(double lower, double upper, double seen) {
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

    /**
     * The place of the least value by Brent's minimisation, to the root of its rounding.
     *
     * @param lower one point
     * @param upper a greater one
     * @param start where to begin
     * @return x
     */
    public double leastValue(double lower, double upper, double start) {
        return brent(function, lower, upper, start, 1e-12);
    }

    /**
     * Brent's minimisation of any function of one variable, begun in the middle of a range.
     *
     * @param function what to make small
     * @param lower one end of the range
     * @param upper the other end
     * @param precision of x, relative and absolute; 1e-8 is what values alone can tell
     * @return the x of a least value, which may be at an end
     * @throws ScalingException when the search does not end
     * @throws IllegalArgumentException unless lower is below upper and the precision positive
     */
    public static double brent(
            DoubleUnaryOperator function, double lower, double upper, double precision) {
        requireNonNull(function, "function");
        return brent(function, lower, upper, 0.5 * (lower + upper), precision);
    }

    private static double brent(
            DoubleUnaryOperator function,
            double lower,
            double upper,
            double start,
            double precision) {
        try {
            return new BrentOptimizer(precision, precision)
                    .optimize(
                            new MaxEval(PATIENCE),
                            GoalType.MINIMIZE,
                            new SearchInterval(lower, upper, start),
                            new UnivariateObjectiveFunction(function::applyAsDouble))
                    .getPoint();
        } catch (TooManyEvaluationsException endless) {
            throw new ScalingException(
                    "no least value is found within " + PATIENCE + " evaluations");
        } catch (MathIllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    String.format(
                            "a least value is looked for from a lower point to an upper one, by a"
                                    + " precision that doubles have, got %s, %s and %s",
                            Decimal.format(lower),
                            Decimal.format(upper),
                            Decimal.format(precision)),
                    refused);
        }
    }
}
