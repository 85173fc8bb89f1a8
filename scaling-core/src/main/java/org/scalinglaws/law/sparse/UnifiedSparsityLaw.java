package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * One law for dense, pruned and mixture-of-experts models.
 *
 * <pre>
 *   L(N, D, S) = e (1-S)^gamma + (a (1-S)^alpha + c S) / N^alpha + b / D^beta</pre>
 *
 * <p>At S = 0 it is the sum of two power laws with the same e, a, alpha, b and beta.
 *
 * @param e irreducible loss of a dense model, nats per token
 * @param gamma exponent of the active share in the floor
 * @param a scale of the model-size term of a dense model, nats per token
 * @param alpha exponent of model size, and of the active share
 * @param c scale of the model-size term where nothing is active, nats per token
 * @param b scale of the data term, nats per token
 * @param beta exponent of data
 * @see <a href="https://arxiv.org/abs/2508.06617">Hossain et al. (2025)</a>
 */
public record UnifiedSparsityLaw(
        double e, double gamma, double a, double alpha, double c, double b, double beta)
        implements LossLaw {
    /**
     * All laws of this form, which read {@link SparsityLaw#SPARSITY}. Their parameters are e, gamma,
     * a, alpha, c, b and beta.
     */
    public static final ExpressionFamily<UnifiedSparsityLaw> FAMILY =
            ExpressionFamily.of(
                            "unified-sparsity",
                            UnifiedSparsityLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, SparsityLaw.SPARSITY),
                            List.of(
                                    Parameter.floor("e"),
                                    Parameter.exponent("gamma", "exponent of the active share"),
                                    Parameter.positive(
                                            "a", "scale of the dense params term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "c", "scale of the idle params term, nats per token"),
                                    Parameter.positive(
                                            "b", "scale of the tokens term, nats per token"),
                                    Parameter.exponent("beta", "exponent of tokens")),
                            "e * (1 - sparsity)^gamma"
                                    + " + (a * (1 - sparsity)^alpha + c * sparsity) / params^alpha"
                                    + " + b / tokens^beta")
                    .withDomain(SparsityLaw.SPARSITY, SparsityLaw::checked);

    /** Refuses a negative number: loss would grow with scale. */
    public UnifiedSparsityLaw {
        FAMILY.check(e, gamma, a, alpha, c, b, beta);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double idle = SparsityLaw.checked(recipe.value(SparsityLaw.SPARSITY));
        double active = 1 - idle;
        return e * Math.pow(active, gamma)
                + (a * Math.pow(active, alpha) + c * idle)
                        * Math.pow(recipe.value(Factor.PARAMETERS), -alpha)
                + b * Math.pow(recipe.value(Factor.TOKENS), -beta);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
