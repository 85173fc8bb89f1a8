package org.scalinglaws.law.numeric;

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
 * What rounding the weights after training adds to the loss: the more, the longer the training.
 *
 * <pre>  delta(N, D, P) = C_T D^gamma_D / N^gamma_N e^(-P / gamma_post)</pre>
 *
 * <p>It is a difference of losses, so observations for a fit are differences too. Add it to the loss
 * of a law of training, such as {@link PrecisionLaw}.
 *
 * @param c scale C_T, nats per token
 * @param gammaD power of tokens
 * @param gammaN exponent of model size
 * @param gammaPost how many more bits bring the damage down by a factor of e
 * @see <a href="https://arxiv.org/abs/2411.04330">Kumar et al. (2024), equation 2</a>
 */
public record QuantizationLaw(double c, double gammaD, double gammaN, double gammaPost)
        implements LossLaw {
    /** Bits of the weights after training. */
    public static final Factor POST_BITS = new Factor("post_bits", "bits");

    /** All laws of this form. Their parameters are C_T, gamma_D, gamma_N and gamma_post. */
    public static final LawFamily<QuantizationLaw> FAMILY =
            ExpressionFamily.of(
                            "quantization",
                            List.of(Factor.PARAMETERS, Factor.TOKENS, POST_BITS),
                            List.of(
                                    Parameter.positive("C_T", "scale, nats per token"),
                                    Parameter.exponent("gamma_D", "power of tokens"),
                                    Parameter.exponent("gamma_N", "exponent of params"),
                                    Parameter.positive("gamma_post", "scale of post_bits, bits")),
                            (v, x) ->
                                    v[0].times(x[1].power(v[1]))
                                            .over(x[0].power(v[2]))
                                            .times(x[2].over(v[3]).negated().exp()),
                            v -> new QuantizationLaw(v[0], v[1], v[2], v[3]),
                            QuantizationLaw::values)
                    .withUnits(QuantizationLaw::inUnits);

    /**
     * Refuses a negative number and a gamma_post of 0.
     *
     * @param c scale C_T, nats per token
     * @param gammaD power of tokens
     * @param gammaN exponent of model size
     * @param gammaPost how many more bits bring the damage down by a factor of e
     */
    public QuantizationLaw {
        Decimal.nonNegative("coefficient C_T", c);
        Decimal.nonNegative("power gamma_D of tokens", gammaD);
        Decimal.nonNegative("exponent gamma_N", gammaN);
        Decimal.positive("bits gamma_post", gammaPost);
    }

    private static double[] inUnits(double[] v, double[] units) {
        return new double[] {
            v[0] * Math.pow(units[1], v[1]) * Math.pow(units[0], -v[2]), v[1], v[2], v[3] / units[2]
        };
    }

    private double[] values() {
        return new double[] {c, gammaD, gammaN, gammaPost};
    }

    /**
     * What is added to the loss.
     *
     * @param recipe the model, its training tokens and {@link #POST_BITS}
     * @return nats per token
     */
    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return c
                * Math.pow(recipe.value(Factor.TOKENS), gammaD)
                * Math.pow(recipe.value(Factor.PARAMETERS), -gammaN)
                * Math.exp(-recipe.value(POST_BITS) / gammaPost);
    }
}
