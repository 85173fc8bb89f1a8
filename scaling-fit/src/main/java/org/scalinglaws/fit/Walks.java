package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.solve.Held;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * Profile continuation, a basin hopping whose hops are not drawn: from an optimum each coordinate in
 * turn is led, in steps, towards its bounds, zero and beyond, while the others follow downhill; from
 * places on the way it is let go. So every smaller law that a number at a bound or at zero leaves is
 * descended from.
 *
 * @see <a href="https://doi.org/10.1021/jp970984n">Wales and Doye (1997), Global optimization by
 *     basin-hopping</a>
 */
record Walks(FitProblem<?> problem) {
    /** Steps of a walk grow: the first ones are small, the last ones reach far bounds. */
    private static final double[] SHARES = {0.03, 0.1, 0.25, 0.5, 1};

    /** The coordinate is let go after these steps. */
    private static final List<Integer> LET_GO = List.of(1, 2, 4);

    /** The ends are compared, not reported: their last digits do not matter. */
    private static final double ENOUGH = 1e-6;

    private static final int FOLLOWING = 15;
    private static final int DESCENDING = 120;

    /** A walk without a bound ends so far away, plus so many times where it stands. */
    private static final double FAR = 3;

    /** The ends of all walks from a point: no independent starts. */
    List<Descent> from(double[] point) {
        SquaresCost squares = problem.resample().squares();
        double[] floor = solve(squares, point, DESCENDING).point();
        List<Descent> ends = new ArrayList<>();
        for (int i = 0; i < floor.length; i++) {
            for (double target : targets(squares, floor, i)) {
                if (!Thread.currentThread().isInterrupted()) {
                    walk(squares, floor, i, target, ends);
                }
            }
        }
        return ends;
    }

    /** Where a coordinate is led: zero if it lies inside, and both ways as far as its bounds. */
    private static List<Double> targets(SquaresCost squares, double[] floor, int i) {
        double far = FAR * (1 + Math.abs(floor[i]));
        double lower = Math.max(squares.lower(i), floor[i] - far);
        double upper = Math.min(squares.upper(i), floor[i] + far);
        List<Double> targets = new ArrayList<>(List.of(lower, upper));
        if (lower < 0 && upper > 0) {
            targets.add(0.0);
        }
        targets.removeIf(target -> target == floor[i]);
        return targets;
    }

    private static void walk(
            SquaresCost squares, double[] floor, int i, double target, List<Descent> ends) {
        double[] point = floor;
        for (int step = 0; step < SHARES.length; step++) {
            double value = floor[i] + SHARES[step] * (target - floor[i]);
            Held held = new Held(squares, i, value);
            Solution followed = solve(held, held.without(point), FOLLOWING);
            if (!Double.isFinite(followed.value())) {
                return;
            }
            point = held.with(followed.point());
            if (LET_GO.contains(step)) {
                Solution end = solve(squares, point, DESCENDING);
                ends.add(Descent.from(end.point(), 0, end.evaluations()).valued(end.value()));
            }
        }
    }

    private static Solution solve(SquaresCost squares, double[] start, int limit) {
        return Solver.gaussNewton(limit, ENOUGH).solve(squares, start);
    }
}
