package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.ChecklistItem;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.FormShare;
import org.scalinglaws.forecast.PlanRange;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.FitPlots;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What a report says; {@link ReportPage} and {@link ReportMarkdown} write it. It holds no clock, path, host
 * or locale.
 *
 * @param fit the law
 * @param law its numbers and how they were found, with the errors of a bootstrap where one was made
 * @param seed what decided the draws of that bootstrap; empty where nothing was drawn
 * @param forecaster several forms together
 * @param budget what may be spent
 * @param fileHash SHA-256 of the file of runs
 * @param refusal why nothing should be planned, if nothing should
 * @param path forecasts up to the budget, the last at it; empty where nothing should be planned
 */
record ReportContent(
        Fit<?> fit,
        List<TextTable> law,
        Optional<Long> seed,
        Forecaster forecaster,
        Compute budget,
        String fileHash,
        Optional<Finding> refusal,
        List<Forecast> path) {
    private static final List<String> NAMES = List.of("run", "name", "run_name", "run_id", "id");

    private static final List<String> WORKS =
            List.of(
                    "J. Hoffmann et al., Training Compute-Optimal Large Language Models,"
                            + " arXiv:2203.15556 (2022).",
                    "T. Besiroglu et al., Chinchilla Scaling: A replication attempt, arXiv:2404.10102"
                            + " (2024).",
                    "P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical"
                            + " Statistics 35 (1964) 73-101.");

    private static final String BOOTSTRAP =
            "B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, Chapman & Hall (1993).";

    /**
     * What a reader asked.
     *
     * @param budget what may be spent
     * @param fileHash of their file of runs
     * @param despiteErrors whether to plan by a law that an ERROR speaks against
     */
    record Asked(Compute budget, String fileHash, boolean despiteErrors) {}

    static ReportContent of(Fit<?> fit, Forecaster forecaster, Asked asked) {
        List<TextTable> law = Report.tables(fit, forecaster.level());
        return of(fit, law, Optional.empty(), forecaster, asked);
    }

    /** The same with the errors of an ensemble about the fit. */
    static <L extends LossLaw> ReportContent of(
            Fit<L> fit, Ensemble<L> ensemble, long seed, Forecaster forecaster, Asked asked) {
        List<TextTable> law = Report.tables(fit, ensemble, forecaster.level());
        return of(fit, law, Optional.of(seed), forecaster, asked);
    }

    private static ReportContent of(
            Fit<?> fit,
            List<TextTable> law,
            Optional<Long> seed,
            Forecaster forecaster,
            Asked asked) {
        Optional<Finding> refusal =
                asked.despiteErrors ? Optional.empty() : forecaster.refusal().or(() -> error(fit));
        List<Forecast> path =
                refusal.isPresent()
                        ? List.of()
                        : Plots.path(
                                asked.despiteErrors ? forecaster.despiteErrors() : forecaster,
                                fit.problem().runs(),
                                asked.budget);
        return new ReportContent(
                fit, law, seed, forecaster, asked.budget, asked.fileHash, refusal, path);
    }

    private static Optional<Finding> error(Fit<?> fit) {
        return fit.caveats().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst();
    }

    private Dataset runs() {
        return fit.problem().runs();
    }

    private LossUnit unit() {
        return runs().lossUnit();
    }

    private Optional<Forecast> last() {
        return path.isEmpty() ? Optional.empty() : Optional.of(path.get(path.size() - 1));
    }

    /** Two sentences: what to train and what it will reach, or why nothing is said. */
    String answer() {
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
        return Stream.of(refusal.stream(), fit.caveats().stream(), ofForecast.stream())
                .flatMap(each -> each)
                .distinct()
                .sorted((one, other) -> other.severity().compareTo(one.severity()))
                .toList();
    }

    String title() {
        return "What to train, from " + runs().size() + " runs of " + runs().name();
    }

    /** The report in the order in which it is read. */
    List<ReportBlock> blocks() {
        List<ReportBlock> blocks = new ArrayList<>();
        blocks.add(new ReportBlock.Title(title()));
        blocks.add(new ReportBlock.Paragraph(question()));
        blocks.add(new ReportBlock.Lead(answer()));

        // What is grave leads; the plan follows only where there is one.
        List<ReportBlock> found =
                List.of(new ReportBlock.Heading("Findings"), new ReportBlock.Findings(findings()));
        boolean grave = findings().stream().anyMatch(each -> each.severity() == Severity.ERROR);
        if (grave) {
            blocks.addAll(found);
        }
        if (!path.isEmpty()) {
            blocks.add(new ReportBlock.Heading("Plan"));
            blocks.add(new ReportBlock.Rows("Plans at three budgets", plan()));
            blocks.add(new ReportBlock.Budgets(told(path)));
        }
        blocks.add(new ReportBlock.Heading("Pictures"));
        pictures().forEach(table -> blocks.add(new ReportBlock.Drawn(table)));
        if (!grave) {
            blocks.addAll(found);
        }
        blocks.add(new ReportBlock.Heading("May this forecast be trusted?"));
        blocks.add(new ReportBlock.Rows("Questions, how far answered, and by what", checklist()));
        blocks.add(new ReportBlock.Heading("The law"));
        blocks.add(new ReportBlock.Rows("Numbers of the law", law.get(0)));
        blocks.addAll(method());
        blocks.add(new ReportBlock.Heading("Every run"));
        blocks.add(new ReportBlock.Rows("Every run beside the law", residuals()));
        return blocks;
    }

    private String question() {
        return "Asked: what to train with "
                + Digits.three(budget.flops())
                + " FLOP, and what loss it will reach, by a law of params and tokens.";
    }

    private TextTable plan() {
        int end = path.size() - 1;
        return told(
                Stream.of(path.size() / 2, 3 * path.size() / 4, end)
                        .distinct()
                        .map(path::get)
                        .toList());
    }

    private TextTable told(List<Forecast> forecasts) {
        TextTable table =
                TextTable.of("  %s %s %s %s %s %s")
                        .row(
                                "FLOP",
                                "params N*",
                                "tokens D*",
                                "D*/N*",
                                "loss, " + unit().text(),
                                "a new run");

        // Losses in the unit of the file.
        for (Forecast forecast : forecasts) {
            Optional<PlanRange> plan = forecast.plan();
            double size = forecast.recipe().model().parameters();
            double tokens = forecast.recipe().tokens().count();
            table =
                    table.row(
                            Digits.three(forecast.recipe().compute().flops()),
                            Digits.three(size) + between(plan.map(PlanRange::params)),
                            Digits.three(tokens) + between(plan.map(PlanRange::tokens)),
                            Digits.three(tokens / size),
                            Digits.four(unit().of(forecast.loss().nats())),
                            Digits.four(unit().of(forecast.newRun().lower()))
                                    + " to "
                                    + Digits.four(unit().of(forecast.newRun().upper())));
        }
        return table;
    }

    private List<PlotTable> pictures() {
        List<PlotTable> tables = new ArrayList<>();
        if (!path.isEmpty()) {
            tables.add(Plots.loss(runs(), path));
            tables.add(Plots.sizes(runs(), path));
        }
        tables.add(Plots.budgets(fit));
        tables.add(
                FitPlots.contours(
                        fit,
                        last().map(each -> new Plan(each.recipe(), each.loss(), List.of())).stream()
                                .toList()));
        tables.add(Plots.residuals(fit, Factor.PARAMETERS));
        tables.add(Plots.residuals(fit, Factor.TOKENS));
        tables.add(FitPlots.quantiles(fit));
        tables.add(Plots.rollOut(forecaster.rollOut()));
        return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
    }

    private TextTable checklist() {
        TextTable table = TextTable.of("  %s %s %s").row("question", "state", "evidence");
        for (ChecklistItem item : forecaster.checklist()) {
            table = table.row(item.question(), item.state(), item.evidence());
        }
        return table;
    }

    private List<ReportBlock> method() {
        TextTable computed =
                TextTable.of("  %s %s")
                        .row("what", "how")
                        .row("version", Main.VERSION)
                        .row("seed", seed.map(String::valueOf).orElse("nothing was drawn"))
                        .row("file of runs", fileHash)
                        .row("runs as read", runsHash());
        return List.of(
                new ReportBlock.Heading("How it was computed"),
                new ReportBlock.Rows("Objective, range, search and errors", law.get(1)),
                new ReportBlock.Rows("Version, seed and hashes", computed),
                new ReportBlock.Heading("Methods, to paste into a paper"),
                new ReportBlock.Paragraph(sentences()),
                new ReportBlock.References(seed.isPresent() ? with(BOOTSTRAP) : WORKS));
    }

    private static List<String> with(String work) {
        return Stream.concat(WORKS.stream(), Stream.of(work)).toList();
    }

    /** Each work is cited where it is used; that of the bootstrap where there was one. */
    private String sentences() {
        String errors =
                law.get(1).rows().stream()
                        .filter(row -> row.get(0).equals("errors"))
                        .map(row -> row.get(1))
                        .findFirst()
                        .orElse("none");
        String forms =
                forecaster.forms().stream().map(FormShare::name).collect(Collectors.joining(", "));

        // A formula begins with what it gives.
        return ("The law %s (Hoffmann et al. 2022) was fitted to %d runs by the objective %s (Huber"
                        + " 1964; Besiroglu et al. 2024), from many starts, so that no first guess is"
                        + " needed. Errors of its numbers: %s%s. Forecasts mix the forms %s; each was"
                        + " also fitted below cuts of compute, and what it missed above them grows into"
                        + " the intervals with distance. Intervals are of %s.")
                .formatted(
                        fit.problem().family().formula(),
                        runs().size(),
                        fit.problem().objective().name(),
                        errors,
                        seed.isPresent() ? " (Efron and Tibshirani 1993)" : "",
                        forms,
                        Digits.level(forecaster.level()));
    }

    /** Of the runs as they were read, so that a reader can tell whether theirs are the same. */
    private String runsHash() {
        return Json.members(Report.json(fit, forecaster.level())).get("runsHash")
                        instanceof JsonString hash
                ? hash.value()
                : "unknown";
    }

    /** Each run with the name that the table of runs gives it, where there is one. */
    private TextTable residuals() {
        Optional<String> column =
                runs().labels().stream()
                        .filter(label -> NAMES.contains(label.toLowerCase(Locale.ROOT)))
                        .findFirst();
        List<String> names = column.map(runs()::texts).orElseGet(List::of);
        List<List<String>> rows = Report.residuals(fit).rows();
        List<Leverage> places = Leverage.of(fit);
        if (names.isEmpty()) {
            return Report.residuals(fit);
        }

        // The name stands second, beside the place in the file.
        TextTable table = TextTable.of("  %s %s %s %s %s %s %s");
        for (int row = 0; row < rows.size(); row++) {
            List<String> cells = new ArrayList<>(rows.get(row));
            cells.add(
                    1, row == 0 ? column.orElseThrow() : names.get(places.get(row - 1).row() - 1));
            table = table.row(cells.toArray());
        }
        return table;
    }
}
