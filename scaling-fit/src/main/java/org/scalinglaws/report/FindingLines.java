package org.scalinglaws.report;

import java.util.List;
import java.util.StringJoiner;
import org.scalinglaws.finding.Finding;

/** Findings as all tables of this package write them. */
final class FindingLines {
    private FindingLines() {}

    /** Below a table, after a blank line; nothing where there are none. */
    static void add(StringJoiner lines, List<Finding> findings) {
        if (!findings.isEmpty()) {
            lines.add("");
            findings.forEach(finding -> lines.add("  " + finding));
        }
    }
}
