package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Kaplan's law of model size and data, which has no floor. It is a law of early-stopped loss.
 *
 * <pre>  L(N, D) = ((N_c / N)^(a_N / a_D) + D_c / D)^a_D</pre>
 *
 * <p>N leaves the embeddings out. With endless data it is (N_c / N)^a_N, and for a model without
 * bounds (D_c / D)^a_D.
 *
 * @param nC critical size N_c, parameters without embeddings
 * @param aN exponent of model size
 * @param dC critical amount of data D_c, tokens
 * @param aD exponent of data, above zero
 * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), equation 1.5</a>
 */
public record KaplanLaw(double nC, double aN, double dC, double aD) implements LossLaw {
    /** All laws of this form. Their parameters are N_c, a_N, D_c, a_D. */
    public static final ExpressionFamily<KaplanLaw> FAMILY =
            ExpressionFamily.of(
                            "kaplan",
                            KaplanLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.positive("N_c", "critical size, parameters")
                                            .called("critical size N_c"),
                                    Parameter.exponent("a_N", "exponent of params"),
                                    Parameter.positive("D_c", "critical amount of data, tokens")
                                            .called("critical amount of data D_c"),
                                    Parameter.exponent("a_D", "exponent of tokens")
                                            .within(1e-3, 20)),
                            "((N_c / params)^(a_N / a_D) + D_c / tokens)^a_D")
                    .withUnits("N_c", "N_c / params")
                    .withUnits("D_c", "D_c / tokens")
                    .withDerived("a", KaplanLaw::modelExponent)
                    .withDerived("b", law -> 1 - law.modelExponent());

    /** Refuses a negative number: loss would grow with scale, or not exist. */
    public KaplanLaw {
        FAMILY.check(nC, aN, dC, aD);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double model = Math.pow(nC / recipe.value(Factor.PARAMETERS), aN / aD);
        return Math.pow(model + dC / recipe.value(Factor.TOKENS), aD);
    }

    /**
     * The exponent with which the model size grows that is best for this surface under 6ND = C: N* ~
     * C^a. Kaplan's 0.73 is not this number: it follows from the law of {@link KaplanStepsLaw}.
     *
     * @return a = a_D / (a_N + a_D)
     */
    public double modelExponent() {
        return aD / (aN + aD);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
