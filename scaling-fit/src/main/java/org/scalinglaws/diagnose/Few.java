package org.scalinglaws.diagnose;

import java.util.List;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Sample;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;

/**
 * What a check fits again need not be all of many runs: a sample of them, always the same for the same
 * runs, shows what the check looks for. The check then says of how many runs it speaks.
 */
final class Few {
    /** So many runs or fewer are fitted again themselves. */
    private static final int MANY = 20_000;

    /** Of more than these, so many. */
    private static final int ROWS = 10_000;

    private Few() {}

    /** The same fit of a sample, by a descent from its law; the fit itself where it has few runs. */
    static <L extends LossLaw> Fit<L> of(Fit<L> fit) {
        try {
            return fit.problem().runs().size() <= MANY
                    ? fit
                    : fit.problem()
                            .remembered(
                                    List.of(Few.class, fit.law(), fit.solution(), fit.solver()),
                                    () -> sampled(fit));
        } catch (NoFitException none) {
            return fit;
        }
    }

    private static <L extends LossLaw> Fit<L> sampled(Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        FitProblem<L> some =
                FitProblem.of(
                        problem.family(),
                        Sample.of(problem.runs(), problem.family().factors(), ROWS),
                        problem.objective(),
                        problem.restrictions(),
                        problem.response());

        // The law of all runs is near to that of the sample.
        Objective own = problem.objective();
        double[] start = some.at(fit.law()).point();
        double[] scaled = own.fitsScale() ? some.resample().withScale(own, start) : start;
        double[] end = Refit.from(ended(fit, some, scaled), own, some.weights().toArray(), start);
        return ended(fit, some, own.fitsScale() ? some.resample().withScale(own, end) : end);
    }

    private static <L extends LossLaw> Fit<L> ended(
            Fit<L> fit, FitProblem<L> some, double[] point) {
        Solution solution = Solution.of(point, some.at(point).objective(), 0, Stop.CONVERGED, 0);
        return new Fit<>(some.at(point).law(), some, solution, fit.solver(), List.of(), false);
    }

    /** What a finding adds where it speaks of a sample; nothing where it speaks of all runs. */
    static String of(Fit<?> some, Fit<?> fit) {
        int rows = some.problem().runs().size();
        int all = fit.problem().runs().size();
        return rows < all ? String.format(" (seen in %d of the %d runs)", rows, all) : "";
    }
}
