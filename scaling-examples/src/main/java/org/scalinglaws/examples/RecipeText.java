package org.scalinglaws.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Recipes as options take them: {@code params=7e10,tokens=1.4T}. */
final class RecipeText {
    private RecipeText() {}

    static Recipe parse(String option, String text) {
        Map<Factor, Double> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            Assignment sides = Assignment.parse(option, part);
            values.put(Factor.named(sides.name()), Decimal.parse(sides.name(), sides.value()));
        }
        return Recipe.of(values);
    }
}
