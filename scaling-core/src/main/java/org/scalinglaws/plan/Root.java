package org.scalinglaws.plan;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;

/** The root of a function between two points, by the bracketing Brent method of fifth order. */
final class Root {
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
     * @throws NoPlanException when the signs are the same, as where numbers overflow
     */
    static double between(DoubleUnaryOperator function, double lower, double upper) {
        try {
            return solver().solve(PATIENCE, function::applyAsDouble, lower, upper);
        } catch (NoBracketingException beyond) {
            NoPlanException none =
                    new NoPlanException(
                            "the law or the limits lead to numbers beyond those that can be"
                                    + " reckoned with");
            none.initCause(beyond);
            throw none;
        } catch (TooManyEvaluationsException rough) {
            return new BisectionSolver(RELATIVE, ABSOLUTE)
                    .solve(PATIENCE, function::applyAsDouble, lower, upper);
        }
    }

    /** The root where the function changes its sign between two points; else NaN. */
    static double ifAny(DoubleUnaryOperator function, double lower, double upper) {
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
