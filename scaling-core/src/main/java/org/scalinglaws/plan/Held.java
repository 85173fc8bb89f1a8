package org.scalinglaws.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Factors of a law that stay the same along a curve. */
final class Held {
    private Held() {}

    /** A copy in the order given; refuses what no recipe can state. */
    static Map<Factor, Double> copy(Map<Factor, Double> held) {
        Require.noNull("held", held);
        if (held.isEmpty()) {
            return Map.of();
        }
        Recipe.of(held);
        return Collections.unmodifiableMap(new LinkedHashMap<>(held));
    }
}
