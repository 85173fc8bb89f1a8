package org.scalinglaws.law.setup;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
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
    public static final ExpressionFamily<QuantizationLaw> FAMILY =
            ExpressionFamily.of(
                            "quantization",
                            QuantizationLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, POST_BITS),
                            List.of(
                                    Parameter.positive("C_T", "scale, nats per token"),
                                    Parameter.exponent("gamma_D", "power of tokens")
                                            .called("power gamma_D of tokens"),
                                    Parameter.exponent("gamma_N", "exponent of params"),
                                    Parameter.positive("gamma_post", "scale of post_bits, bits")),
                            "C_T * tokens^gamma_D / params^gamma_N"
                                    + " * exp(-(post_bits / gamma_post))")
                    .withUnits("C_T", "C_T * tokens^gamma_D * params^(-gamma_N)")
                    .withUnits("gamma_post", "gamma_post / post_bits");

    /** Refuses a negative number and a gamma_post of 0. */
    public QuantizationLaw {
        FAMILY.check(c, gammaD, gammaN);
        Decimal.positive("bits gamma_post", gammaPost);
    }

    /**
     * What is added to the loss.
     *
     * @param recipe the model, its training tokens and {@link #POST_BITS}
     * @return nats per token
     */
    @Override
    public double loss(Recipe recipe) {
        return FAMILY.loss(recipe, c, gammaD, gammaN, gammaPost);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
