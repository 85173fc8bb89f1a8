package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off each number of the command {@code fit} could be: by the errors of the fit, unless it was
 * bootstrapped.
 *
 * @param fit the fit
 * @param intervals of any number read off its law
 * @param newRun where one run of a recipe would be measured
 * @param level of all intervals
 */
record FitDoubt<L extends LossLaw>(
        Fit<L> fit,
        Intervals<L> intervals,
        Function<Recipe, Optional<Interval>> newRun,
        double level) {

    /** By the curvature at the optimum, as the table of parameters has it. */
    static <L extends LossLaw> FitDoubt<L> of(Fit<L> fit, double level) {
        Covariance<L> errors = Covariance.of(fit);
        return new FitDoubt<>(
                fit,
                errors,
                recipe -> Intervals.existing(() -> errors.newRunInterval(level, recipe)),
                level);
    }

    /** By the laws that other runs would have led to. */
    static <L extends LossLaw> FitDoubt<L> of(Fit<L> fit, Ensemble<L> ensemble, double level) {
        return new FitDoubt<>(
                fit,
                ensemble,
                recipe -> Intervals.existing(() -> ensemble.newRunInterval(level, recipe, fit)),
                level);
    }

    String plans(List<Plan> plans) {
        return Report.plans(plans, intervals, level, ComputeOptimal::of, lossUnit());
    }

    List<TextTable> tables(List<Plan> plans) {
        return Report.tables(plans, intervals, level, ComputeOptimal::of, lossUnit());
    }

    /** A row for each recipe: what is foretold, and where its mean and one more run would lie. */
    TextTable predictions(List<Recipe> recipes) {
        TextTable table =
                TextTable.of("  %s %s %s %s")
                        .row(
                                "recipe",
                                fit.problem().runs().lossColumn(),
                                Digits.level(level) + " interval",
                                "a new run");
        for (Recipe recipe : recipes) {
            double loss = lossUnit().of(fit.law().loss(recipe));
            table =
                    table.row(
                            recipe,
                            String.format(Locale.ROOT, "%.5g", loss),
                            text(mean(recipe)),
                            text(newRun.apply(recipe)));
        }
        return table;
    }

    /** What follows a predicted loss in its line. */
    String beside(Recipe recipe) {
        return String.format(
                Locale.ROOT,
                ", %s %s; a new run %s",
                Digits.level(level),
                text(mean(recipe)),
                text(newRun.apply(recipe)));
    }

    private Optional<Interval> mean(Recipe recipe) {
        return intervals.find(level, law -> law.loss(recipe));
    }

    /** What people speak of in the file; JSON stays in nats. */
    private LossUnit lossUnit() {
        return fit.problem().runs().lossUnit();
    }

    private String text(Optional<Interval> interval) {
        LossUnit unit = lossUnit();
        return interval.map(
                        found ->
                                String.format(
                                        Locale.ROOT,
                                        "[%.5g, %.5g]",
                                        unit.of(found.lower()),
                                        unit.of(found.upper())))
                .orElse("-");
    }

    /** The intervals of what was asked of the law. */
    Map<String, Object> json(List<Plan> plans, List<Recipe> recipes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("plans", plans.stream().map(this::planJson).toList());
        json.put("predictions", recipes.stream().map(this::predictionJson).toList());
        return json;
    }

    private Map<String, Object> planJson(Plan plan) {
        Intervals<Plan> others = intervals.map(law -> ComputeOptimal.of(law).plan(plan.compute()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flops", plan.compute().flops());
        json.put(
                "params",
                Json.ends(others.findPositive(level, other -> other.model().parameters())));
        json.put("tokens", Json.ends(others.findPositive(level, other -> other.tokens().count())));
        json.put("loss", Json.ends(others.find(level, other -> other.loss().nats())));
        return json;
    }

    private Map<String, Object> predictionJson(Recipe recipe) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loss", Json.ends(mean(recipe)));
        json.put("newRun", Json.ends(newRun.apply(recipe)));
        return json;
    }
}
