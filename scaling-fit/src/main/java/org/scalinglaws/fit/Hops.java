package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.solve.Held;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * Basin hopping inside one valley of squares: a robust objective of few runs has many ends there, each
 * through other runs. From the best end each coordinate in turn is led both ways, while the others
 * follow downhill on squares that count as the objective counts them at that end; from each place the
 * law goes down the objective itself.
 *
 * @see <a href="https://doi.org/10.1021/jp970984n">Wales and Doye (1997), Global optimization by
 *     basin-hopping</a>
 */
record Hops<L extends LossLaw>(FitProblem<L> problem, Resample runs, Solver solver) {
    /** How far a coordinate is led, as shares of the way to its bound. */
    private static final double[] SHARES = {0.01, 0.05, 0.25, 1};

    /** The way ends so far away where there is no bound, plus so many times where it stands. */
    private static final double FAR = 3;

    private static final int FOLLOWING = 15;
    private static final double NEARLY = 1e-6;

    /** Evaluations of the objective before the choice of those that go to their end. */
    private static final int BRIEFLY = 30;

    private static final double ENOUGH = 1e-10;
    private static final int FINALISTS = 2;

    /** Residuals below this share of the loss are weighed as if they were so large. */
    private static final double LEAST_RESIDUAL = 1e-6;

    /** The lowest ends, on the last stage of the problem's objective: no independent starts. */
    List<Descent> from(double[] point) {
        List<Objective> path = problem.objective().path(Double.MIN_NORMAL);
        Objective last = path.get(path.size() - 1);
        SquaresCost squares = runs.squares(factors(point));
        List<Descent> ends = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            double far = FAR * (1 + Math.abs(point[i]));
            hop(squares, last, point, i, Math.max(squares.lower(i), point[i] - far), ends);
            hop(squares, last, point, i, Math.min(squares.upper(i), point[i] + far), ends);
        }
        return ends.stream()
                .sorted(Comparator.comparingDouble(Descent::value))
                .limit(FINALISTS)
                .map(end -> down(solver, last, end))
                .toList();
    }

    private void hop(
            SquaresCost squares,
            Objective last,
            double[] from,
            int i,
            double target,
            List<Descent> ends) {
        double[] point = from;
        for (double share : SHARES) {
            double value = from[i] + share * (target - from[i]);
            if (value == from[i] || Thread.currentThread().isInterrupted()) {
                return;
            }
            Held held = new Held(squares, i, value);
            Solution followed =
                    Solver.gaussNewton(FOLLOWING, NEARLY).solve(held, held.without(point));
            if (!Double.isFinite(followed.value())) {
                return;
            }
            point = held.with(followed.point());
            Descent there = Descent.from(point, 0, followed.evaluations());
            Descent end = down(Solver.trustRegion(BRIEFLY, ENOUGH), last, there);
            if (Double.isFinite(end.value())) {
                ends.add(end);
            }
        }
    }

    private Descent down(Solver by, Objective stage, Descent from) {
        double[] point = from.solution().point();
        return from.to(runs.solve(by, stage, point, point));
    }

    /** What the square of each row counts in the objective at a point. */
    private double[] factors(double[] point) {
        Objective own = problem.objective();
        double[] residuals = runs.residuals(point);
        double[] factors = new double[residuals.length];
        for (int row = 0; row < factors.length; row++) {
            double size = Math.max(Math.abs(residuals[row]), LEAST_RESIDUAL);
            double slope = own.fitsScale() ? 1 : own.rho().slope(size);
            factors[row] = Double.isFinite(size) ? Math.max(0, slope / size) : 0;
        }
        return factors;
    }
}
