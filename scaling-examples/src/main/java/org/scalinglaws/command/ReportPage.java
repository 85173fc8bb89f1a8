package org.scalinglaws.command;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.picture.Picture;
import org.scalinglaws.report.PlotTable;

/** A report as one file of HTML with its pictures in it, that loads nothing. */
final class ReportPage {
    /** How a page of this command begins: such a file may be replaced. */
    static final String FIRST_LINE = "<!DOCTYPE html><!-- a report of scaling laws -->";

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1d1d1f; --soft: #55555b; --paper: #ffffff;
              --card: #f5f5f7; --rule: #d2d2d7; --warn: #8a4b00; --bad: #a4161a; --link: #0057a8; }
            @media (prefers-color-scheme: dark) { :root { --ink: #f2f2f4; --soft: #b4b4bb;
              --paper: #000000; --card: #1c1c1f; --rule: #45454c; --warn: #ffb454; --bad: #ff8a8a;
              --link: #7ab8ff; }
              figure svg { filter: invert(1) hue-rotate(180deg); } }
            body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--paper);
              color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
            h1 { font-size: 1.7rem; line-height: 1.2; } h2 { margin-top: 2.5rem; font-size: 1.25rem; }
            p.answer { font-size: 1.2rem; padding: 1rem 1.2rem; background: var(--card);
              border-radius: .6rem; }
            .scroll { overflow-x: auto; margin: 1rem 0; } :focus-visible { outline: 3px solid var(--link); }
            table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
            caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
            th, td { padding: .3rem 1.1rem .3rem 0; overflow-wrap: normal; text-align: left;
              border-bottom: 1px solid var(--rule); vertical-align: top; }
            table.numbers td, th { white-space: nowrap; } table.words td { min-width: 5rem; }
            figure { margin: 1.5rem 0; } figure svg { width: 100%; min-width: 40rem; height: auto;
              border-radius: .6rem; }
            figcaption, .soft { color: var(--soft); font-size: .9rem; }
            ul { padding-left: 1.3rem; } li { margin: .5rem 0; } .WARNING { color: var(--warn); } .ERROR { color: var(--bad); }
            .kind { font-weight: 600; } input[type=range] { width: 100%; accent-color: var(--link); }
            .number { text-align: right; } .ends { display: flex; justify-content: space-between; }
            #at { margin-top: .7rem; } #at th { min-width: 6rem; }
            @media print { .slider { display: none; } figure, tr { break-inside: avoid; } }
            """;

    private static final String SLIDER =
            """
            const rows = JSON.parse(document.getElementById('path').textContent);
            const knob = document.getElementById('knob');
            const cells = document.querySelectorAll('#at td');
            const show = () => { rows[knob.value].forEach((text, i) => { cells[i].textContent = text; });
              knob.setAttribute('aria-valuetext', rows[knob.value][0] + ' FLOP'); };
            knob.addEventListener('input', show); show();
            """;

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[\\d.,]+([KMBT]|[eE][-+]?\\d+)?|-|");

    /** Beyond so many letters a cell holds words, and wraps. */
    private static final int WORDS = 40;

    private final ReportContent content;

    ReportPage(ReportContent content) {
        this.content = content;
    }

    String text() {
        String body =
                content.blocks().stream().map(ReportPage::html).collect(Collectors.joining("\n"));
        return """
               %s
               <html lang="en"><head><meta charset="utf-8">
               <meta name="viewport" content="width=device-width, initial-scale=1">
               <title>%s</title>
               <style>
               %s</style></head><body><main>
               %s
               </main></body></html>
               """
                .formatted(FIRST_LINE, safe(content.title()), STYLE, body);
    }

    private static String html(ReportBlock block) {
        if (block instanceof ReportBlock.Title title) {
            return "<h1>" + safe(title.text()) + "</h1>";
        }
        if (block instanceof ReportBlock.Lead lead) {
            return "<p class=\"answer\">" + safe(lead.text()) + "</p>";
        }

        // What stands in every section.
        if (block instanceof ReportBlock.Heading heading) {
            return "<h2>" + safe(heading.text()) + "</h2>";
        }
        if (block instanceof ReportBlock.Paragraph paragraph) {
            return "<p>" + safe(paragraph.text()) + "</p>";
        }
        if (block instanceof ReportBlock.References references) {
            return references.works().stream()
                    .map(work -> "<li class=\"soft\">" + safe(work) + "</li>")
                    .collect(Collectors.joining("\n", "<ul>", "</ul>"));
        }

        // Findings, tables and pictures.
        if (block instanceof ReportBlock.Findings findings) {
            return findings(findings.findings());
        }
        if (block instanceof ReportBlock.Rows rows) {
            return table(rows.caption(), rows.table());
        }
        if (block instanceof ReportBlock.Budgets budgets) {
            return slider(budgets.table());
        }
        return figure(((ReportBlock.Drawn) block).table());
    }

    /** Every forecast was made beforehand: moving the slider computes nothing. */
    private static String slider(TextTable table) {
        List<List<String>> rows = table.rows();
        int last = rows.size() - 1;
        String json = Json.text(rows.subList(1, rows.size())).replace("<", "\\u003c");
        return """
               <div class="slider"><h3><label for="knob">Another budget</label></h3>
               <input type="range" id="knob" min="0" max="%d" value="%d">
               <div class="ends soft" aria-hidden="true"><span>%s</span><span>%s</span></div>
               <div id="at" aria-live="polite">%s</div></div>
               <script type="application/json" id="path">%s</script>
               <script>%s</script>"""
                .formatted(
                        last - 1,
                        last - 1,
                        safe(rows.get(1).get(0) + " " + rows.get(0).get(0)),
                        safe(rows.get(last).get(0) + " " + rows.get(0).get(0)),
                        chosen(rows.get(0), rows.get(last)),
                        json,
                        SLIDER);
    }

    /** One plan, a number to a line: it fits a phone. */
    private static String chosen(List<String> names, List<String> numbers) {
        StringBuilder lines =
                new StringBuilder("<table><caption>Plan at the chosen budget</caption>");
        for (int i = 0; i < names.size(); i++) {
            lines.append("<tr><th scope=\"row\">")
                    .append(safe(names.get(i)))
                    .append("</th><td>")
                    .append(safe(numbers.get(i)))
                    .append("</td></tr>");
        }
        return lines.append("</table>").toString();
    }

    private static String figure(PlotTable table) {
        String told =
                table.title() + ": " + table.y().name() + " against " + table.x().name() + ".";
        String svg =
                Picture.of(table)
                        .svg()
                        .replaceFirst(
                                "<svg ", "<svg role=\"img\" aria-label=\"" + safe(told) + "\" ");

        // The picture has its own title; below it stands what that cannot say.
        String legend = legend(table);
        String below = legend.isEmpty() ? "" : "<figcaption>" + safe(legend) + "</figcaption>";
        return "<figure>" + region(table.title()) + svg + "</div>" + below + "</figure>";
    }

    private static String legend(PlotTable table) {
        boolean dashed =
                table.rows().stream().anyMatch(row -> row.mark() == PlotTable.Mark.EXTRAPOLATED);
        boolean banded = table.rows().stream().anyMatch(row -> row.interval().isPresent());
        return (dashed ? "Dashes lie beyond the runs. " : "")
                + (banded ? "Bands are intervals." : "");
    }

    /** What is wider than a phone scrolls by itself, by keyboard too. */
    private static String region(String name) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
                + safe(name)
                + "\">";
    }

    private static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "<p>None.</p>";
        }
        return findings.stream()
                .map(ReportPage::finding)
                .collect(Collectors.joining("\n", "<ul>", "</ul>"));
    }

    private static String finding(Finding finding) {
        String meaning =
                CheckName.find(finding.check())
                        .map(name -> " <span class=\"soft\">(" + safe(name.meaning()) + ")</span>")
                        .orElse("");
        return String.format(
                Locale.ROOT,
                "<li><span class=\"kind %s\">%s %s</span>: %s%s</li>",
                finding.severity(),
                finding.severity(),
                safe(finding.check()),
                safe(finding.message()),
                meaning);
    }

    private static String table(String caption, TextTable table) {
        List<List<String>> rows = table.rows();
        boolean words = rows.stream().flatMap(List::stream).anyMatch(cell -> cell.length() > WORDS);
        boolean[] numbers = numbers(rows);
        String body =
                rows.stream()
                        .skip(1)
                        .map(row -> row(row, "td", numbers))
                        .collect(Collectors.joining("\n"));
        return region(caption)
                + "<table class=\""
                + (words ? "words" : "numbers")
                + "\"><caption>"
                + safe(caption)
                + "</caption><thead>"
                + row(rows.get(0), "th", numbers)
                + "</thead><tbody>\n"
                + body
                + "</tbody></table></div>";
    }

    /** Which columns hold nothing but numbers. */
    private static boolean[] numbers(List<List<String>> rows) {
        boolean[] numbers = new boolean[rows.get(0).size()];
        for (int column = 0; column < numbers.length; column++) {
            int place = column;
            numbers[column] =
                    rows.stream()
                            .skip(1)
                            .map(row -> row.get(place))
                            .allMatch(cell -> NUMBER.matcher(cell).matches());
        }
        return numbers;
    }

    private static String row(List<String> cells, String kind, boolean[] numbers) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            // An empty head names nothing.
            String cell = cells.get(column);
            boolean head = kind.equals("th") && !cell.isBlank();
            row.append(head ? "<th scope=\"col\"" : "<td")
                    .append(numbers[column] ? " class=\"number\">" : ">")
                    .append(safe(cell))
                    .append(head ? "</th>" : "</td>");
        }
        return row.append("</tr>").toString();
    }

    /** Text that a page shows and never runs. */
    private static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
