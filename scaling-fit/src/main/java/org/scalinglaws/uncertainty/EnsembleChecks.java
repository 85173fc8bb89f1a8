package org.scalinglaws.uncertainty;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;

/** Whether the laws of an ensemble are all that were asked for, and each as good as it should be. */
final class EnsembleChecks {
    static final List<Check<Census<?>>> ALL =
            List.of(
                    EnsembleChecks::chains,
                    EnsembleChecks::interrupted,
                    EnsembleChecks::failed,
                    EnsembleChecks::few,
                    EnsembleChecks::poor,
                    EnsembleChecks::elsewhere);

    /** With fewer laws an end of a 95 % interval lies beyond the outermost. */
    private static final int LEAST_LAWS = 39;

    private EnsembleChecks() {}

    /** Do the chains of a posterior tell one story? */
    private static Optional<Finding> chains(Census<?> laws) {
        return laws.areChains() ? Posterior.ChainConvergence.of(laws).finding() : Optional.empty();
    }

    /** Was all the work done? */
    private static Optional<Finding> interrupted(Census<?> laws) {
        return when(
                laws.made() < laws.requested(),
                Finding.warning(
                        CheckName.INTERRUPTED,
                        String.format(
                                "%d of %d replicates were made", laws.made(), laws.requested())));
    }

    /** Did a replicate lead to no law? */
    private static Optional<Finding> failed(Census<?> laws) {
        return laws.failures().stream()
                .findFirst()
                .map(
                        first ->
                                Finding.warning(
                                        CheckName.FAILED_REPLICATES,
                                        String.format(
                                                "%d of %d replicates have no law; number %d: %s",
                                                laws.failures().size(),
                                                laws.made(),
                                                first.number(),
                                                first.reason())));
    }

    /** Are there laws enough? A jackknife has as many as there are runs, and reads no ends off them. */
    private static Optional<Finding> few(Census<?> laws) {
        int count = laws.replicates().size();
        return when(
                laws.areEndsRead() && count < LEAST_LAWS,
                Finding.warning(
                        CheckName.FEW_REPLICATES,
                        String.format(
                                "the ends of a 95 %% interval need %d laws, got %d",
                                LEAST_LAWS, count)));
    }

    /** Did a search stop short? */
    private static Optional<Finding> poor(Census<?> laws) {
        long poor =
                laws.replicates().stream()
                        .filter(replicate -> !replicate.stop().isOptimum())
                        .count();
        return when(
                poor > 0,
                Finding.warning(
                        CheckName.POOR_REPLICATES,
                        String.format(
                                "%d of %d replicates stopped before an optimum: %s",
                                poor, laws.made(), laws.stops())));
    }

    /** Does a law lie in another basin? */
    private static Optional<Finding> elsewhere(Census<?> laws) {
        return when(
                laws.otherBasins() > 0,
                Finding.note(
                        CheckName.OTHER_BASINS,
                        String.format(
                                "%d of %d replicates lie in another basin than the fit",
                                laws.otherBasins(), laws.made())));
    }

    private static Optional<Finding> when(boolean condition, Finding finding) {
        return condition ? Optional.of(finding) : Optional.empty();
    }
}
