package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law in which model size and data act together: a power of their sum above the floor.
 *
 * <pre>  L(N, D) = E + (A / N^alpha + B / D^beta)^gamma</pre>
 *
 * <p>With gamma = 1 it is the Chinchilla law. The exponent gamma is that of the sum alone; the best
 * way to spend compute does not depend on it.
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term
 * @param alpha exponent of model size
 * @param b scale of the data term
 * @param beta exponent of data
 * @param gamma exponent of the sum, above zero
 * @see <a href="https://arxiv.org/abs/2502.08606">Busbridge et al. (2025), the supervised law</a>
 * @see <a href="https://arxiv.org/abs/2608.07222">Skaling</a>
 */
public record CoupledLaw(double e, double a, double alpha, double b, double beta, double gamma)
        implements LossLaw {
    /** All laws of this form. Their parameters are E, A, alpha, B, beta, gamma. */
    public static final ExpressionFamily<CoupledLaw> FAMILY =
            ExpressionFamily.of(
                            "coupled",
                            CoupledLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive("A", "scale of the params term"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive("B", "scale of the tokens term"),
                                    Parameter.exponent("beta", "exponent of tokens"),
                                    Parameter.positive("gamma", "exponent of the sum")
                                            .within(0.01, 10)
                                            .called("exponent gamma")),
                            "E + (A / params^alpha + B / tokens^beta)^gamma")
                    .withUnits("A", "A * params^(-alpha)")
                    .withUnits("B", "B * tokens^(-beta)")
                    .withDerived("a", CoupledLaw::modelExponent)
                    .withDerived("b", law -> 1 - law.modelExponent());

    /** Refuses a negative number: loss would grow with scale. */
    public CoupledLaw {
        FAMILY.check(e, a, alpha, b, beta, gamma);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return loss(recipe.value(Factor.PARAMETERS), recipe.value(Factor.TOKENS));
    }

    /**
     * The loss of a model on so many tokens.
     *
     * @param parameters N, positive
     * @param tokens D, positive
     * @return nats per token
     */
    @Override
    public double loss(double parameters, double tokens) {
        Decimal.positive("model size", parameters);
        Decimal.positive("token count", tokens);
        double sum = a * Math.pow(parameters, -alpha) + b * Math.pow(tokens, -beta);
        return e + Math.pow(sum, gamma);
    }

    /**
     * The exponent with which the compute-optimal model size grows: N* ~ C^a; then D* ~ C^(1-a).
     *
     * @return a = beta / (alpha + beta); NaN when both exponents are 0
     */
    public double modelExponent() {
        return beta / (alpha + beta);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
