package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/** Makes a cost small from a given start. Solvers compose; none throws because it was slow. */
@FunctionalInterface
public interface Solver {
    /**
     * Searches downhill from a start.
     *
     * @param cost what to make small
     * @param start coordinates; moved inside the bounds when outside
     * @return where it ended, never above the start, and why
     */
    Solution solve(Cost cost, double[] start);

    /**
     * This solver, then another from where it ended.
     *
     * @param polish the second solver
     * @return both in turn; the better result is kept
     */
    default Solver then(Solver polish) {
        requireNonNull(polish, "polish");
        return (cost, start) -> {
            Bounds.checked(cost, start);
            Solution first = solve(cost, start);
            return first.better(polish.solve(cost, first.point()));
        };
    }

    /**
     * Newton's method with the exact Hessian inside a trust region, for up to a few dozen
     * coordinates. The default of every fit.
     *
     * @return the solver, with at most 20,000 evaluations
     * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould and Toint (2000), Trust
     *     Region Methods, chapters 6 and 7</a>
     */
    static Solver trustRegion() {
        return new TrustRegion(20_000);
    }

    /**
     * The same method with another limit.
     *
     * @param limit how often the cost may be evaluated
     * @return the solver
     */
    static Solver trustRegion(int limit) {
        return new TrustRegion(limit);
    }

    /**
     * The same method for a descent on the way to another, which need not go to the last digit.
     *
     * @param limit how often the cost may be evaluated
     * @param enough it ends where its model promises less than this share of the value
     * @return the solver
     */
    static Solver trustRegion(int limit, double enough) {
        return new TrustRegion(limit, Decimal.nonNegative("enough", enough));
    }

    /**
     * The Levenberg-Marquardt method of Commons Math, for a {@link SquaresCost} only.
     *
     * @return the solver, with at most 20,000 evaluations
     */
    static Solver levenbergMarquardt() {
        return new LevenbergMarquardt(20_000);
    }

    /**
     * The Gauss-Newton method inside a trust region and inside the bounds, for a {@link SquaresCost}
     * only.
     *
     * @param limit how often the cost may be evaluated
     * @return the solver
     */
    static Solver gaussNewton(int limit) {
        return new GaussNewton(limit, 0);
    }

    /**
     * The same method for a descent on the way to another, which need not go to the last digit.
     *
     * @param limit how often the cost may be evaluated
     * @param enough it ends where its model promises less than this share of the value
     * @return the solver
     */
    static Solver gaussNewton(int limit, double enough) {
        return new GaussNewton(limit, Decimal.nonNegative("enough", enough));
    }

    /**
     * The Nelder-Mead simplex of Commons Math, which uses no derivatives.
     *
     * @return the solver, with at most 20,000 evaluations
     */
    static Solver nelderMead() {
        return new NelderMead(20_000);
    }

    /**
     * Powell's BOBYQA of Commons Math, which uses no derivatives.
     *
     * @return the solver, with at most 20,000 evaluations
     */
    static Solver bobyqa() {
        return new Bobyqa(20_000);
    }
}
