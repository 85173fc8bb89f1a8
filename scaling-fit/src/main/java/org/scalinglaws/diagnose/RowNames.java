package org.scalinglaws.diagnose;

import java.util.List;
import org.scalinglaws.data.Dataset;

/** Rows as a message names them: by their place, and by their label where the table has one. */
final class RowNames {
    private static final int SHOWN = 4;
    private static final int LONGEST = 40;

    private RowNames() {}

    /**
     * One row.
     *
     * @param runs the table
     * @param row its place, from 0
     * @return such as {@code run 17 (350M-5x)}
     */
    static String of(Dataset runs, int row) {
        for (String label : List.of("run", "name", "Name")) {
            if (runs.labels().contains(label)) {
                String text = runs.label(label).get(row);
                String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
                return "run " + (row + 1) + (text.isBlank() ? "" : " (" + shown + ")");
            }
        }
        return "run " + (row + 1);
    }

    /** The first few of a list, and how many there are beside them. */
    static String few(List<String> texts) {
        int more = texts.size() - SHOWN;
        String shown = String.join(", ", texts.subList(0, Math.min(SHOWN, texts.size())));
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
