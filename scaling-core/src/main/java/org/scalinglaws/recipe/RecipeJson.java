package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.quantity.Counting;

/** A recipe as JSON: its numbers by name, and how it counts parameters. */
final class RecipeJson implements JsonForm<Recipe> {
    static final RecipeJson FORM = new RecipeJson();

    private static final int VERSION = 1;

    private RecipeJson() {}

    @Override
    public JsonValue write(Recipe recipe) {
        requireNonNull(recipe, "thing");
        Map<String, Double> values = new LinkedHashMap<>();
        recipe.factors().forEach(factor -> values.put(factor.name(), recipe.value(factor)));
        return JsonMembers.of("recipe", VERSION)
                .with("counting", recipe.counting().name())
                .with("values", values, JsonMembers::number)
                .object();
    }

    @Override
    public Recipe read(JsonPlace json) {
        requireNonNull(json, "json");
        json.require("recipe", VERSION);
        Map<Factor, Double> values = new LinkedHashMap<>();
        json.get("values")
                .members()
                .forEach((name, value) -> values.put(Factor.named(name), value.number()));
        return Recipe.of(values).countedAs(json.get("counting").constant(Counting.class));
    }
}
