package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.ChecklistItem;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.FormShare;
import org.scalinglaws.forecast.PlanRange;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.picture.Picture;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.Report;

/**
 * The page of the command {@code report}: one file of HTML with its pictures in it, that loads nothing
 * and holds no clock, path, host or locale.
 *
 * @param fit the law
 * @param forecaster several forms together
 * @param budget what may be spent
 * @param path forecasts up to the budget, the last at it; empty where nothing should be planned
 */
record ReportPage(Fit<?> fit, Forecaster forecaster, Compute budget, List<Forecast> path) {
    /** How a page of this command begins: such a file may be replaced. */
    static final String FIRST_LINE = "<!DOCTYPE html><!-- a report of scaling laws -->";

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1d1d1f; --soft: #55555b; --paper: #ffffff;
              --card: #f5f5f7; --rule: #d2d2d7; --warn: #8a4b00; --bad: #a4161a; --link: #0057a8; }
            @media (prefers-color-scheme: dark) { :root { --ink: #f2f2f4; --soft: #b4b4bb;
              --paper: #161618; --card: #222226; --rule: #45454c; --warn: #ffb454; --bad: #ff8a8a;
              --link: #7ab8ff; } }
            body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--paper);
              color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
            h1 { font-size: 1.7rem; line-height: 1.2; } h2 { margin-top: 2.5rem; font-size: 1.25rem; }
            p.answer { font-size: 1.2rem; padding: 1rem 1.2rem; background: var(--card);
              border-radius: .6rem; }
            .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem;
              font-variant-numeric: tabular-nums; }
            th, td { padding: .3rem .7rem; overflow-wrap: normal; text-align: left; border-bottom: 1px solid var(--rule);
              vertical-align: top; }
            figure { margin: 1.5rem 0; } figure svg { width: 100%; height: auto; border-radius: .6rem; }
            figcaption, .soft { color: var(--soft); font-size: .9rem; }
            li { margin: .5rem 0; } .WARNING { color: var(--warn); } .ERROR { color: var(--bad); }
            .kind { font-weight: 600; } input[type=range] { width: 100%; }
            a { color: var(--link); }
            """;

    private static final String SLIDER =
            """
            const rows = JSON.parse(document.getElementById('path').textContent);
            const knob = document.getElementById('knob');
            const show = () => { for (const [name, text] of Object.entries(rows[knob.value]))
              document.getElementById('at-' + name).textContent = text; };
            knob.addEventListener('input', show); show();
            """;

    static ReportPage of(Fit<?> fit, Forecaster forecaster, Compute budget) {
        List<Forecast> path =
                forecaster.refusal().isPresent()
                        ? List.of()
                        : Plots.path(forecaster, fit.problem().runs(), budget);
        return new ReportPage(fit, forecaster, budget, path);
    }

    private LossUnit unit() {
        return fit.problem().runs().lossUnit();
    }

    private Optional<Forecast> last() {
        return path.isEmpty() ? Optional.empty() : Optional.of(path.get(path.size() - 1));
    }

    /** Two sentences: what to train and what it will reach, or why nothing is said. */
    String answer() {
        Optional<Finding> refusal = forecaster.refusal();
        if (last().isEmpty()) {
            return "No plan by these runs: "
                    + refusal.map(Finding::message).orElse("no form can be fitted")
                    + ".";
        }
        Forecast forecast = last().get();
        Optional<PlanRange> plan = forecast.plan();

        // The plan, then what it will reach.
        return "With "
                + Digits.three(budget.flops())
                + " FLOP train "
                + Digits.three(forecast.recipe().model().parameters())
                + " parameters"
                + between(plan.map(PlanRange::params))
                + " on "
                + Digits.three(forecast.recipe().tokens().count())
                + " tokens"
                + between(plan.map(PlanRange::tokens))
                + ". The loss is forecast as "
                + Digits.four(unit().of(forecast.loss().nats()))
                + " "
                + unit().text()
                + ", one new run between "
                + Digits.four(unit().of(forecast.newRun().lower()))
                + " and "
                + Digits.four(unit().of(forecast.newRun().upper()))
                + " ("
                + Digits.level(forecast.level())
                + " intervals); "
                + (forecast.trusted()
                        ? "nothing found speaks against it."
                        : "see below what speaks against it.");
    }

    private static String between(Optional<Interval> ends) {
        return ends.map(
                        each ->
                                " ("
                                        + Digits.three(each.lower())
                                        + " to "
                                        + Digits.three(each.upper())
                                        + ")")
                .orElse("");
    }

    /** Of the fit and of the forecast at the budget, the gravest first. */
    List<Finding> findings() {
        List<Finding> ofForecast = last().map(Forecast::findings).orElseGet(forecaster::findings);
        return Stream.of(forecaster.refusal().stream(), fit.caveats().stream(), ofForecast.stream())
                .flatMap(each -> each)
                .distinct()
                .sorted((one, other) -> other.severity().compareTo(one.severity()))
                .toList();
    }

    String html() {
        Dataset runs = fit.problem().runs();
        String title = "What to train, from " + runs.size() + " runs of " + runs.name();
        List<String> parts = new ArrayList<>();
        parts.add(FIRST_LINE);
        parts.add("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        parts.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        parts.add("<title>" + safe(title) + "</title><style>");
        parts.add(STYLE + "</style></head><body><main>");
        parts.add("<h1>" + safe(title) + "</h1>");
        parts.add("<p class=\"answer\">" + safe(answer()) + "</p>");

        // What is grave leads; the plan follows only where there is one.
        List<Finding> findings = findings();
        boolean grave = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
        if (grave) {
            parts.add(findings(findings));
        }
        if (!path.isEmpty()) {
            parts.add(plan());
            parts.add(slider());
        }
        parts.add("<h2>Pictures</h2>");
        parts.add(pictures());
        if (!grave) {
            parts.add(findings(findings));
        }
        parts.add(checklist());
        parts.add("<h2>The law</h2>");
        Report.tables(fit, forecaster.level()).stream()
                .limit(2)
                .forEach(each -> parts.add(html(each)));
        parts.add(methods());
        parts.add("<h2>Every run</h2>" + html(Report.residuals(fit)));
        parts.add("</main></body></html>");
        return String.join("\n", parts) + "\n";
    }

    private String plan() {
        TextTable table =
                TextTable.of("  %s %s %s %s %s %s")
                        .row("FLOP", "params N*", "tokens D*", "D*/N*", "loss", "a new run");
        int count = path.size();
        for (int step : new int[] {count / 2, 3 * count / 4, count - 1}) {
            Map<String, String> row = told(path.get(step));
            table = table.row(row.values().toArray());
        }
        return "<h2>Plan</h2>" + html(table);
    }

    private Map<String, String> told(Forecast forecast) {
        Optional<PlanRange> plan = forecast.plan();
        double size = forecast.recipe().model().parameters();
        double tokens = forecast.recipe().tokens().count();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("flops", Digits.three(forecast.recipe().compute().flops()));
        row.put("params", Digits.three(size) + between(plan.map(PlanRange::params)));
        row.put("tokens", Digits.three(tokens) + between(plan.map(PlanRange::tokens)));
        row.put("ratio", Digits.three(tokens / size));
        row.put("loss", Digits.four(unit().of(forecast.loss().nats())));
        row.put(
                "run",
                Digits.four(unit().of(forecast.newRun().lower()))
                        + " to "
                        + Digits.four(unit().of(forecast.newRun().upper())));
        return row;
    }

    /** Every forecast was made beforehand: moving the slider computes nothing. */
    private String slider() {
        String rows = Json.text(path.stream().map(this::told).toList()).replace("<", "\\u003c");
        String cells =
                told(path.get(0)).keySet().stream()
                        .map(name -> "<td id=\"at-" + name + "\"></td>")
                        .collect(Collectors.joining());
        return """
               <h3><label for="knob">Another budget</label></h3>
               <input type="range" id="knob" min="0" max="%d" value="%d">
               <div class="scroll"><table><thead><tr><th>FLOP</th><th>params N*</th><th>tokens D*</th>
               <th>D*/N*</th><th>loss, %s</th><th>a new run</th></tr></thead>
               <tbody><tr>%s</tr></tbody></table></div>
               <script type="application/json" id="path">%s</script>
               <script>%s</script>"""
                .formatted(
                        path.size() - 1, path.size() - 1, safe(unit().text()), cells, rows, SLIDER);
    }

    private String pictures() {
        Dataset runs = fit.problem().runs();
        List<PlotTable> tables = new ArrayList<>();
        if (!path.isEmpty()) {
            tables.add(Plots.loss(runs, path));
            tables.add(Plots.sizes(runs, path));
        }
        tables.add(Plots.budgets(fit));
        tables.add(Plots.residuals(fit, Factor.PARAMETERS));
        tables.add(Plots.residuals(fit, Factor.TOKENS));
        tables.add(Plots.rollOut(forecaster.rollOut()));
        return tables.stream()
                .filter(table -> !table.rows().isEmpty())
                .map(ReportPage::figure)
                .collect(Collectors.joining("\n"));
    }

    private static String figure(PlotTable table) {
        boolean dashed =
                table.rows().stream().anyMatch(row -> row.mark() == PlotTable.Mark.EXTRAPOLATED);
        String more = dashed ? " Dashes lie beyond the runs; bands are intervals." : "";
        String svg =
                Picture.of(table)
                        .svg()
                        .replaceFirst(
                                "<svg ",
                                "<svg role=\"img\" aria-label=\"" + safe(table.title()) + "\" ");
        return "<figure>"
                + svg
                + "<figcaption>"
                + safe(table.title() + "." + more)
                + "</figcaption></figure>";
    }

    private static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "<h2>Findings</h2><p>None.</p>";
        }
        return findings.stream()
                .map(
                        each ->
                                String.format(
                                        Locale.ROOT,
                                        "<li><span class=\"kind %s\">%s %s</span>: %s</li>",
                                        each.severity(),
                                        each.severity(),
                                        safe(each.check()),
                                        safe(each.message())))
                .collect(Collectors.joining("\n", "<h2>Findings</h2><ul>", "</ul>"));
    }

    private String checklist() {
        TextTable table = TextTable.of("  %s %s %s").row("question", "state", "evidence");
        for (ChecklistItem item : forecaster.checklist()) {
            table = table.row(item.question(), item.state(), item.evidence());
        }
        return "<h2>May this forecast be trusted?</h2>" + html(table);
    }

    private String methods() {
        String forms =
                forecaster.forms().stream().map(FormShare::name).collect(Collectors.joining(", "));
        return """
               <h2>Methods</h2>
               <p>The law %s was fitted to %d runs by the objective %s, from many starts, so that no first
               guess is needed. Forecasts mix the forms %s; each was also fitted below cuts of compute, and
               what it missed above them grows into the intervals with distance. Intervals are of %s.</p>
               <p>The runs have the hash %s.</p>
               <p class="soft">J. Hoffmann et al., Training Compute-Optimal Large Language Models,
               arXiv:2203.15556 (2022). T. Besiroglu et al., Chinchilla Scaling: A replication attempt,
               arXiv:2404.10102 (2024).</p>"""
                .formatted(
                        safe(fit.problem().family().formula()),
                        fit.problem().runs().size(),
                        safe(fit.problem().objective().name()),
                        safe(forms),
                        Digits.level(forecaster.level()),
                        safe(hash()));
    }

    /** Of the runs as they were read, so that a reader can tell whether theirs are the same. */
    private String hash() {
        return Json.members(Report.json(fit, forecaster.level())).get("runsHash")
                        instanceof JsonString hash
                ? hash.value()
                : "unknown";
    }

    private static String html(TextTable table) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");
        List<List<String>> rows = table.rows();
        for (int row = 0; row < rows.size(); row++) {
            String cell = row == 0 ? "th" : "td";
            html.append(row == 0 ? "<thead><tr>" : "<tr>");
            for (String text : rows.get(row)) {
                html.append('<').append(cell).append('>').append(safe(text));
                html.append("</").append(cell).append('>');
            }
            html.append(row == 0 ? "</tr></thead><tbody>\n" : "</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** Text that a page shows and never runs. */
    private static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
