package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.solve.Solution;

/** Did the search end at an optimum? */
final class Convergence implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        requireNonNull(fit, "fit");
        Solution solution = fit.solution();
        return solution.stop().isOptimum()
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.CONVERGENCE,
                                String.format(
                                        "the fit stopped at %s after %d evaluations",
                                        solution.stop(), solution.evaluations())));
    }
}
