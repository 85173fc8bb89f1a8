package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.recipe.Factor;

/**
 * Which column tells training runs apart whose checkpoints are the rows: {@code run}, or {@code name}
 * where its values return along growing tokens.
 */
final class TrainingRuns {
    private static final String RUN = "run";
    private static final String NAME = "name";

    private final Table table;

    TrainingRuns(Table table) {
        this.table = table;
    }

    Optional<String> column() {
        List<String> columns = new ArrayList<>(table.labels().keySet());
        table.factors().keySet().forEach(factor -> columns.add(factor.name()));
        for (String wanted : List.of(RUN, NAME)) {
            for (String column : columns) {
                if (column.equalsIgnoreCase(wanted) && areRuns(column, wanted.equals(NAME))) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    /** Values that return, each with one model size; a number that counts repeats has many. */
    private boolean areRuns(String column, boolean grow) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        String[] values = table.texts(column);
        for (int row = 0; values != null && row < values.length; row++) {
            rows.computeIfAbsent(values[row], value -> new ArrayList<>()).add(row);
        }
        return rows.size() < table.size()
                && !rows.containsKey("")
                && rows.values().stream().allMatch(run -> distinct(Factor.PARAMETERS, run) <= 1)
                && (!grow
                        || rows.values().stream()
                                .allMatch(run -> distinct(Factor.TOKENS, run) == run.size()));
    }

    private int distinct(Factor factor, List<Integer> rows) {
        Set<Double> values = new HashSet<>();
        rows.forEach(row -> values.add(table.value(factor, row)));
        return values.size();
    }
}
