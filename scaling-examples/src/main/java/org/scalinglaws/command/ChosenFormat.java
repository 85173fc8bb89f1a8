package org.scalinglaws.command;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.report.Report;
import picocli.CommandLine.Option;

/** In which form a command answers. */
final class ChosenFormat {
    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|markdown|csv|json",
            description =
                    "How the answer prints: as text (unless said), its tables as Markdown or CSV, or"
                            + " all of it as JSON in full precision.")
    private String format = "text";

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    /** Refuses another word before anything is computed. */
    void check() {
        if (!format.matches("text|markdown|csv|json")) {
            throw new IllegalArgumentException(
                    "--format must be text, markdown, csv or json, got '" + format + "'");
        }
        if (json && !format.matches("text|json")) {
            throw new IllegalArgumentException("--json cannot go with --format " + format);
        }
    }

    boolean isJson() {
        return json || format.equals("json");
    }

    boolean isText() {
        return !isJson() && format.equals("text");
    }

    /** An answer in the chosen form; the others are not made. */
    String of(Supplier<String> text, Supplier<List<TextTable>> tables, Supplier<?> json) {
        if (isJson()) {
            return Json.text(json.get());
        }
        return isText() ? text.get() : text(tables.get());
    }

    /** Tables, and those findings that there are as one more. */
    static List<TextTable> with(List<Finding> findings, TextTable... tables) {
        return Stream.concat(Stream.of(tables), Report.findings(findings).stream()).toList();
    }

    /** The tables of an answer as Markdown or CSV, with an empty line between them. */
    String text(List<TextTable> tables) {
        return tables.stream()
                .map(table -> format.equals("csv") ? table.csv() : table.markdown())
                .collect(Collectors.joining("\n\n"));
    }
}
