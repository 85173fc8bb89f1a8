package org.scalinglaws.law.single;

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
 * The power law that levels off because a further source of data, or of size, is always there:
 * estimator M3.
 *
 * <pre>  L(x) = beta (1/x + gamma)^c</pre>
 *
 * <p>It falls from beta / x^c to beta gamma^c. With gamma = 0 it is M1, which is {@link
 * org.scalinglaws.law.PowerLaw} without floor; M2 is that law with a floor, and M4 is {@link
 * SaturatingPowerLaw}.
 *
 * @param factor x
 * @param beta scale, in the unit of the loss times that of x^c
 * @param gamma shift, one over the size of x at which the loss levels off
 * @param c exponent
 * @see <a href="https://arxiv.org/abs/2209.06640">Alabdulmohsin et al. (2022), estimator M3</a>
 */
public record ShiftedPowerLaw(Factor factor, double beta, double gamma, double c)
        implements LossLaw {
    /**
     * Refuses a negative number: loss would grow with scale, or not exist.
     *
     * @param factor x
     * @param beta scale, in the unit of the loss times that of x^c
     * @param gamma shift, one over the size of x at which the loss levels off
     * @param c exponent
     */
    public ShiftedPowerLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("coefficient beta", beta);
        Decimal.nonNegative("shift gamma", gamma);
        Decimal.nonNegative("exponent c", c);
    }

    /**
     * The laws of one factor. Their parameters are beta, gamma, c.
     *
     * @param factor x, positive in every run
     * @return the family {@code shifted-power}
     */
    public static LawFamily<ShiftedPowerLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "shifted-power",
                        List.of(factor),
                        List.of(
                                Parameter.positive(
                                        "beta", "scale of the " + factor.name() + " term"),
                                Parameter.positive("gamma", "shift of 1 / " + factor.name()),
                                Parameter.exponent("c", "exponent of " + factor.name())),
                        (v, x) ->
                                v[0].times(Expression.number(1).over(x[0]).plus(v[1]).power(v[2])),
                        values -> new ShiftedPowerLaw(factor, values[0], values[1], values[2]),
                        law -> new double[] {law.beta, law.gamma, law.c})
                .withUnits(
                        (values, units) ->
                                new double[] {
                                    values[0] * Math.pow(units[0], -values[2]),
                                    values[1] * units[0],
                                    values[2]
                                });
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return beta * Math.pow(1 / recipe.value(factor) + gamma, c);
    }
}
