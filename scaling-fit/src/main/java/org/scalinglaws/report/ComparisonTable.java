package org.scalinglaws.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What laws say side by side, how far they disagree, and which of them to distrust. */
final class ComparisonTable {
    private static final Pattern LACKING = Pattern.compile("^the recipe .* has no ");

    private final Comparison comparison;
    private final boolean sizes;

    ComparisonTable(Comparison comparison) {
        this.comparison = comparison;
        List<Recipe> recipes = comparison.plans().values().stream().map(Plan::recipe).toList();
        boolean stated =
                recipes.stream()
                        .allMatch(
                                recipe ->
                                        recipe.has(Factor.PARAMETERS) && recipe.has(Factor.TOKENS));
        this.sizes = stated && (recipes.size() == 1 || new HashSet<>(recipes).size() > 1);
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        if (comparison.plans().isEmpty()) {
            lines.add("  no law answers");
        } else {
            addAnswers(lines);
            lines.add("");
            addSpread(lines);
        }

        // What lowers the worth of an answer follows the answers.
        List<String> far = comparison.outOfRange();
        if (!far.isEmpty()) {
            lines.add("  more than half a decade outside their runs: " + String.join(", ", far));
        }
        if (!comparison.silent().isEmpty()) {
            lines.add("");
            lines.add("  silent:");
            reasons()
                    .forEach((why, laws) -> lines.add("  " + why + ": " + String.join(", ", laws)));
        }
        return lines.toString();
    }

    /** The silent laws by their reasons; what a recipe lacks is the same reason at every recipe. */
    private Map<String, List<String>> reasons() {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        comparison
                .silent()
                .forEach(
                        (name, reason) -> {
                            String why = LACKING.matcher(reason).replaceFirst("it needs ");
                            reasons.computeIfAbsent(why, none -> new ArrayList<>()).add(name);
                        });
        return reasons;
    }

    private void addAnswers(StringJoiner lines) {
        if (!sizes) {
            Recipe recipe = comparison.plans().values().iterator().next().recipe();
            lines.add("  at " + recipe);
            lines.add("");
        }

        // Of a recipe, size and data are the same for all laws and stand above.
        TextTable table =
                TextTable.of(
                                sizes
                                        ? "  %-14s %10s %10s %11s  %-13s  %s"
                                        : "  %-14s %11s  %-13s  %s")
                        .withFirstFitting()
                        .row(
                                cells(
                                        "law",
                                        List.of("params N", "tokens D"),
                                        "loss (nats)",
                                        "counting",
                                        "outside its runs"));
        for (Map.Entry<String, Plan> answer : comparison.plans().entrySet()) {
            Plan plan = answer.getValue();
            table =
                    table.row(
                            cells(
                                    answer.getKey(),
                                    sizes
                                            ? List.of(
                                                    Digits.size(plan.model().parameters()),
                                                    Digits.size(plan.tokens().count()))
                                            : List.of(),
                                    Digits.column(plan.loss().nats()),
                                    counting(plan),
                                    outside(plan)));
        }
        lines.add(table.text());
    }

    private Object[] cells(
            String law, List<String> recipe, String loss, String counting, String outside) {
        List<String> cells = new ArrayList<>(List.of(law));
        if (sizes) {
            cells.addAll(recipe);
        }
        cells.addAll(List.of(loss, counting, outside));
        return cells.toArray();
    }

    /** The rule by which the law counts: a recipe that counts by another has a finding. */
    private String counting(Plan plan) {
        boolean other =
                plan.findings().stream().anyMatch(finding -> finding.check().equals("counting"));
        return other ? "another rule" : plan.recipe().counting().toString();
    }

    private static String outside(Plan plan) {
        Optional<Severity> worst =
                plan.findings().stream()
                        .filter(finding -> finding.check().equals("extrapolation"))
                        .map(Finding::severity)
                        .max(Severity::compareTo);
        return worst.map(
                        severity ->
                                switch (severity) {
                                    case NOTE -> "up to 0.5 decades";
                                    case WARNING, ERROR -> "more than 0.5 decades";
                                })
                .orElse("-");
    }

    private void addSpread(StringJoiner lines) {
        Interval losses = comparison.losses();
        lines.add(
                "  losses from "
                        + Digits.column(losses.lower())
                        + " to "
                        + Digits.column(losses.upper())
                        + " nats; corpora and tokenizers differ, and losses with them");
        if (sizes) {
            Interval models = comparison.parameters();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  model sizes from %s to %s, %.3g times as many parameters",
                            Digits.size(models.lower()),
                            Digits.size(models.upper()),
                            models.upper() / models.lower()));
        }
    }
}
