package org.scalinglaws.law.single;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Digits;
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
    private static final ExpressionFamily<ShiftedPowerLaw> FORM =
            ExpressionFamily.of(
                            "shifted-power",
                            ShiftedPowerLaw.class,
                            List.of(ExpressionFamily.X),
                            List.of(
                                    Parameter.positive("beta", "scale of the {x} term"),
                                    Parameter.positive("gamma", "shift of 1 / {x}")
                                            .called("shift gamma"),
                                    Parameter.exponent("c", "exponent of {x}")),
                            "beta * (1 / x + gamma)^c")
                    .withUnits("beta", "beta * x^(-c)")
                    .withUnits("gamma", "gamma * x");

    /** Refuses a negative number: loss would grow with scale, or not exist. */
    public ShiftedPowerLaw {
        requireNonNull(factor, "factor");
        FORM.check(beta, gamma, c);
    }

    /**
     * The laws of one factor. Their parameters are beta, gamma, c.
     *
     * @param factor x, positive in every run
     * @return the family {@code shifted-power}
     */
    public static LawFamily<ShiftedPowerLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        return FORM.loss(recipe, factor, beta, gamma, c);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
