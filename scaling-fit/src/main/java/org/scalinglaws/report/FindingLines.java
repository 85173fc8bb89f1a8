package org.scalinglaws.report;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;

/** Findings as all tables of this package write them. */
final class FindingLines {
    private FindingLines() {}

    /** As a table; none where there are no findings. */
    static Optional<TextTable> table(List<Finding> findings) {
        TextTable table = TextTable.of("  %-8s %-22s %s").row("severity", "finding", "message");
        for (Finding finding : findings) {
            table = table.row(finding.severity(), finding.check(), finding.message());
        }
        return findings.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    /** Below a table, after a blank line; nothing where there are none. */
    static void add(StringJoiner lines, List<Finding> findings) {
        if (!findings.isEmpty()) {
            lines.add("");
            Finding.lines(findings).forEach(line -> lines.add("  " + line));
        }
    }
}
