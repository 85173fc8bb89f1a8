package org.scalinglaws.examples;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.scalinglaws.published.Prediction;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What one published law says of a recipe, in its own unit and by its own count of parameters. */
record PredictionAnswer(PublishedLaw<?> law, Recipe recipe, Prediction prediction) {
    static PredictionAnswer of(PublishedLaw<?> law, Recipe asked) {
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
        return new PredictionAnswer(law, recipe, law.predict(recipe));
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(law.name() + " at " + recipe.countedAs(Counting.TOTAL));
        lines.add(
                String.format(
                        Locale.ROOT, "  loss      %.6g %s", prediction.loss(), prediction.unit()));
        lines.add("  counting  " + counting());
        lines.add("  FLOP rule " + law.provenance().flopRule());
        prediction.findings().forEach(finding -> lines.add("  " + finding));
        return lines.toString();
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
        json.put("findings", Json.findings(prediction.findings()));
        return json;
    }
}
