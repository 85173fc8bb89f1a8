package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;

/**
 * Fits again with other weights and losses, from the optimum of a fit. A result that the fit's own
 * runs find hard to believe is led back: where the fit's own problem, started there, does not return
 * to the fit, the result lies in another basin, and the whole range is searched. For one thread.
 */
final class Refitter<L extends LossLaw> {
    /**
     * A refit's optimum moves less than a typical residual: thresholds wider than that are no help.
     */
    private static final double MOVE = 0.1;

    /** One refit in so many may be led back without need. */
    private static final double DOUBTED = 1e-3;

    private static final double SAME = 1e-6;

    private final Fit<L> fit;
    private final Objective objective;
    private final double[] optimum;
    private final List<Objective> path;
    private final double surprising;
    private final Resample own;
    private final Resample other;

    Refitter(Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        this.fit = fit;
        this.objective = problem.objective();
        this.optimum = fit.solution().point();
        this.own = problem.resample();
        this.other = problem.resample();
        double spread = Arrays.stream(fit.residuals()).map(Math::abs).average().orElse(0);
        this.path = objective.path(Math.max(MOVE * spread, Double.MIN_NORMAL));
        this.surprising = fit.objective() + surprise(problem);
    }

    /**
     * How much worse than the fit a law rarely is by chance: half a quantile of chi-squared, in units
     * of the objective's dispersion, which for squares is s^2.
     */
    private double surprise(FitProblem<L> problem) {
        int parameters = Math.max(1, problem.coordinates().dimension());
        double spare = Math.max(1, problem.weights().counted() - parameters);
        double dispersion = objective.fitsScale() ? 1 : 2 * fit.objective() / spare;
        return 0.5
                * dispersion
                * new ChiSquaredDistribution(null, parameters)
                        .inverseCumulativeProbability(1 - DOUBTED);
    }

    /** Where a refit ended, in the coordinates of the fit. */
    @SuppressWarnings("ArrayRecordComponent")
    record Refit(double[] point, double value, Stop stop, int evaluations, boolean otherBasin) {}

    /**
     * Fits again.
     *
     * @param weights how often each run counts, zero or more
     * @param losses the loss of each run
     * @return the optimum
     * @throws NoFitException when fewer runs count than there are parameters, or the law exists nowhere
     */
    Refit refit(double[] weights, double[] losses) {
        int counted = 0;
        for (double weight : weights) {
            counted += weight > 0 ? 1 : 0;
        }
        int parameters = fit.problem().coordinates().dimension();
        if (counted < parameters) {
            throw new NoFitException(
                    String.format(
                            "%d parameters cannot be fitted to %d runs", parameters, counted));
        }

        // From the optimum of the fit: other runs rarely lead elsewhere.
        Resample drawn = other.counted(weights, losses);
        Refit refit = descend(drawn, optimum);
        if (refit.stop == Stop.INTERRUPTED || !doubtful(refit)) {
            return refit;
        }

        // Where they seem to, the whole range is searched as for a first fit.
        Refit searched;
        try {
            searched = searched(drawn, weights, losses);
        } catch (NoFitException nowhere) {
            if (!Double.isFinite(refit.value)) {
                throw nowhere;
            }
            searched = refit;
        }
        boolean lower = searched.value < refit.value || !Double.isFinite(refit.value);
        Refit best = lower ? searched : refit;
        if (!Double.isFinite(best.value)) {
            throw new NoFitException(
                    String.format(
                            "law '%s' exists nowhere within its bounds for these runs",
                            fit.problem().family().name()));
        }
        return new Refit(
                best.point, best.value, best.stop, refit.evaluations + searched.evaluations, true);
    }

    /** Fits again from a start near the optimum, whose basin is not left. */
    Refit refitFrom(double[] start, double[] weights, double[] losses) {
        other.set(weights, losses);
        return descend(other, start);
    }

    /** From a start, by ever sharper thresholds where one is sharper than the move. */
    private Refit descend(Resample runs, double[] start) {
        double[] before = start;
        double[] point = start;
        double value = Double.NaN;
        int evaluations = 0;
        Stop stop = Stop.CONVERGED;
        for (Objective stage : path) {
            Solution end = runs.solve(fit.solver(), stage, before, point);
            evaluations += end.evaluations();
            stop = end.stop();
            before = point;
            point = end.point();
            value = end.value();
        }

        // The last threshold of a path may be near that of the objective, and not the same.
        boolean isWhole = path.get(path.size() - 1).equals(objective);
        double reached = isWhole ? value : runs.cost(objective).value(point);
        return new Refit(point, reached, stop, evaluations, false);
    }

    private boolean doubtful(Refit refit) {
        if (!Double.isFinite(refit.value)
                || refit.stop == Stop.EVALUATION_LIMIT
                || refit.stop == Stop.UNDEFINED_START) {
            return true;
        }
        double[] point =
                objective.fitsScale() ? own.withScale(objective, refit.point) : refit.point;
        if (own.cost(objective).value(point) <= surprising) {
            return false;
        }
        double back = descend(own, refit.point).value;
        return !(back <= fit.objective() + SAME * Math.abs(fit.objective()));
    }

    /** The global search, on the runs that count. */
    private Refit searched(Resample drawn, double[] weights, double[] losses) {
        FitProblem<L> problem = fit.problem();
        List<Run> kept = new ArrayList<>();
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                Run run = problem.runs().run(row);
                kept.add(new Run(run.recipe(), Loss.nats(losses[row]), weights[row]));
            }
        }

        // Runs of no weight are left out, for they would bound the search.
        Fit<L> found =
                new Fitter<>(
                                problem.family(),
                                objective,
                                problem.restrictions(),
                                fit.solver(),
                                List.of())
                        .fitBriefly(Dataset.of(kept).countedAs(problem.runs().counting()));
        double[] point = problem.at(found.law()).point();
        if (objective.fitsScale()) {
            point = drawn.withScale(objective, point);
        }
        Solution solution = found.solution();
        return new Refit(
                point,
                drawn.cost(objective).value(point),
                solution.stop(),
                solution.evaluations(),
                true);
    }
}
