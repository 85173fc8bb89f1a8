package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of routed models at a fixed number of tokens: experts help less the larger the model.
 *
 * <pre>
 *   log10 L = a log10 N + b log10 Eh + c log10 N log10 Eh + d
 *   1/Eh = 1/(E - 1 + 1/(1/E_start - 1/E_max)) + 1/E_max</pre>
 *
 * <p>N counts the parameters that one token sees. The signs of a and b alone do not make loss fall
 * everywhere: {@link #fallsWithin} tells for a range.
 *
 * @param a power of model size, zero or less
 * @param b power of experts, zero or less
 * @param c how the power of one changes with the log10 of the other, any sign
 * @param d log10 of the loss in nats per token where N and Eh are 1
 * @param experts how many experts count
 * @see <a href="https://arxiv.org/abs/2202.01169">Clark et al. (2022), sections 4 and 5</a>
 */
public record RoutedLaw(double a, double b, double c, double d, ExpertSaturation experts)
        implements LossLaw {
    /** All laws of this form. Their parameters are a, b, c, d, E_shift and E_max. */
    public static final ExpressionFamily<RoutedLaw> FAMILY =
            ExpressionFamily.of(
                            "routed",
                            RoutedLaw.class,
                            List.of(Factor.PARAMETERS, ExpertSaturation.EXPERTS),
                            List.of(
                                    Parameter.fallingPower("a", "power of model size")
                                            .called("power a of model size"),
                                    Parameter.fallingPower("b", "power of experts")
                                            .called("power b of experts"),
                                    Parameter.power("c", "change of the powers")
                                            .called("interaction c"),
                                    Parameter.power("d", "log10 of the loss at N = Eh = 1")
                                            .called("log10 loss d"),
                                    ExpertSaturation.shiftParameter(),
                                    ExpertSaturation.mostParameter()),
                            "exp((a * n + b * h + c * n * h + d) * log(10)),"
                                    + " n = log(params) / log(10), h = log(Eh) / log(10), "
                                    + ExpertSaturation.EFFECTIVE)
                    .withFormula(
                            "log10 loss = a * log10 params + b * log10 Eh + c * log10 params * log10"
                                    + " Eh + d, "
                                    + ExpertSaturation.FORMULA)
                    .withDomain(ExpertSaturation.EXPERTS, ExpertSaturation::checked)
                    .withDerived("E_start", law -> law.experts.start())
                    .withDerived("N_cutoff", RoutedLaw::cutoff);

    /** Refuses a or b above zero: loss would grow with model size, or with experts. */
    public RoutedLaw {
        FAMILY.check(a, b, c, d);
        requireNonNull(experts, "experts");
    }

    @Override
    public double loss(Recipe recipe) {
        return FAMILY.loss(recipe, a, b, c, d, experts.shift(), experts.most());
    }

    /**
     * The model size above which more experts no longer lower the loss.
     *
     * @return N_cutoff = 10^(-b/c); infinite when c is zero or less
     */
    public double cutoff() {
        return c > 0 ? Math.pow(10, -b / c) : Double.POSITIVE_INFINITY;
    }

    /**
     * Says whether the loss falls with model size and with experts all over a range.
     *
     * @param models model sizes N, positive
     * @param numbers numbers of experts E, one or more
     * @return whether both powers are below zero everywhere in it
     */
    public boolean fallsWithin(Interval models, Interval numbers) {
        requireNonNull(models, "models");
        requireNonNull(numbers, "numbers");
        return modelPower(numbers.lower()) < 0
                && modelPower(numbers.upper()) < 0
                && expertPower(models.lower()) < 0
                && expertPower(models.upper()) < 0;
    }

    /**
     * The power of model size at a number of experts.
     *
     * @param number E, one or more
     * @return a + c log10 Eh
     */
    public double modelPower(double number) {
        return a + c * Math.log10(experts.effective(number));
    }

    /**
     * The power of counted experts Eh at a model size.
     *
     * @param model N, positive
     * @return b + c log10 N
     */
    public double expertPower(double model) {
        return b + c * Math.log10(Decimal.positive("model size", model));
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
