package org.scalinglaws.command;

import java.util.List;
import java.util.stream.Collectors;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.report.PlotTable;

/** A report as Markdown; its pictures are charts in text. */
final class ReportMarkdown {
    /** How a page of this command begins: such a file may be replaced. */
    static final String FIRST_LINE = "<!-- a report of scaling laws -->";

    private static final String FENCE = "````";

    private final ReportContent content;

    ReportMarkdown(ReportContent content) {
        this.content = content;
    }

    String text() {
        return content.blocks().stream()
                .map(ReportMarkdown::markdown)
                .collect(Collectors.joining("\n\n", FIRST_LINE + "\n\n", "\n"));
    }

    private static String markdown(ReportBlock block) {
        if (block instanceof ReportBlock.Title title) {
            return "# " + safe(title.text());
        }
        if (block instanceof ReportBlock.Lead lead) {
            return "**" + safe(lead.text()) + "**";
        }

        // What stands in every section.
        if (block instanceof ReportBlock.Heading heading) {
            return "## " + safe(heading.text());
        }
        if (block instanceof ReportBlock.Paragraph paragraph) {
            return safe(paragraph.text());
        }
        if (block instanceof ReportBlock.References references) {
            return list(references.works());
        }

        // Findings, tables and pictures.
        if (block instanceof ReportBlock.Findings findings) {
            List<String> lines = findings.findings().stream().map(Finding::toString).toList();
            return lines.isEmpty() ? "None." : list(lines);
        }
        if (block instanceof ReportBlock.Rows rows) {
            return table(rows.table());
        }
        if (block instanceof ReportBlock.Budgets budgets) {
            return "### Other budgets\n\n" + table(budgets.table());
        }
        PlotTable drawn = ((ReportBlock.Drawn) block).table();
        return FENCE + "text\n" + TextChart.of(drawn) + "\n" + FENCE;
    }

    private static String list(List<String> lines) {
        return lines.stream().map(line -> "- " + safe(line)).collect(Collectors.joining("\n"));
    }

    private static String table(TextTable table) {
        List<List<String>> rows = table.rows();
        String rule = "|" + " --- |".repeat(rows.get(0).size());
        return row(rows.get(0))
                + "\n"
                + rule
                + "\n"
                + rows.stream().skip(1).map(ReportMarkdown::row).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(ReportMarkdown::safe)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Text that is neither markup nor HTML, on one line. */
    private static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[\\\\`*_|\\[\\]]", "\\\\$0")
                .replaceAll("\\R", " ");
    }
}
