package org.scalinglaws.diagnose;

import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;

/** Is there another law that fits nearly as well? */
final class OtherBasins implements Check {
    private static final double CLOSE = 0.01;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Solution solution = fit.solution();
        if (solution.basins().size() < 2) {
            return Optional.empty();
        }
        Basin next = solution.basins().get(1);
        double worse = (next.value() - solution.value()) / Math.abs(solution.value());
        String message =
                String.format(
                        Locale.ROOT,
                        "%d of %d starts ended in this optimum; the next best has an objective %.2g %%"
                                + " higher",
                        solution.startsAgreeing(),
                        solution.starts(),
                        100 * worse);
        return Optional.of(
                worse < CLOSE
                        ? Finding.warning("other-basins", message)
                        : Finding.note("other-basins", message));
    }
}
