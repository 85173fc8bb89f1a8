package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.Locale;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.solve.Solution;

/**
 * A fit of rows that count more than once as the same fit of their copies, each a run of its own: a
 * draw that changes one of them leaves the others as they are.
 */
final class Copies {
    /** More runs than these are no table. */
    private static final int MOST = 1_000_000;

    private Copies() {}

    /** The fit of the copies; the fit itself where the weights are 1, not whole, or no counts. */
    static <L extends LossLaw> Fit<L> of(Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        double[] weights = problem.weights().toArray();
        boolean counts =
                problem.runs().weightKind() == WeightKind.COUNTS
                        && Arrays.stream(weights).allMatch(weight -> weight == Math.rint(weight));
        if (!counts || Arrays.stream(weights).allMatch(weight -> weight == 1)) {
            return fit;
        }
        requireTable(problem.weights().counted());

        // more rows have other units, so that the law has other coordinates
        FitProblem<L> copied =
                FitProblem.of(
                        problem.family(),
                        problem.runs().copies(),
                        problem.objective(),
                        problem.restrictions(),
                        problem.response());
        double[] point = copied.at(fit.law()).point();
        if (problem.objective().fitsScale()) {
            point = copied.resample().withScale(problem.objective(), point);
        }
        Solution end = fit.solution();
        Solution same =
                new Solution(
                        point,
                        end.value(),
                        end.gradientNorm(),
                        end.stop(),
                        end.evaluations(),
                        end.basins());
        return new Fit<>(fit.law(), copied, same, fit.solver(), fit.caveats(), fit.isChecked());
    }

    private static void requireTable(double runs) {
        if (!(runs <= MOST)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "weights of runs that are drawn one by one must count at most %d runs,"
                                    + " got %s",
                            MOST,
                            Decimal.format(runs)));
        }
    }
}
