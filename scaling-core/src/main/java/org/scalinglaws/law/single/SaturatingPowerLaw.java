package org.scalinglaws.law.single;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;
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
 * <p>With alpha = 0 it is the power law with a floor, M2: then u is not held below 1, and only the
 * product of gap and k matters.
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
    private static final int MOST_EVALUATIONS = 10_000;

    /**
     * Refuses a negative number: loss would grow with scale, or not exist.
     *
     * @param factor x
     * @param eInf least loss, in the unit of the loss
     * @param gap how far the loss can fall, e_0 - e_inf, in the unit of the loss; 0 for a flat law
     * @param alpha how slowly the loss leaves e_0
     * @param k scale, in the unit of x^c
     * @param c exponent
     */
    public SaturatingPowerLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("least loss e_inf", eInf);
        Decimal.nonNegative("gap e_0 - e_inf", gap);
        Decimal.nonNegative("exponent alpha", alpha);
        Decimal.nonNegative("scale k", k);
        Decimal.nonNegative("exponent c", c);
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
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "saturating-power",
                        List.of(factor),
                        List.of(
                                new Parameter(
                                        "E_inf",
                                        "least loss",
                                        Scale.LINEAR,
                                        0,
                                        Double.POSITIVE_INFINITY),
                                Parameter.positive("gap", "how far the loss can fall"),
                                Parameter.exponent("alpha", "how slowly it leaves the top"),
                                Parameter.positive("k", "scale of " + factor.name()),
                                Parameter.exponent("c", "exponent of " + factor.name())),
                        (v, x) ->
                                v[0].plus(
                                        v[1].times(
                                                v[3].log()
                                                        .minus(v[4].times(x[0].log()))
                                                        .odds(v[2]))),
                        v -> new SaturatingPowerLaw(factor, v[0], v[1], v[2], v[3], v[4]),
                        law -> new double[] {law.eInf, law.gap, law.alpha, law.k, law.c})
                .withUnits(
                        (v, units) ->
                                new double[] {
                                    v[0], v[1], v[2], v[3] * Math.pow(units[0], -v[4]), v[4]
                                })
                .withDerived("E_0", SaturatingPowerLaw::e0)
                .withDerived("beta", SaturatingPowerLaw::beta);
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
        return eInf + gap * share(Math.log(k) - c * Math.log(recipe.value(factor)));
    }

    /** The share left, from its odds: ln u - alpha ln(1 - u) = w where u = 1 / (1 + e^-t). */
    private double share(double w) {
        if (alpha == 0 || w == Double.NEGATIVE_INFINITY) {
            return Math.exp(w);
        }
        double low = Math.min(w, 0) - Math.max(alpha, 1);
        double high = Math.min(Math.max(0, Math.max(w, (w + 1) / alpha)), Double.MAX_VALUE);
        double t =
                new BrentSolver(1e-15, 1e-16, 1e-300)
                        .solve(MOST_EVALUATIONS, at -> logOdds(at) - w, low, high);
        return t > 0 ? 1 / (1 + Math.exp(-t)) : Math.exp(t) / (1 + Math.exp(t));
    }

    private double logOdds(double t) {
        double tail = Math.log1p(Math.exp(-Math.abs(t)));
        return t > 0 ? alpha * (t + tail) - tail : t - tail + alpha * tail;
    }
}
