package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;

/** Is there another law that fits nearly as well? */
final class OtherBasins implements Check<Fit<?>> {
    private static final double CLOSE = 0.01;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        requireNonNull(fit, "fit");
        Solution solution = fit.solution();
        if (solution.basins().size() < 2) {
            return Optional.empty();
        }

        // Nearly as good counts as another answer; far worse only tells of the search.
        Basin next = solution.basins().get(1);
        double worse = (next.value() - solution.value()) / Math.abs(solution.value());
        String message =
                String.format(
                        Locale.ROOT,
                        "%d of %d starts ended in this optimum; %s",
                        solution.startsAgreeing(),
                        solution.starts(),
                        next(next.value(), worse));
        return Optional.of(
                worse < CLOSE
                        ? Finding.warning(CheckName.OTHER_BASINS, message)
                        : Finding.note(CheckName.OTHER_BASINS, message));
    }

    /** How far the next best is; a share of an objective of zero says nothing. */
    private static String next(double value, double worse) {
        if (!Double.isFinite(value)) {
            return "at the others the law does not exist for these runs";
        }
        if (!(worse >= 0 && worse < 1e6)) {
            return String.format(
                    Locale.ROOT, "the next best has an objective of %.2g, far above it", value);
        }
        return String.format(
                Locale.ROOT, "the next best has an objective %.2g %% higher", 100 * worse);
    }
}
