package org.scalinglaws.command;

import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.report.PlotTable;

/** A part of a report, whatever page it is written on. */
sealed interface ReportBlock {
    /** What the report is about; there is one. */
    record Title(String text) implements ReportBlock {}

    /** The answer in two sentences; there is one. */
    record Lead(String text) implements ReportBlock {}

    /** What begins a section. */
    record Heading(String text) implements ReportBlock {}

    /** Sentences. */
    record Paragraph(String text) implements ReportBlock {}

    /** Works that are cited. */
    record References(List<String> works) implements ReportBlock {}

    /** What speaks against the answer, the gravest first. */
    record Findings(List<Finding> findings) implements ReportBlock {}

    /** Rows; the first is the head. The caption is for those who hear the page. */
    record Rows(String caption, TextTable table) implements ReportBlock {}

    /** The plans of many budgets, of which a page may show one at a time. */
    record Budgets(TextTable table) implements ReportBlock {}

    /** A picture. */
    record Drawn(PlotTable table) implements ReportBlock {}
}
