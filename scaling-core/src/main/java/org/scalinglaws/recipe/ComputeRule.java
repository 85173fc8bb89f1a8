package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Decimal;

/**
 * How the training compute of a law is counted: what one token costs. A mixture of experts may count
 * every expert in N, though a token passes through few of them; then 6 N is not what a token costs.
 *
 * @param formula the rule in words, such as {@code C = 6 (1 - sparsity) N D}
 * @param perToken FLOP of one training token; reads N and further factors of a recipe, not D
 */
public record ComputeRule(String formula, ToDoubleFunction<Recipe> perToken) {
    /** The usual rule: 6 N a token. */
    public static final ComputeRule SIX_N =
            new ComputeRule("C = 6 N D", recipe -> 6 * recipe.value(Factor.PARAMETERS));

    /** Refuses nulls. */
    public ComputeRule {
        requireNonNull(formula, "formula");
        requireNonNull(perToken, "perToken");
    }

    /**
     * What a training token costs: a forward and a backward pass.
     *
     * @param recipe what is trained
     * @return FLOP a token
     * @throws IllegalArgumentException when the recipe lacks a factor that the rule reads
     */
    public double trainingFlops(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return Decimal.positive("FLOP of a training token", perToken.applyAsDouble(recipe));
    }

    /**
     * What a served token costs: the forward pass, a third of training.
     *
     * @param recipe what is served
     * @return FLOP a token
     * @throws IllegalArgumentException when the recipe lacks a factor that the rule reads
     */
    public double servingFlops(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return trainingFlops(recipe) / 3;
    }

    /**
     * Writes the formula.
     *
     * @return such as {@code C = 6 N D}
     */
    @Override
    public String toString() {
        return formula;
    }
}
