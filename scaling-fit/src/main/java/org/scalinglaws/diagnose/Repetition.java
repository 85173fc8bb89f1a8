package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;

/** Does a row stand there twice? Each copy counts as evidence of its own, and errors come out small. */
final class Repetition implements Check<Dataset> {
    @Override
    public Optional<Finding> inspect(Dataset runs) {
        List<String> copies = copies(runs, true);
        if (!copies.isEmpty()) {
            return Optional.of(Finding.warning(CheckName.DUPLICATES, message(copies, runs, "")));
        }
        List<String> alike = runs.labels().isEmpty() ? copies : copies(runs, false);
        return alike.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                CheckName.DUPLICATES,
                                message(alike, runs, " in all but its labels")));
    }

    private static String message(List<String> copies, Dataset runs, String share) {
        return String.format(
                "%d of %d runs repeat an earlier one%s (%s): each counts as a run of its own, and"
                        + " errors come out too small if it is none",
                copies.size(), runs.size(), share, RowNames.few(copies));
    }

    /** The rows that repeat an earlier one, with or without their labels. */
    private static List<String> copies(Dataset runs, boolean withLabels) {
        List<double[]> columns = new ArrayList<>();
        runs.factors().forEach(factor -> columns.add(runs.column(factor)));
        columns.add(runs.losses());
        List<List<String>> texts =
                withLabels ? runs.labels().stream().map(runs::label).toList() : List.of();

        // A row is told by all its cells; the first of its kind keeps its place.
        int[] first = Alike.first(columns, texts);
        List<String> copies = new ArrayList<>();
        for (int row = 0; row < first.length; row++) {
            if (first[row] < row) {
                copies.add("run " + (row + 1) + " is run " + (first[row] + 1));
            }
        }
        return copies;
    }
}
