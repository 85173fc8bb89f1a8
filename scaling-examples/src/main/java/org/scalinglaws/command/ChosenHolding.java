package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import picocli.CommandLine.Option;

/** The option that gives a plan the factors which are the same at every size. */
final class ChosenHolding {
    @Option(
            names = "--holding",
            paramLabel = "FACTOR=VALUE",
            description =
                    "For plans: a further number that the law reads, the same at every size, such"
                            + " as unique_tokens=2.5e10. May be given again.")
    private List<String> held = new ArrayList<>();

    /** The same law at these factors. */
    LossSurface on(LossSurface surface) {
        LossSurface changed = surface;
        for (Map.Entry<Factor, Double> given : values().entrySet()) {
            changed = changed.holding(given.getKey(), given.getValue());
        }
        return changed;
    }

    /** The same recipe with these factors. */
    Recipe on(Recipe recipe) {
        Recipe changed = recipe;
        for (Map.Entry<Factor, Double> given : values().entrySet()) {
            changed = changed.with(given.getKey(), given.getValue());
        }
        return changed;
    }

    /** Complains of what cannot be read. */
    void check() {
        values();
    }

    private Map<Factor, Double> values() {
        Map<Factor, Double> values = new LinkedHashMap<>();
        Assignment.parseAll("--holding", "FACTOR=VALUE", held, Decimal::parse)
                .forEach((name, value) -> values.put(Factor.alias(name), value));
        return values;
    }
}
