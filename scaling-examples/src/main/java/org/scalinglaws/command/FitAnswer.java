package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Covariance;

/** What the command {@code fit} answers: a fit, plans and predictions, for people or as JSON. */
record FitAnswer<L extends LossLaw>(
        Fit<L> fit,
        List<Plan> plans,
        List<Recipe> recipes,
        List<Double> losses,
        FitDoubt<L> intervals,
        @Nullable EnsembleAnswer<L> doubt) {

    void print(PrintWriter out) {
        out.println(doubt == null ? Report.summary(fit, intervals.level()) : doubt.summary());
        printRestrictions(out);
        if (!plans.isEmpty()) {
            out.println();
            List<Plan> unsaid = plans.stream().map(plan -> unsaid(plan, fit)).toList();
            out.println(intervals.plans(unsaid));
        }

        // Each prediction with its unit, and what speaks against it below.
        String column = fit.problem().runs().lossColumn();
        LossUnit spoken = lossUnit();
        String unit = column.equals("loss") || !spoken.equals(LossUnit.NATS) ? " " + spoken : "";
        for (int i = 0; i < losses.size(); i++) {
            out.println();
            String beside = intervals.beside(recipes.get(i));
            out.printf(
                    "  %s: %s %.5g%s%s%n",
                    recipes.get(i), column, spoken.of(losses.get(i)), unit, beside);
            Finding.lines(intervals.against(recipes.get(i)))
                    .forEach(line -> out.println("  " + line));
        }
        if (!plans.isEmpty() || !recipes.isEmpty()) {
            out.println();
            out.println("  " + intervals.form().text());
        }
        if (doubt != null && !doubt.saved().isEmpty()) {
            out.println();
            out.println(doubt.saved());
        }
    }

    /** What people speak of in the file; JSON stays in nats. */
    private LossUnit lossUnit() {
        return fit.problem().runs().lossUnit();
    }

    /** A plan without the findings that the summary of its fit has told already. */
    static Plan unsaid(Plan plan, Fit<?> fit) {
        List<Finding> own =
                plan.findings().stream()
                        .filter(finding -> !fit.caveats().contains(finding))
                        .toList();
        return new Plan(plan.recipe(), plan.loss(), own);
    }

    private void printRestrictions(PrintWriter out) {
        Restrictions held = fit.problem().restrictions();
        StringJoiner fixed = new StringJoiner(", ");
        held.fixed().forEach((name, value) -> fixed.add(name + " = " + Decimal.format(value)));
        StringJoiner tied = new StringJoiner(", ");
        held.tied().forEach((follower, leader) -> tied.add(follower + " = " + leader));
        TextTable table = TextTable.of("  %-14s %s");
        table = fixed.length() > 0 ? table.row("fixed", fixed) : table;
        table = tied.length() > 0 ? table.row("tied", tied) : table;
        if (fixed.length() + tied.length() > 0) {
            out.println();
            out.println(table);
        }
    }

    /** The same for another form than text: a table for each part. */
    List<TextTable> tables(boolean residuals) {
        double level = intervals.level();
        List<TextTable> tables =
                new ArrayList<>(
                        doubt == null
                                ? Report.tables(fit, level)
                                : Report.tables(fit, doubt.ensemble(), level));
        if (!plans.isEmpty()) {
            List<Plan> unsaid = plans.stream().map(plan -> unsaid(plan, fit)).toList();
            tables.addAll(intervals.tables(unsaid));
        }
        if (!recipes.isEmpty()) {
            tables.add(intervals.predictions(recipes));
        }
        if (!plans.isEmpty() || !recipes.isEmpty()) {
            tables.add(intervals.source());
        }
        if (residuals) {
            tables.add(Report.residuals(fit));
        }
        return tables;
    }

    /** The form of a saved fit, and what was asked of it. */
    Map<String, @Nullable Object> json(boolean residuals) {
        double level = intervals.level();
        JsonObject document =
                doubt == null ? Report.json(fit, level) : Report.json(fit, doubt.ensemble(), level);
        Map<String, @Nullable Object> answer = Json.members(document);
        String column = fit.problem().runs().lossColumn();
        if (!lossUnit().equals(LossUnit.NATS)) {
            answer.put("readInLossUnit", lossUnit().text());
        }
        answer.put("standardErrors", Json.numbers(Covariance.of(fit).standardErrors()));

        // What was asked of the law, and how sure that is.
        answer.put("plans", plans.stream().map(Plan.json()::write).toList());
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            predictions.add(Json.prediction(recipes.get(i), column, losses.get(i)));
        }
        answer.put("predictions", predictions);
        if (doubt != null) {
            answer.put("bootstrap", doubt.bootstrapJson());
        }
        Map<String, @Nullable Object> ends = Json.members(document.find("intervals").orElseThrow());
        ends.putAll(intervals.json(plans, recipes));
        answer.put("intervals", ends);
        if (!plans.isEmpty() || !recipes.isEmpty()) {
            answer.put("formDoubt", intervals.form().forecaster().isPresent());
            answer.put("intervalsAbout", intervals.form().text());
        }
        answer.put("findings", findingsJson());
        if (residuals) {
            answer.put("leverages", Leverage.of(fit));
        }
        return answer;
    }

    /** A reader of the fit passes over what is about something else. */
    private List<JsonValue> findingsJson() {
        Map<Finding, String> others = new LinkedHashMap<>();
        if (doubt != null) {
            doubt.findings().forEach(finding -> others.putIfAbsent(finding, "ensemble"));
        }
        plans.forEach(
                plan -> plan.findings().forEach(finding -> others.putIfAbsent(finding, "plan")));
        findings().forEach(finding -> others.putIfAbsent(finding, "prediction"));
        return findings().stream()
                .map(
                        finding -> {
                            Map<String, @Nullable Object> json =
                                    Json.members(Finding.json().write(finding));
                            if (!fit.caveats().contains(finding)) {
                                json.put("about", others.get(finding));
                            }
                            return Json.value(json);
                        })
                .toList();
    }

    /** What to know before believing it, of the fit, its plans and its predictions. */
    List<Finding> findings() {
        return Stream.of(
                        fit.caveats().stream(),
                        doubt == null ? Stream.<Finding>empty() : doubt.findings().stream(),
                        plans.stream().flatMap(plan -> plan.findings().stream()),
                        recipes.stream().flatMap(recipe -> intervals.against(recipe).stream()))
                .flatMap(stream -> stream)
                .distinct()
                .toList();
    }
}
