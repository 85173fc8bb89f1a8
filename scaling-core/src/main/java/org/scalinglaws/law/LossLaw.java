package org.scalinglaws.law;

import org.scalinglaws.recipe.Recipe;

/** A loss for every recipe. Open: your own law is one lambda. */
@FunctionalInterface
public interface LossLaw {
    /**
     * The loss that the law expects.
     *
     * @param recipe what is trained
     * @return nats per token
     * @throws IllegalArgumentException when the recipe lacks a factor that the law reads
     */
    double loss(Recipe recipe);
}
