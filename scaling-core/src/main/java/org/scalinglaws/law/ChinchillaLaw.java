package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The additive power law of model size and data.
 *
 * <pre>  L(N, D) = E + A / N^alpha + B / D^beta</pre>
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term, nats per token
 * @param alpha exponent of model size
 * @param b scale of the data term, nats per token
 * @param beta exponent of data
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 2</a>
 */
public record ChinchillaLaw(double e, double a, double alpha, double b, double beta)
        implements LossLaw {
    /** All laws of this form. Their parameters are E, A, alpha, B, beta. */
    public static final ExpressionFamily<ChinchillaLaw> FAMILY =
            ExpressionFamily.of(
                            "chinchilla",
                            ChinchillaLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive(
                                            "A", "scale of the params term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "B", "scale of the tokens term, nats per token"),
                                    Parameter.exponent("beta", "exponent of tokens")),
                            "E + A / params^alpha + B / tokens^beta")
                    .withUnits("A", "A * params^(-alpha)")
                    .withUnits("B", "B * tokens^(-beta)")
                    .withEvaluator(columns -> new PowerSum(columns, 2, true))
                    .withDerived("a", ChinchillaLaw::modelExponent)
                    .withDerived("b", law -> 1 - law.modelExponent());

    /** Refuses a negative number: loss would grow with scale. */
    public ChinchillaLaw {
        FAMILY.check(e, a, alpha, b, beta);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + modelTerm(recipe) + dataTerm(recipe);
    }

    /**
     * What the finite size of the model costs.
     *
     * @param recipe what is trained
     * @return A / N^alpha, nats per token
     */
    public double modelTerm(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return a * Math.pow(recipe.value(Factor.PARAMETERS), -alpha);
    }

    /**
     * What the finite amount of data costs.
     *
     * @param recipe what is trained
     * @return B / D^beta, nats per token
     */
    public double dataTerm(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return b * Math.pow(recipe.value(Factor.TOKENS), -beta);
    }

    /**
     * The exponent with which the compute-optimal model size grows: N* ~ C^a; then D* ~ C^(1-a).
     *
     * @return a = beta / (alpha + beta); NaN when both exponents are 0
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
     */
    public double modelExponent() {
        return beta / (alpha + beta);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
