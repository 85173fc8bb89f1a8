package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
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
    public static final LawFamily<UnifiedSparsityLaw> FAMILY =
            ExpressionFamily.of(
                            "unified-sparsity",
                            List.of(Factor.PARAMETERS, Factor.TOKENS, SparsityLaw.SPARSITY),
                            List.of(
                                    SparsityLaw.floor(),
                                    Parameter.exponent("gamma", "exponent of the active share"),
                                    Parameter.positive(
                                            "a", "scale of the dense params term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "c", "scale of the idle params term, nats per token"),
                                    Parameter.positive(
                                            "b", "scale of the tokens term, nats per token"),
                                    Parameter.exponent("beta", "exponent of tokens")),
                            UnifiedSparsityLaw::formula,
                            v -> new UnifiedSparsityLaw(v[0], v[1], v[2], v[3], v[4], v[5], v[6]),
                            UnifiedSparsityLaw::values)
                    .withDomain(SparsityLaw.SPARSITY, SparsityLaw::checked);

    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param e irreducible loss of a dense model, nats per token
     * @param gamma exponent of the active share in the floor
     * @param a scale of the model-size term of a dense model, nats per token
     * @param alpha exponent of model size, and of the active share
     * @param c scale of the model-size term where nothing is active, nats per token
     * @param b scale of the data term, nats per token
     * @param beta exponent of data
     */
    public UnifiedSparsityLaw {
        Decimal.nonNegative("irreducible loss e", e);
        Decimal.nonNegative("exponent gamma", gamma);
        Decimal.nonNegative("coefficient a", a);
        Decimal.nonNegative("exponent alpha", alpha);
        Decimal.nonNegative("coefficient c", c);
        Decimal.nonNegative("coefficient b", b);
        Decimal.nonNegative("exponent beta", beta);
    }

    private static Expression formula(Expression[] v, Expression[] x) {
        Expression active = Expression.number(1).minus(x[2]);
        Expression model =
                v[2].times(active.power(v[3])).plus(v[4].times(x[2])).over(x[0].power(v[3]));
        return v[0].times(active.power(v[1])).plus(model).plus(v[5].over(x[1].power(v[6])));
    }

    private double[] values() {
        return new double[] {e, gamma, a, alpha, c, b, beta};
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
}
