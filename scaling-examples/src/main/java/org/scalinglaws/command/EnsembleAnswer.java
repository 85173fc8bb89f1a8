package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Spread;

/** What an ensemble adds to the answer of the command {@code fit}. */
record EnsembleAnswer<L extends LossLaw>(
        Fit<L> fit,
        Ensemble<L> ensemble,
        String method,
        double level,
        double seconds,
        @Nullable Path file) {
    String summary() {
        return Report.summary(fit, ensemble, level);
    }

    List<Finding> findings() {
        return ensemble.findings(fit);
    }

    String plans(List<Plan> plans) {
        return Report.plans(plans, ensemble, level, ComputeOptimal::of);
    }

    /** What follows a predicted loss in its line. */
    String beside(Recipe recipe) {
        return String.format(
                Locale.ROOT,
                ", %s %s; a new run %s",
                Digits.level(level),
                text(mean(recipe)),
                text(newRun(recipe)));
    }

    /** Where the laws are; nothing when they were not written. */
    String saved() {
        return file == null
                ? ""
                : String.format("wrote %d laws to %s", ensemble.replicates().size(), file);
    }

    private Optional<Interval> mean(Recipe recipe) {
        return ensemble.find(level, law -> law.loss(recipe));
    }

    private Optional<Interval> newRun(Recipe recipe) {
        return Intervals.existing(() -> ensemble.newRunInterval(level, recipe, fit));
    }

    private static String text(Optional<Interval> interval) {
        return interval.map(
                        found ->
                                String.format(
                                        Locale.ROOT, "[%.5g, %.5g]", found.lower(), found.upper()))
                .orElse("-");
    }

    Map<String, Object> bootstrapJson() {
        Map<String, @Nullable Double> errors = new LinkedHashMap<>();
        eachNumber((name, number) -> errors.put(name, error(number)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", method);
        json.put("replicates", ensemble.requested());
        json.put("failed", ensemble.failures().size());
        json.put("otherBasin", ensemble.otherBasins());
        json.put("seconds", seconds);
        json.put("standardErrors", errors);
        return json;
    }

    /** As elsewhere, what has no error, because it is fixed, has null. */
    private @Nullable Double error(ToDoubleFunction<L> number) {
        double error = ensemble.standardError(number);
        return error > 0 ? Json.number(error) : null;
    }

    Map<String, Object> intervalsJson(List<Plan> plans, List<Recipe> recipes) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        eachNumber((name, number) -> parameters.put(name, ends(ensemble.find(level, number))));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", level);
        json.put("parameters", parameters);
        json.put("plans", plans.stream().map(this::planJson).toList());
        json.put("predictions", recipes.stream().map(this::predictionJson).toList());
        return json;
    }

    private Map<String, Object> planJson(Plan plan) {
        Spread<Plan> others = ensemble.map(law -> ComputeOptimal.of(law).plan(plan.compute()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flops", plan.compute().flops());
        json.put("params", ends(others.find(level, other -> other.model().parameters())));
        json.put("tokens", ends(others.find(level, other -> other.tokens().count())));
        json.put("loss", ends(others.find(level, other -> other.loss().nats())));
        return json;
    }

    private Map<String, Object> predictionJson(Recipe recipe) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loss", ends(mean(recipe)));
        json.put("newRun", ends(newRun(recipe)));
        return json;
    }

    /** The parameters of the law, then the numbers derived from them. */
    private void eachNumber(BiConsumer<String, ToDoubleFunction<L>> reader) {
        LawFamily<L> family = fit.problem().family();
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            int own = place++;
            reader.accept(parameter.name(), law -> family.values(law)[own]);
        }
        family.derived().forEach(reader);
    }

    /** Two numbers; null for an end that has no limit. */
    private static List<@Nullable Double> ends(Optional<Interval> interval) {
        return interval.map(
                        found ->
                                Arrays.asList(
                                        Json.number(found.lower()), Json.number(found.upper())))
                .orElseGet(() -> Arrays.asList(null, null));
    }
}
