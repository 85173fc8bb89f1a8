package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.recipe.Factor;

/** Does a row stand there twice? Each copy counts as evidence of its own, and errors come out small. */
final class Repetition implements Check<Dataset> {
    @Override
    public Optional<Finding> inspect(Dataset runs) {
        List<String> copies = copies(runs, true);
        if (!copies.isEmpty()) {
            return Optional.of(Finding.warning(CheckName.DUPLICATES, message(copies, runs, "")));
        }
        List<String> alike = copies(runs, false);
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
        List<List<?>> columns = new ArrayList<>();
        for (Factor factor : runs.factors()) {
            columns.add(boxed(runs.column(factor)));
        }
        columns.add(boxed(runs.losses()));
        if (withLabels) {
            runs.labels().forEach(label -> columns.add(runs.label(label)));
        }

        // A row is told by all its cells; the first of its kind keeps its place.
        Map<List<Object>, Integer> seen = new HashMap<>();
        List<String> copies = new ArrayList<>();
        for (int row = 0; row < runs.size(); row++) {
            int place = row;
            List<Object> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(column.get(place)));
            Integer first = seen.putIfAbsent(cells, row);
            if (first != null) {
                copies.add("run " + (row + 1) + " is run " + (first + 1));
            }
        }
        return copies;
    }

    private static List<Double> boxed(double[] column) {
        return Arrays.stream(column).boxed().toList();
    }
}
