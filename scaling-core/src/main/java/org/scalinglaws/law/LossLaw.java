package org.scalinglaws.law;

import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Recipe;

/** A loss for every recipe. Open: your own law is one lambda. */
@FunctionalInterface
public interface LossLaw {
    /**
     * The loss that the law expects.
     *
     * @param recipe what is trained
     * @return nats per token; infinite or NaN where numbers of the law are beyond what can be reckoned
     *     with
     * @throws IllegalArgumentException when the recipe lacks a factor that the law reads
     */
    double loss(Recipe recipe);

    /**
     * The loss that the law expects of a model of some size on some tokens: {@code law.loss(7e9,
     * 1.4e12)}.
     *
     * @param parameters N, counted as the law counts it
     * @param tokens D
     * @return nats per token
     * @throws IllegalArgumentException when the law reads more than N, D and 6ND, or unless both are
     *     positive and finite
     */
    default double loss(double parameters, double tokens) {
        return loss(Recipe.of(parameters, tokens));
    }

    /**
     * How the law counts training compute; planners take it unasked.
     *
     * @return 6 N a token, unless the law knows better
     */
    default ComputeRule computeRule() {
        return ComputeRule.SIX_N;
    }

    /**
     * What to know of the form before planning by it, whatever its numbers are.
     *
     * @return findings; none unless the form does not know something that a plan needs
     */
    default List<Finding> caveats() {
        return List.of();
    }
}
