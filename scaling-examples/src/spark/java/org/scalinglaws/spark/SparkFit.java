package org.scalinglaws.spark;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.fit.SentFit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * The best law for more runs than one machine holds: a sample is searched as any runs are, and from its
 * optimum the descent goes on with all.
 *
 * @param law the law
 * @param solution where the descent ended, in the coordinates of the sample's problem
 * @param runs how many runs decided
 * @param sample the fit to some of them
 * @param <L> the type of the law
 */
public record SparkFit<L extends LossLaw>(L law, Solution solution, long runs, Fit<L> sample) {
    /** So many runs show the valleys of a law, and its optimum to a few errors. */
    private static final int SAMPLE = 16_384;

    /** The optimum of all lies nearer to that of the sample than this share of a residual. */
    private static final double SHARPER = 1e-3;

    /** Refuses nulls. */
    public SparkFit {
        requireNonNull(law, "law");
        requireNonNull(solution, "solution");
        requireNonNull(sample, "sample");
    }

    /**
     * Finds the best law.
     *
     * @param fitter the law, by its name, and by what rule
     * @param runs on the machines of Spark
     * @param <L> the type of the law
     * @return the law of least objective over all runs, near the optimum of a sample
     * @throws IllegalArgumentException when the law or the objective is your own
     */
    public static <L extends LossLaw> SparkFit<L> of(Fitter<L> fitter, SparkRuns runs) {
        requireNonNull(fitter, "fitter");
        requireNonNull(runs, "runs");
        SentFit.require(fitter.family(), fitter.objective(), fitter.solver());
        Fit<L> sample = fitter.fit(runs.sample(SAMPLE));
        FitProblem<L> problem = sample.problem();
        double spread = Arrays.stream(sample.residuals()).map(Math::abs).average().orElse(0);
        List<Objective> path = fitter.objective().path(SHARPER * spread);
        Solution end = sample.solution();
        for (Objective stage : path) {
            try (SparkCost cost = new SparkCost(runs, sample, stage)) {
                end = Solver.trustRegion().solve(cost, end.point());
            }
        }
        return new SparkFit<>(problem.at(end.point()).law(), end, runs.size(), sample);
    }

    @Override
    public String toString() {
        return String.format(
                "%s from %d runs by %s: %s after %d evaluations",
                law,
                runs,
                sample.problem().objective().name(),
                solution.stop(),
                solution.evaluations());
    }
}
