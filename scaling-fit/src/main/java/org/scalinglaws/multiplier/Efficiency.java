package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

/**
 * What a recipe is worth by one law of all recipes, which share exponents and floor.
 *
 * @param recipe its name
 * @param params how many parameters of the reference one of its parameters is worth
 * @param tokens how many tokens of the reference one of its tokens is worth
 * @param compute how many times the compute the reference needs for the same loss
 */
public record Efficiency(String recipe, Worth params, Worth tokens, Worth compute) {
    /** Refuses null. */
    public Efficiency {
        requireNonNull(recipe, "recipe");
        requireNonNull(params, "params");
        requireNonNull(tokens, "tokens");
        requireNonNull(compute, "compute");
    }
}
