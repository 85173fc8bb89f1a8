package org.scalinglaws.diagnose;

import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/** Are rows checkpoints of a few training runs? Those of one run err together. */
final class Checkpoints implements Check<Fit<?>> {
    private static final CheckName NAME = CheckName.CHECKPOINTS;

    /** Below so many clusters their errors are known but roughly. */
    private static final int FEW = 20;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        return runs.trainingRuns().map(column -> finding(fit, column));
    }

    private static Finding finding(Fit<?> fit, String column) {
        Dataset rows = fit.problem().runs();
        long runs = rows.texts(column).stream().distinct().count();
        if (runs == 1) {
            return Finding.warning(
                    NAME,
                    String.format(
                            "all %d rows are checkpoints of one run (column '%s'), which are not"
                                    + " independent: nothing says how far another run would lie from"
                                    + " it, and errors that take its rows as independent are too"
                                    + " small",
                            rows.size(), column));
        }

        // Clusters are the evidence: few of them leave their own errors rough.
        String rough = String.format("; with %d runs such errors are rough", runs);
        return Finding.note(
                NAME,
                String.format(
                        "%d rows are checkpoints of %d runs (column '%s'), which are not independent"
                                + " of each other: %s",
                        rows.size(),
                        runs,
                        column,
                        fit.problem().weights().knownVariance().isPresent()
                                ? "known deviations are taken as if they were"
                                : "errors are clustered by it unless another method is asked for"
                                        + (runs < FEW ? rough : "")));
    }
}
