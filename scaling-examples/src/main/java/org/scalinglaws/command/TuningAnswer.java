package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.design.RuleOffset;
import org.scalinglaws.design.TunedGroup;
import org.scalinglaws.design.TunedOptimum;
import org.scalinglaws.design.TuningFit;
import org.scalinglaws.design.TuningLaw;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.tuning.TuningComparison;

/**
 * What a sweep of learning rates and batches says.
 *
 * @param fit the optima and their laws
 * @param asked what is to be trained, if anything
 * @param rules what the published rules say of it
 */
record TuningAnswer(TuningFit fit, Optional<Recipe> asked, Optional<TuningComparison> rules) {
    /** Of the sweep, and of what was asked by its laws. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(fit.findings());
        asked.ifPresent(
                recipe ->
                        fit.rate()
                                .or(fit::batch)
                                .ifPresent(law -> findings.addAll(law.findings(recipe))));
        return findings;
    }

    List<TextTable> tables() {
        List<TextTable> tables = own();
        tables.add(fit.rules());
        return ChosenFormat.with(findings(), tables.toArray(TextTable[]::new));
    }

    private List<TextTable> own() {
        List<TextTable> tables = new ArrayList<>(List.of(fit.optima(), fit.laws()));
        asked.ifPresent(
                recipe -> {
                    tables.add(fit.at(recipe));
                    rules.ifPresent(said -> tables.add(fit.beside(recipe, said)));
                });
        return tables;
    }

    String text() {
        String line = System.lineSeparator();
        StringJoiner text = new StringJoiner(line + line);
        own().forEach(table -> text.add(table.text()));
        text.add("  over the sizes and lengths of the sweep" + line + fit.rules().text());
        if (!findings().isEmpty()) {
            StringJoiner told = new StringJoiner(line);
            Finding.lines(findings()).forEach(finding -> told.add("  " + finding));
            text.add(told.toString());
        }
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", fit.level());
        json.put("noise", Optional.ofNullable(Json.number(fit.noise())));
        json.put("groups", fit.groups().stream().map(this::group).toList());
        json.put("learningRate", law(fit.rate(), fit.rateReason()));
        json.put("batch", law(fit.batch(), fit.batchReason()));
        json.put("offsets", fit.offsets().stream().map(TuningAnswer::offset).toList());
        json.put("findings", Json.findings(findings()));
        return json;
    }

    private Map<String, @Nullable Object> group(TunedGroup group) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("params", group.size().parameters());
        json.put("tokens", group.tokens().count());
        json.put("runs", group.runs());
        json.put("learningRate", group.rate().map(TuningAnswer::optimum).orElse(null));
        json.put("batch", group.batch().map(TuningAnswer::optimum).orElse(null));
        json.put("refusal", group.refusal().isEmpty() ? null : group.refusal());
        return json;
    }

    private static Map<String, @Nullable Object> optimum(TunedOptimum best) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("value", best.value());
        json.put("logError", Json.number(best.error()));
        json.put("interval", Json.ends(Optional.of(best.interval())));
        json.put("tried", Json.ends(Optional.of(best.tried())));
        return json;
    }

    private Map<String, @Nullable Object> law(Optional<TuningLaw> law, String reason) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        law.ifPresent(
                known -> {
                    for (Factor factor : known.factors()) {
                        Map<String, @Nullable Object> exponent = new LinkedHashMap<>();
                        exponent.put("estimate", known.exponent(factor));
                        exponent.put(
                                "interval", Json.ends(Optional.of(known.exponentInterval(factor))));
                        json.put(factor.name(), exponent);
                    }
                    json.put("scatter", known.scatter());
                    json.put("degreesOfFreedom", known.degreesOfFreedom());
                    asked.ifPresent(recipe -> json.put("asked", asked(known, recipe)));
                });
        json.put("reason", reason.isEmpty() ? null : reason);
        return json;
    }

    private static Map<String, @Nullable Object> asked(TuningLaw law, Recipe recipe) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("value", law.at(recipe));
        json.put("interval", Json.ends(Optional.of(law.interval(recipe))));
        json.put("newSweep", Json.ends(Optional.of(law.newSweep(recipe))));
        return json;
    }

    private static Map<String, @Nullable Object> offset(RuleOffset each) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rule", each.rule());
        json.put("rate", number(each.rate()));
        json.put("rateFactor", number(each.rateFactor()));
        json.put("batch", number(each.batch()));
        json.put("batchFactor", number(each.batchFactor()));
        json.put("rise", number(each.rise()));
        json.put("outside", each.outside());
        json.put("groups", each.groups());
        return json;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
