package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/** The checks of this library. */
public final class Checks {
    private static final List<Check> ALL =
            List.of(
                    new Convergence(),
                    new OtherBasins(),
                    new Identifiability(),
                    new OnBound(),
                    new Pole(),
                    new WrongDirection(),
                    new Constant(),
                    new RisingResponse(),
                    new ComputeCount(),
                    new FormCaveat(),
                    new Units(),
                    new SwappedTerms(),
                    new Repetition(),
                    new Weights(),
                    new Checkpoints(),
                    new Outliers());

    private Checks() {}

    /**
     * Every check.
     *
     * @return the checks, in the order they run
     */
    public static List<Check> all() {
        return ALL;
    }

    /**
     * Runs every check.
     *
     * @param fit the fit to look at
     * @return what a reader should know, the most serious first
     */
    public static List<Finding> inspect(Fit<?> fit) {
        requireNonNull(fit, "fit");
        return ALL.stream()
                .map(check -> check.inspect(fit))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }
}
