package org.scalinglaws.command;

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
            Factor factor = Factor.alias(sides.name());
            double value = Decimal.parse(sides.name(), sides.value());
            if (values.putIfAbsent(factor, value) != null) {
                throw new IllegalArgumentException(
                        String.format("%s must name %s once, got it twice", option, factor.name()));
            }
        }
        return Recipe.of(values);
    }
}
