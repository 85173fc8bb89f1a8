package org.scalinglaws.solve;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * Powell's BOBYQA, a trust region without derivatives, as Commons Math has it, behind {@link Solver};
 * coordinates without bounds get a wide box.
 *
 * @param limit how often the cost may be evaluated
 * @see <a href="https://www.damtp.cam.ac.uk/user/na/NA_papers/NA2009_06.pdf">Powell (2009), The BOBYQA
 *     algorithm for bound constrained optimization without derivatives</a>
 */
record Bobyqa(int limit) implements Solver {
    private static final double WIDE = 50;

    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        if (!(cost.dimension() >= 2)) {
            throw new IllegalArgumentException(
                    "BOBYQA needs two coordinates or more, got "
                            + cost.dimension()
                            + "; use another solver");
        }

        Tally tally = new Tally(cost, start);
        double[] lower = new double[cost.dimension()];
        double[] upper = new double[cost.dimension()];
        Arrays.setAll(lower, i -> Math.max(cost.lower(i), tally.best()[i] - WIDE));
        Arrays.setAll(upper, i -> Math.min(cost.upper(i), tally.best()[i] + WIDE));

        // Rounding ends it by an exception, with the lowest point in the tally.
        try {
            new BOBYQAOptimizer(2 * cost.dimension() + 1, 0.1, 1e-12)
                    .optimize(
                            new MaxEval(limit),
                            new ObjectiveFunction(tally),
                            GoalType.MINIMIZE,
                            new InitialGuess(tally.best()),
                            new SimpleBounds(lower, upper));
        } catch (MathIllegalStateException enough) {
            return tally.solution(
                    tally.evaluations() >= limit ? Stop.EVALUATION_LIMIT : Stop.PRECISION_LIMIT);
        }
        return tally.solution(Stop.CONVERGED);
    }
}
