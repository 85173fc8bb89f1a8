package org.scalinglaws.command;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecaster;
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
 * How far off each number of the command {@code fit} could be.
 *
 * @param fit the fit
 * @param ofPlan intervals of any number of a plan
 * @param mean where the law lies at a recipe
 * @param newRun where one run of a recipe would be measured
 * @param level of all intervals
 * @param form the doubt about the form of the law, if the intervals have it in them
 */
record FitDoubt<L extends LossLaw>(
        Fit<L> fit,
        Function<Plan, Intervals<Plan>> ofPlan,
        Function<Recipe, Optional<Interval>> mean,
        Function<Recipe, Optional<Interval>> newRun,
        double level,
        FormDoubt form) {

    /** By all forms that the runs can carry, else by the curvature at the optimum of this one. */
    static <L extends LossLaw> FitDoubt<L> of(Fit<L> fit, FormDoubt form, double level) {
        if (form.forecaster().isPresent()) {
            Forecaster forecaster = form.forecaster().get().withLevel(level);
            return new FitDoubt<>(
                    fit,
                    plan -> forecaster.plans(plan.compute()),
                    recipe -> Intervals.existing(() -> forecaster.at(recipe).mean()),
                    recipe -> Intervals.existing(() -> forecaster.at(recipe).newRun()),
                    level,
                    form);
        }
        Covariance<L> errors = Covariance.of(fit);
        return of(
                fit,
                errors,
                recipe -> Intervals.existing(() -> errors.newRunInterval(level, recipe)),
                level,
                form);
    }

    /** By the laws that other runs would have led to. */
    static <L extends LossLaw> FitDoubt<L> of(Fit<L> fit, Ensemble<L> ensemble, double level) {
        return of(
                fit,
                ensemble,
                recipe -> Intervals.existing(() -> ensemble.newRunInterval(level, recipe, fit)),
                level,
                FormDoubt.BOOTSTRAPPED);
    }

    private static <L extends LossLaw> FitDoubt<L> of(
            Fit<L> fit,
            Intervals<L> laws,
            Function<Recipe, Optional<Interval>> newRun,
            double level,
            FormDoubt form) {
        return new FitDoubt<>(
                fit,
                plan -> laws.map(law -> ComputeOptimal.of(law).plan(plan.compute())),
                recipe -> laws.find(level, law -> law.loss(recipe)),
                newRun,
                level,
                form);
    }

    /** A plan with what the other forms say against it. */
    Plan held(Plan plan) {
        return form.held(plan, level);
    }

    /** What speaks against a prediction: how far it is, and what the other forms say. */
    List<Finding> against(Recipe recipe) {
        return Stream.of(fit.scope().findings(recipe), form.against(recipe, level))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    String plans(List<Plan> plans) {
        return Report.plans(plans, ofPlan, level, lossUnit());
    }

    List<TextTable> tables(List<Plan> plans) {
        return Report.tables(plans, ofPlan, level, lossUnit());
    }

    /** Whose intervals they are, as a table. */
    TextTable source() {
        return TextTable.of("  %s").row("intervals").row(form.text());
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
                            text(mean.apply(recipe)),
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
                text(mean.apply(recipe)),
                text(newRun.apply(recipe)));
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
        Intervals<Plan> others = ofPlan.apply(plan);
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
        json.put("loss", Json.ends(mean.apply(recipe)));
        json.put("newRun", Json.ends(newRun.apply(recipe)));
        return json;
    }
}
