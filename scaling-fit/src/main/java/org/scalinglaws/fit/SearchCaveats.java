package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.solve.Solution;

/** What a fit knows of itself without any check: how its search ended, and what lies on a bound. */
final class SearchCaveats {
    private SearchCaveats() {}

    static List<Finding> of(LossLaw law, FitProblem<?> problem, Solution solution) {
        requireNonNull(law, "law");
        requireNonNull(problem, "problem");
        requireNonNull(solution, "solution");

        List<Finding> caveats = new ArrayList<>();
        if (!solution.stop().isOptimum()) {
            caveats.add(
                    Finding.error(
                            CheckName.CONVERGENCE,
                            String.format(
                                    "the fit stopped at %s after %d evaluations",
                                    solution.stop(), solution.evaluations())));
        }

        // One sentence for all: each bound is as much of a warning as another.
        List<String> stuck = onBounds(problem, solution.point());
        if (!stuck.isEmpty()) {
            caveats.add(
                    Finding.warning(
                            CheckName.BOUND,
                            String.join(", ", stuck)
                                    + " on the edge of the allowed range: the runs do not"
                                    + " determine it, and its error is not known"));
        }
        caveats.addAll(law.caveats());
        return caveats;
    }

    private static List<String> onBounds(FitProblem<?> problem, double[] point) {
        Linearisation<?> optimum = problem.at(point);
        double[] values = optimum.values();
        List<Parameter> parameters = problem.family().parameters();
        List<String> stuck = new ArrayList<>();
        for (int j = 0; j < parameters.size(); j++) {
            if (optimum.isOnBound(j)) {
                stuck.add(parameters.get(j).name() + " = " + Digits.six(values[j]));
            }
        }
        return stuck;
    }
}
