package org.scalinglaws.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;

/**
 * Does a column mark rows as left out, while they are fitted all the same? What the law is without them is
 * said, so that whoever leaves them out says what that did.
 */
final class Excluded implements Check<Fit<?>> {
    private static final List<String> NAMES =
            List.of(
                    "excluded",
                    "exclude",
                    "excluded_by_source",
                    "left_out",
                    "dropped",
                    "drop",
                    "outlier",
                    "is_outlier",
                    "diverged");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return inspectOf(fit);
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> fit) {
        Dataset runs = fit.problem().runs();
        Optional<Columns.Texts> column = Columns.texts(runs, NAMES);
        List<Integer> marked = column.map(Columns.Texts::marked).orElse(List.of());

        // A column of other words or numbers is not a mark.
        boolean isMark = column.filter(texts -> texts.distinct().size() <= 2).isPresent();
        if (!isMark || marked.isEmpty() || marked.size() == runs.size()) {
            return Optional.empty();
        }
        try {
            Fit<L> without = Changed.fitted(fit, runs.whereRow(row -> !marked.contains(row)));
            String message =
                    String.format(
                            Locale.ROOT,
                            "column '%s' marks %d of %d runs, which are fitted all the same (%s);"
                                    + " without them %s; fit with them or without, and state which",
                            column.orElseThrow().name(),
                            marked.size(),
                            runs.size(),
                            RowNames.few(
                                    marked.stream().map(row -> RowNames.of(runs, row)).toList()),
                            Changed.numbers(fit, without));
            return Optional.of(
                    Changed.moved(fit, without)
                            ? Finding.warning(CheckName.EXCLUDED_RUNS, message)
                            : Finding.note(CheckName.EXCLUDED_RUNS, message));
        } catch (NoFitException nothingLeft) {
            return Optional.empty();
        }
    }
}
