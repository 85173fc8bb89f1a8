package org.scalinglaws.solve;

import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The simplex of Nelder and Mead, as Commons Math has it, behind {@link Solver}, restarted until it
 * gains nothing: a simplex may collapse away from the minimum.
 *
 * @param limit how often the cost may be evaluated
 * @see <a href="https://doi.org/10.1093/comjnl/7.4.308">Nelder and Mead (1965), A simplex method for
 *     function minimization</a>
 */
record NelderMead(int limit) implements Solver {
    private static final double SIDE = 0.1;

    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        Tally tally = new Tally(cost, start);
        double before;
        try {
            do {
                before = tally.lowest();
                new SimplexOptimizer(1e-15, 1e-300)
                        .optimize(
                                new MaxEval(limit),
                                new ObjectiveFunction(tally),
                                GoalType.MINIMIZE,
                                new InitialGuess(tally.best()),
                                new NelderMeadSimplex(cost.dimension(), SIDE));
            } while (tally.lowest() < before - 1e-12 * Math.abs(before)
                    && tally.evaluations() < limit);
        } catch (TooManyEvaluationsException enough) {
            return tally.solution(Stop.EVALUATION_LIMIT);
        }
        return tally.solution(Stop.CONVERGED);
    }
}
