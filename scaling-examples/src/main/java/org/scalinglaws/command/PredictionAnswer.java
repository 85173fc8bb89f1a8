package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.published.Prediction;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Site;

/**
 * What one published law says of a recipe, in its own unit and by its own count of parameters, and
 * what the training costs where that was asked for.
 */
record PredictionAnswer(
        PublishedLaw<?> law, Recipe recipe, Prediction prediction, Optional<Site> site) {
    static PredictionAnswer of(PublishedLaw<?> law, Recipe asked, Optional<Site> site) {
        Recipe recipe = asked.countedAs(law.counting());
        for (Factor factor : law.factors()) {
            if (!recipe.has(factor)) {
                StringJoiner needed = new StringJoiner(", ");
                law.factors().forEach(each -> needed.add(each.name()));
                throw new IllegalArgumentException(
                        String.format(
                                "law '%s' reads %s, and --at gives no %s",
                                law.name(), needed, factor.name()));
            }
        }
        if (site.isPresent() && !isTrained(recipe)) {
            throw new IllegalArgumentException("--cluster needs params and tokens in --at");
        }
        return new PredictionAnswer(law, recipe, law.predict(recipe), site);
    }

    private static boolean isTrained(Recipe recipe) {
        return recipe.has(Factor.PARAMETERS) && recipe.has(Factor.TOKENS);
    }

    /** By the rule of the law's paper, unless the recipe says it. */
    private Compute compute() {
        return recipe.factors().contains(Factor.FLOPS)
                ? recipe.compute()
                : Compute.flops(law.computeRule().trainingFlops(recipe) * recipe.tokens().count());
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(law.name() + " at " + recipe.countedAs(Counting.TOTAL));
        lines.add(
                String.format(
                        Locale.ROOT, "  loss      %.6g %s", prediction.loss(), prediction.unit()));
        lines.add("  counting  " + counting());
        lines.add("  FLOP rule " + law.provenance().flopRule());
        if (isTrained(recipe)) {
            lines.add("  compute   " + Digits.four(compute().flops()) + " FLOP");
        }
        site.ifPresent(place -> lines.add("  on " + place.cluster() + ": " + cost(place)));
        Finding.lines(prediction.findings()).forEach(line -> lines.add("  " + line));
        return lines.toString();
    }

    private String cost(Site place) {
        Compute work = compute();
        StringJoiner parts = new StringJoiner(", ");
        parts.add(String.format(Locale.ROOT, "%.4g days", place.cluster().days(work)));
        boolean powered = place.cluster().accelerator().watts().isPresent();
        double energy =
                powered ? place.prices().energyKilowattHours(place.cluster(), work) : Double.NaN;
        parts.add(SiteText.energy(place, energy));
        return parts.add(place.prices().text(place.prices().money(place.cluster(), work)))
                .toString();
    }

    private String counting() {
        return recipe.has(Factor.PARAMETERS)
                ? "params are " + law.counting() + " parameters"
                : law.counting() + " parameters";
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> at = new LinkedHashMap<>();
        recipe.factors().forEach(factor -> at.put(factor.name(), recipe.value(factor)));
        json.put("law", law.name());
        json.put("at", at);
        json.put("loss", prediction.loss());
        json.put("lossUnit", prediction.unit());
        json.put("counting", law.counting().toString());
        json.put("flopRule", law.provenance().flopRule());
        if (isTrained(recipe)) {
            json.put("flops", compute().flops());
        }
        site.ifPresent(place -> json.putAll(costs(place)));
        json.put("findings", Json.findings(prediction.findings()));
        return json;
    }

    private Map<String, Object> costs(Site place) {
        Compute work = compute();
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("days", place.cluster().days(work));
        costs.put("money", place.prices().money(place.cluster(), work));
        SiteText.currency(place).ifPresent(name -> costs.put("currency", name));
        if (place.cluster().accelerator().watts().isPresent()) {
            costs.put("energyKWh", place.prices().energyKilowattHours(place.cluster(), work));
        }
        return costs;
    }
}
