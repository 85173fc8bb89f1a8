package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.recipe.Factor;

/**
 * Rows far off a robust law: the least absolute residuals, fitted again without them until the same
 * rows stay outside. Far is measured by the median of the residuals that the fit does not pass
 * through. A row that stands alone in a factor would pull even this law to itself, so it starts
 * outside. Of many runs a sample leads to the robust law, and all are held against it.
 */
final class Suspects {
    /** Median absolute deviation to standard deviation of a normal. */
    private static final double NORMAL = 1.4826;

    private static final double FAR = 6;
    private static final int ROUNDS = 5;

    /** More than this share are no outliers: the law does not fit. */
    private static final double MOST = 0.2;

    /** Fewer runs to spare than this leave nothing to judge by. */
    private static final int SPARE = 4;

    /** A gap to all other runs, in the logarithm of a factor, which leaves a row alone. */
    private static final double ALONE = Math.log(30);

    /** Residuals smaller than this share are rounding. */
    private static final double ROUNDING = 1e-7;

    private Suspects() {}

    /** A robust law by its coordinates, and the rows outside of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Robust(double[] point, boolean[] outside) {}

    /** Which rows to look at. */
    static boolean[] of(Fit<?> fit) {
        return ofLaw(fit);
    }

    private static <L extends LossLaw> boolean[] ofLaw(Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        int rows = problem.runs().size();
        if (rows - problem.coordinates().dimension() < SPARE) {
            return new boolean[rows];
        }
        Fit<L> some = Few.of(fit);
        Robust robust = robust(some);
        if (some.problem().runs().size() == rows) {
            return robust.outside();
        }
        L law = some.problem().at(robust.point()).law();
        double[] residuals = problem.at(law).residuals();
        return unlessMany(far(problem, residuals, alone(problem)));
    }

    /** Left out and refitted in turn until the same rows are outside twice. */
    private static Robust robust(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        double[] weights = problem.weights().toArray();
        double[] point = fit.solution().point();
        boolean[] outside = alone(problem);
        for (int round = 0; round < ROUNDS; round++) {
            double[] kept = weights.clone();
            for (int row = 0; row < kept.length; row++) {
                kept[row] = outside[row] ? 0 : kept[row];
            }
            point = Refit.from(fit, robust(problem.objective()), kept, point);
            boolean[] next = far(problem, problem.at(point).residuals(), outside);
            if (count(next) > MOST * next.length || Arrays.equals(next, outside)) {
                outside = unlessMany(next);
                break;
            }
            outside = next;
        }
        return new Robust(point, outside);
    }

    private static boolean[] unlessMany(boolean[] rows) {
        return count(rows) > MOST * rows.length ? new boolean[rows.length] : rows;
    }

    static int count(boolean[] rows) {
        return (int) IntStream.range(0, rows.length).filter(row -> rows[row]).count();
    }

    private static Objective robust(Objective own) {
        return Objective.of(own.residual(), Rho.absolute());
    }

    /** The size of a usual residual, as a standard deviation. */
    static double spread(Fit<?> fit) {
        boolean[] none = new boolean[fit.problem().runs().size()];
        return spread(fit.problem(), fit.residuals(), none);
    }

    private static double spread(FitProblem<?> problem, double[] residuals, boolean[] outside) {
        double[] sizes =
                IntStream.range(0, residuals.length)
                        .filter(row -> !outside[row])
                        .mapToDouble(row -> Math.abs(residuals[row]))
                        .toArray();
        int through = Math.min(problem.coordinates().dimension(), sizes.length - 1);
        double middle = Quantiles.ranked(sizes, (through + sizes.length) / 2);
        double[] losses = Arrays.stream(problem.runs().losses()).map(Math::abs).toArray();
        double unit =
                problem.objective().residual().whole(Quantiles.ranked(losses, losses.length / 2));
        return Math.max(NORMAL * middle, ROUNDING * unit);
    }

    private static boolean[] far(FitProblem<?> problem, double[] residuals, boolean[] outside) {
        double limit = FAR * spread(problem, residuals, outside);
        boolean[] far = new boolean[residuals.length];
        for (int row = 0; row < far.length; row++) {
            far[row] = Math.abs(residuals[row]) > limit;
        }
        return far;
    }

    /** Rows with a gap to all others in some factor; none where a fifth of the runs has one. */
    private static boolean[] alone(FitProblem<?> problem) {
        boolean[] alone = new boolean[problem.runs().size()];
        for (Factor factor : problem.family().factors()) {
            double[] logs = Directions.logarithms(problem.runs(), factor);
            Ends ends = Ends.of(logs);
            for (int row = 0; row < logs.length; row++) {
                boolean low = logs[row] == ends.least() && ends.second() - ends.least() > ALONE;
                boolean high = logs[row] == ends.most() && ends.most() - ends.last() > ALONE;
                alone[row] |= low || high;
            }
        }
        return unlessMany(alone);
    }
}
