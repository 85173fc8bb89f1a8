package org.scalinglaws.diagnose;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/**
 * Does a column say that losses were smoothed, or interpolated to a common budget? Such losses scatter less
 * than runs do, and neighbours share their errors. A table that does not say so is not judged: the losses of
 * quiet runs look the same.
 */
final class Smoothed implements Check<Fit<?>> {
    private static final List<String> NAMES =
            List.of(
                    "interpolated",
                    "is_interpolated",
                    "interpolation",
                    "smoothed",
                    "is_smoothed",
                    "smoothing",
                    "smoothing_window");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        return Columns.texts(runs, NAMES)
                .filter(column -> !column.marked().isEmpty())
                .map(column -> finding(runs, column));
    }

    private static Finding finding(Dataset runs, Columns.Texts column) {
        List<String> rows = column.marked().stream().map(row -> RowNames.of(runs, row)).toList();
        return Finding.note(
                CheckName.SMOOTHED,
                String.format(
                        "%d of %d losses are smoothed or interpolated by column '%s' (%s): they scatter"
                                + " less than runs do and share errors with their neighbours, so that"
                                + " errors of the law come out too small; fit the losses as they were"
                                + " logged, or state the smoothing with the law",
                        rows.size(), runs.size(), column.name(), RowNames.few(rows)));
    }
}
