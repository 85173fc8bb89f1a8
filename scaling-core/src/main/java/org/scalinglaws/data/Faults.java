package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a table that cannot be read: the first of them, and how many for each reason. */
final class Faults {
    private static final int MOST_LISTED = 20;

    private final String source;
    private final List<String> first = new ArrayList<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private final Map<String, Integer> infinite = new LinkedHashMap<>();

    Faults(String source) {
        this.source = source;
    }

    /**
     * Takes a bad row in.
     *
     * @param where the file and the line
     * @param reason the same for all rows with the same fault
     * @param problem the rule and the value received
     */
    void add(String where, String reason, String problem) {
        reasons.merge(reason, 1, Integer::sum);
        if (first.size() < MOST_LISTED) {
            first.add(where + ": " + problem);
        }
    }

    /** Takes in that cells of a column are infinite and so taken for missing. */
    void note(String column, int cells) {
        if (cells > 0) {
            infinite.put(column, cells);
        }
    }

    int count() {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Says what is wrong: of one row as a sentence, of several as a list. */
    DataException refusal(long rows) {
        if (count() == 1) {
            return new DataException(first.get(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%s: %d of %d rows cannot be read", source, count(), rows));
        first.forEach(line -> lines.add("  " + line));
        if (count() > first.size()) {
            lines.add("  and " + (count() - first.size()) + " more");
        }
        return new DataException(lines);
    }

    ReadReport report(long rows, int read) {
        return new ReadReport(source, rows, read, reasons, first, infinite);
    }
}
