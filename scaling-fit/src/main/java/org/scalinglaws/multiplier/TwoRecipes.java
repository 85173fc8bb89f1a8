package org.scalinglaws.multiplier;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * One law for two recipes, with coefficients of their own and the same exponents. It is the law with
 * factors rho, written so that it is linear in all but the exponents, which makes its search short:
 *
 * <pre>
 *   A' = A rho_N^-alpha      B' = B rho_D^-beta</pre>
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term of the reference
 * @param alpha exponent of model size
 * @param b scale of the data term of the reference
 * @param beta exponent of data
 * @param ownA scale of the model-size term of the recipe
 * @param ownB scale of the data term of the recipe
 */
public record TwoRecipes(
        double e, double a, double alpha, double b, double beta, double ownA, double ownB)
        implements LossLaw {
    /** 1 in runs of the recipe, 0 in those of the reference. */
    public static final Factor OTHER = Factor.named("other_recipe");

    /** These laws. */
    public static final ExpressionFamily<TwoRecipes> FAMILY =
            ExpressionFamily.of(
                    "two-recipes",
                    TwoRecipes.class,
                    List.of(Factor.PARAMETERS, Factor.TOKENS, OTHER),
                    List.of(
                            Parameter.floor(),
                            Parameter.positive("A", "scale of the params term, nats per token"),
                            Parameter.exponent("alpha", "exponent of params"),
                            Parameter.positive("B", "scale of the tokens term, nats per token"),
                            Parameter.exponent("beta", "exponent of tokens"),
                            Parameter.positive("A_own", "the same of the recipe as A"),
                            Parameter.positive("B_own", "the same of the recipe as B")),
                    "E + (A * (1 - other_recipe) + A_own * other_recipe) / params^alpha"
                            + " + (B * (1 - other_recipe) + B_own * other_recipe) / tokens^beta");

    /** Refuses a negative number. */
    public TwoRecipes {
        FAMILY.check(e, a, alpha, b, beta, ownA, ownB);
    }

    @Override
    public double loss(Recipe recipe) {
        return FAMILY.loss(recipe, e, a, alpha, b, beta, ownA, ownB);
    }

    /**
     * What a parameter of the recipe is worth.
     *
     * @return rho_N
     */
    public double params() {
        return Math.pow(a / ownA, 1 / alpha);
    }

    /**
     * What a token of the recipe is worth.
     *
     * @return rho_D
     */
    public double tokens() {
        return Math.pow(b / ownB, 1 / beta);
    }

    /**
     * What a FLOP of the recipe is worth, each recipe at its own best size.
     *
     * @return rho_N rho_D
     */
    public double compute() {
        return params() * tokens();
    }
}
