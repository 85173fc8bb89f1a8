package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
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
    public static final LawFamily<CoupledLaw> FAMILY =
            ExpressionFamily.of(
                            "coupled",
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive("A", "scale of the params term"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive("B", "scale of the tokens term"),
                                    Parameter.exponent("beta", "exponent of tokens"),
                                    Parameter.positive("gamma", "exponent of the sum")
                                            .within(0.01, 10)),
                            (v, x) ->
                                    v[0].plus(
                                            v[1].over(x[0].power(v[2]))
                                                    .plus(v[3].over(x[1].power(v[4])))
                                                    .power(v[5])),
                            v -> new CoupledLaw(v[0], v[1], v[2], v[3], v[4], v[5]),
                            law ->
                                    new double[] {
                                        law.e, law.a, law.alpha, law.b, law.beta, law.gamma
                                    })
                    .withUnits(CoupledLaw::inUnits)
                    .withDerived("a", CoupledLaw::modelExponent)
                    .withDerived("b", law -> 1 - law.modelExponent());

    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param e irreducible loss, nats per token
     * @param a scale of the model-size term
     * @param alpha exponent of model size
     * @param b scale of the data term
     * @param beta exponent of data
     * @param gamma exponent of the sum, above zero
     */
    public CoupledLaw {
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("exponent alpha", alpha);
        Decimal.nonNegative("coefficient B", b);
        Decimal.nonNegative("exponent beta", beta);
        Decimal.positive("exponent gamma", gamma);
    }

    private static double[] inUnits(double[] values, double[] units) {
        values[1] *= Math.pow(units[0], -values[2]);
        values[3] *= Math.pow(units[1], -values[4]);
        return values;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double model = a * Math.pow(recipe.value(Factor.PARAMETERS), -alpha);
        double data = b * Math.pow(recipe.value(Factor.TOKENS), -beta);
        return e + Math.pow(model + data, gamma);
    }

    /**
     * The exponent with which the compute-optimal model size grows: N* ~ C^a; then D* ~ C^(1-a).
     *
     * @return a = beta / (alpha + beta); NaN when both exponents are 0
     */
    public double modelExponent() {
        return beta / (alpha + beta);
    }
}
