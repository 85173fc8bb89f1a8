package org.scalinglaws.law.single;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The power law that levels off at both ends: estimator M4. Between the loss e_0 of a model that has
 * learned nothing and the least loss e_inf,
 *
 * <pre>  (L - e_inf) / (e_0 - L)^alpha = beta / x^c</pre>
 *
 * <p>The law is kept as the share u of the gap e_0 - e_inf that is left, because e_0 cannot fall
 * below e_inf then, and L is linear in e_inf and in the gap:
 *
 * <pre>  L = e_inf + gap u,   u / (1 - u)^alpha = k / x^c,   beta = k gap^(1 - alpha)</pre>
 *
 * <p>With alpha = 0 it is the limit of small alpha: u = min(1, k / x^c), the power law with a floor,
 * M2, cut off at e_0. Where no run lies above the corner it is M2 alone, and only the product of gap
 * and k matters.
 *
 * @param factor x
 * @param eInf least loss, in the unit of the loss
 * @param gap how far the loss can fall, e_0 - e_inf, in the unit of the loss; 0 for a flat law
 * @param alpha how slowly the loss leaves e_0
 * @param k scale, in the unit of x^c
 * @param c exponent
 * @see <a href="https://arxiv.org/abs/2209.06640">Alabdulmohsin et al. (2022), estimator M4</a>
 */
public record SaturatingPowerLaw(
        Factor factor, double eInf, double gap, double alpha, double k, double c)
        implements LossLaw {
    private static final ExpressionFamily<SaturatingPowerLaw> FORM =
            ExpressionFamily.of(
                            "saturating-power",
                            SaturatingPowerLaw.class,
                            List.of(ExpressionFamily.X),
                            List.of(
                                    Parameter.nonNegative("E_inf", "least loss")
                                            .called("least loss e_inf"),
                                    Parameter.positive("gap", "how far the loss can fall")
                                            .called("gap e_0 - e_inf"),
                                    Parameter.exponent("alpha", "how slowly it leaves the top"),
                                    Parameter.positive("k", "scale of {x}").called("scale k"),
                                    Parameter.exponent("c", "exponent of {x}")),
                            "E_inf + gap * odds(log(k) - c * log(x), alpha)")
                    .withUnits("k", "k * x^(-c)")
                    .withDerived("E_0", SaturatingPowerLaw::e0)
                    .withDerived("beta", SaturatingPowerLaw::beta);

    /** Refuses a negative number: loss would grow with scale, or not exist. */
    public SaturatingPowerLaw {
        requireNonNull(factor, "factor");
        FORM.check(eInf, gap, alpha, k, c);
    }

    /**
     * The law in the numbers of the paper.
     *
     * @param factor x
     * @param eInf least loss, in the unit of the loss
     * @param e0 loss of a model that has learned nothing, above e_inf
     * @param alpha how slowly the loss leaves e_0
     * @param beta scale, in the unit of x^c times that of the loss to the power 1 - alpha
     * @param c exponent; the paper's c is -c
     * @return the law
     */
    public static SaturatingPowerLaw between(
            Factor factor, double eInf, double e0, double alpha, double beta, double c) {
        double gap = Decimal.finite("greatest loss e_0", e0) - eInf;
        if (gap <= 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "greatest loss e_0 must be above the least loss %s, got %s",
                            Decimal.format(eInf), Decimal.format(e0)));
        }
        Decimal.nonNegative("coefficient beta", beta);
        return new SaturatingPowerLaw(factor, eInf, gap, alpha, beta * Math.pow(gap, alpha - 1), c);
    }

    /**
     * The laws of one factor. Their parameters are E_inf, gap, alpha, k, c; with them come e_0 and
     * the paper's beta.
     *
     * @param factor x, positive in every run
     * @return the family {@code saturating-power}
     */
    public static LawFamily<SaturatingPowerLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    /**
     * The loss of a model that has learned nothing.
     *
     * @return e_0 = e_inf + gap, in the unit of the loss
     */
    public double e0() {
        return eInf + gap;
    }

    /**
     * The scale of the paper.
     *
     * @return beta = k gap^(1 - alpha)
     */
    public double beta() {
        return k * Math.pow(gap, 1 - alpha);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        // A scale of zero leaves nothing of the gap, and has no logarithm.
        return k == 0 ? eInf : FORM.loss(recipe, factor, eInf, gap, alpha, k, c);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
