package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.quantity.Decimal;

/** The root of a function between two points, by the bracketing Brent method of fifth order. */
public final class Root {
    private static final double RELATIVE = 1e-15;
    private static final double ABSOLUTE = 1e-13;
    private static final int ORDER = 5;
    private static final int PATIENCE = 200;
    private static final int LONG_PATIENCE = 1000;

    private Root() {}

    /**
     * The root of a function that changes its sign between two points; by bisection where a jump or
     * rounding keeps Brent's method from an end.
     *
     * @param function of one variable
     * @param lower one end
     * @param upper the other end
     * @return where it is zero, or changes its sign
     * @throws ScalingException when the signs at the ends are the same or not known
     * @throws IllegalArgumentException unless lower is below upper
     */
    public static double between(DoubleUnaryOperator function, double lower, double upper) {
        requireNonNull(function, "function");
        try {
            return roughly(function, lower, upper);
        } catch (NoBracketingException | TooManyEvaluationsException none) {
            throw new ScalingException(
                    "a root lies between values of two signs, got those at " + ends(lower, upper));
        } catch (MathIllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "a root is looked for from a lower point to an upper one, got "
                            + ends(lower, upper),
                    refused);
        }
    }

    private static double roughly(DoubleUnaryOperator function, double lower, double upper) {
        try {
            return solver().solve(PATIENCE, function::applyAsDouble, lower, upper);
        } catch (TooManyEvaluationsException rough) {
            return new BisectionSolver(RELATIVE, ABSOLUTE)
                    .solve(PATIENCE, function::applyAsDouble, lower, upper);
        }
    }

    private static String ends(double lower, double upper) {
        return Decimal.format(lower) + " and " + Decimal.format(upper);
    }

    /**
     * The same where there may be none.
     *
     * @param function of one variable
     * @param lower one end
     * @param upper the other end
     * @return where it is zero; NaN where the signs at the ends are the same, or it is too rough
     */
    public static double ifAny(DoubleUnaryOperator function, double lower, double upper) {
        requireNonNull(function, "function");
        double middle = 0.5 * (lower + upper);
        if (!(lower < middle && middle < upper)) {
            return Double.NaN;
        }
        try {
            return solver().solve(LONG_PATIENCE, function::applyAsDouble, lower, upper);
        } catch (NoBracketingException | TooManyEvaluationsException rough) {
            return Double.NaN;
        }
    }

    private static BracketingNthOrderBrentSolver solver() {
        return new BracketingNthOrderBrentSolver(RELATIVE, ABSOLUTE, Double.MIN_NORMAL, ORDER);
    }
}
