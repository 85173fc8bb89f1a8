package org.scalinglaws.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.recipe.Factor;

/** Indicator variables: a factor for each text of a column, 1 where a run has it and 0 elsewhere. */
record Indicators(Table table, String column) {
    Table add() {
        String[] texts = table.known(table.texts(column), column);

        // A row without a text is in no group: blank makes no column.
        Map<Factor, double[]> indicators = new LinkedHashMap<>();
        for (String text : texts) {
            Factor factor = Factor.named(column + "_" + text);
            if (!text.isEmpty() && !indicators.containsKey(factor)) {
                requireFree(factor);
                indicators.put(factor, table.column(row -> indicator(texts[row], text)));
            }
        }
        return table.with(indicators);
    }

    private void requireFree(Factor factor) {
        table.refuseTaken(factor);
        if (table.factors().containsKey(factor)) {
            throw new IllegalArgumentException(
                    table.source() + " already has a column '" + factor.name() + "'");
        }
    }

    private static double indicator(String text, String wanted) {
        return text.isEmpty() ? Double.NaN : text.equals(wanted) ? 1 : 0;
    }
}
