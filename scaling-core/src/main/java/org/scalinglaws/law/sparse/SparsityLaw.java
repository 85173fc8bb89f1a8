package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of models that use a share of their parameters for each token.
 *
 * <pre>
 *   L(N, D, S) = e + a / N^alpha + b / D^beta + c / (1-S)^lambda + d / ((1-S)^delta N^gamma)</pre>
 *
 * <p>N counts all parameters. S is the share of experts that stays idle. With lambda below zero the
 * term of c falls with sparsity. At lambda = 0 it is a second floor, which no runs tell from e.
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term, nats per token
 * @param alpha exponent of model size
 * @param b scale of the data term, nats per token
 * @param beta exponent of data
 * @param c scale of the sparsity term, nats per token
 * @param lambda exponent of the active share, any sign
 * @param d scale of the joint term, nats per token
 * @param delta exponent of the active share in the joint term, any sign
 * @param gamma exponent of model size in the joint term
 * @see <a href="https://arxiv.org/abs/2501.12370">Abnar et al. (2025), equation 6</a>
 */
public record SparsityLaw(
        double e,
        double a,
        double alpha,
        double b,
        double beta,
        double c,
        double lambda,
        double d,
        double delta,
        double gamma)
        implements LossLaw {
    /** Sparsity S: the share of parameters or experts that is idle or absent, in [0, 1). */
    public static final Factor SPARSITY = new Factor("sparsity", "");

    /** A token costs what is active: 1 - S of all parameters. */
    private static final ComputeRule ACTIVE =
            new ComputeRule(
                    "C = 6 (1 - sparsity) N D",
                    recipe ->
                            6
                                    * (1 - checked(recipe.value(SPARSITY)))
                                    * recipe.value(Factor.PARAMETERS));

    /**
     * All laws of this form. Their parameters are e, a, alpha, b, beta, c, lambda, d, delta and
     * gamma.
     */
    public static final ExpressionFamily<SparsityLaw> FAMILY =
            ExpressionFamily.of(
                            "sparsity",
                            SparsityLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, SPARSITY),
                            parameters(),
                            "e + a / params^alpha + b / tokens^beta + c / (1 - sparsity)^lambda"
                                    + " + d / ((1 - sparsity)^delta * params^gamma)")
                    .withDomain(SPARSITY, SparsityLaw::checked);

    /** Refuses a negative number other than lambda and delta: loss would grow with scale. */
    public SparsityLaw {
        FAMILY.check(e, a, alpha, b, beta, c, lambda, d, delta, gamma);
    }

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.floor("e"),
                Parameter.positive("a", "scale of the params term, nats per token"),
                Parameter.exponent("alpha", "exponent of params"),
                Parameter.positive("b", "scale of the tokens term, nats per token"),
                Parameter.exponent("beta", "exponent of tokens"),
                Parameter.positive("c", "scale of the sparsity term, nats per token"),
                Parameter.power("lambda", "exponent of the active share"),
                Parameter.positive("d", "scale of the joint term, nats per token"),
                Parameter.power("delta", "exponent of the active share, joint term"),
                Parameter.exponent("gamma", "exponent of params, joint term"));
    }

    static double checked(double sparsity) {
        if (sparsity >= 0 && sparsity < 1) {
            return sparsity;
        }
        throw new IllegalArgumentException(
                "sparsity must be zero or more and below 1, got " + Decimal.format(sparsity));
    }

    /**
     * What a token costs: N counts all parameters, and a token passes through 1 - S of them.
     *
     * @return {@code C = 6 (1 - sparsity) N D}
     */
    @Override
    public ComputeRule computeRule() {
        return ACTIVE;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double active = 1 - checked(recipe.value(SPARSITY));
        double model = recipe.value(Factor.PARAMETERS);
        return e
                + a * Math.pow(model, -alpha)
                + b * Math.pow(recipe.value(Factor.TOKENS), -beta)
                + c * Math.pow(active, -lambda)
                + d * Math.pow(active, -delta) * Math.pow(model, -gamma);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
