package org.scalinglaws.diagnose;

import java.util.Arrays;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;

/** A descent from a point, on a fit's own runs, with other weights or under another objective. */
final class Refit {
    private Refit() {}

    /**
     * The optimum that a start leads to.
     *
     * @param fit whose runs, coordinates and solver are taken
     * @param objective what to make small
     * @param weights how often each run counts; 0 leaves it out
     * @param start coordinates; what lies outside the bounds is moved onto them
     * @return coordinates without a scale
     */
    static double[] from(Fit<?> fit, Objective objective, double[] weights, double[] start) {
        FitProblem<?> problem = fit.problem();
        double[] point = problem.coordinates().inside(start);
        Resample runs = problem.resample();
        runs.set(weights, problem.runs().losses());

        // Thresholds shrink from the size of the residuals that count, as in the search itself.
        double[] before = point;
        for (Objective stage : objective.path(spread(problem, weights, point))) {
            double[] end = runs.solve(fit.solver(), stage, before, point).point();
            before = point;
            point = Arrays.copyOf(end, problem.coordinates().dimension());
        }
        return point;
    }

    private static double spread(FitProblem<?> problem, double[] weights, double[] point) {
        double[] residuals = problem.at(point).residuals();
        double sum = 0;
        double counted = 0;
        for (int row = 0; row < residuals.length; row++) {
            sum += weights[row] > 0 ? Math.abs(residuals[row]) : 0;
            counted += weights[row] > 0 ? 1 : 0;
        }
        return Math.max(sum / counted, Double.MIN_NORMAL);
    }
}
