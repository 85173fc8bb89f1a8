package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/** What a method of intervals takes the runs for, where they are something else. */
final class Independence {
    private Independence() {}

    /** Rows of one training run err together: a method that does not know is too sure. */
    static Optional<Finding> ofRows(Dataset runs, String method) {
        return runs.trainingRuns()
                .map(column -> new Rows(column, runs.texts(column).stream().distinct().count()))
                .filter(rows -> rows.groups() > 1)
                .map(
                        rows ->
                                Finding.warning(
                                        CheckName.CHECKPOINTS,
                                        String.format(
                                                "%s takes %d rows for independent that are"
                                                        + " checkpoints of %d runs (column '%s'): its"
                                                        + " errors are too small; a cluster bootstrap"
                                                        + " by %s draws whole runs",
                                                method,
                                                runs.size(),
                                                rows.groups(),
                                                rows.column(),
                                                rows.column())));
    }

    /** The training runs that rows are checkpoints of. */
    private record Rows(String column, long groups) {}

    /** What laws made by a method, a posterior or not, take the runs of their fit for. */
    static List<Finding> of(String method, boolean isPosterior, Fit<?> fit) {
        List<Finding> findings = new ArrayList<>();

        // The method says in words whether rows were drawn by groups; so it does when read from a
        // file.
        boolean byGroups = method.startsWith("cluster") || method.startsWith("jackknife by");
        if (!byGroups) {
            ofRows(fit.problem().runs(), method).ifPresent(findings::add);
        }

        // A posterior and simulated noise take known deviations at their word; resampling cannot.
        boolean drawn = !isPosterior && !method.startsWith("parametric");
        if (drawn && fit.problem().weights().knownVariance().isPresent()) {
            findings.add(
                    Finding.note(
                            CheckName.WEIGHTS,
                            method
                                    + " reads the scatter off the runs: the known standard deviations"
                                    + " weigh the rows, but do not set these errors"));
        }
        return findings;
    }
}
