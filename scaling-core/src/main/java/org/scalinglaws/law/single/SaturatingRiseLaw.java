package org.scalinglaws.law.single;

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
 * The power law of a response that rises to a ceiling, such as an accuracy: what is missing to the
 * ceiling falls as a power.
 *
 * <pre>  y(x) = ceiling - A / x^b</pre>
 *
 * @param factor x
 * @param ceiling what the response comes to, in its own unit
 * @param a scale of what is missing, in the unit of the response times that of x^b
 * @param b exponent
 */
public record SaturatingRiseLaw(Factor factor, double ceiling, double a, double b)
        implements LossLaw {
    /**
     * Refuses a negative number: the response would fall, or be less than nothing.
     *
     * @param factor x
     * @param ceiling what the response comes to, in its own unit
     * @param a scale of what is missing, in the unit of the response times that of x^b
     * @param b exponent
     */
    public SaturatingRiseLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("ceiling", ceiling);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("exponent b", b);
    }

    /**
     * The laws of one factor. Their parameters are ceiling, A, b. Under an objective on logarithms
     * the response must be positive at every run.
     *
     * @param factor x, positive in every run
     * @return the family {@code saturating-rise}
     */
    public static LawFamily<SaturatingRiseLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "saturating-rise",
                        List.of(factor),
                        List.of(
                                Parameter.nonNegative(
                                        "ceiling", "what the response comes to, in its own unit"),
                                Parameter.positive("A", "scale of what is missing to the ceiling"),
                                Parameter.exponent("b", "exponent of " + factor.name())),
                        (v, x) -> v[0].minus(v[1].over(x[0].power(v[2]))),
                        v -> new SaturatingRiseLaw(factor, v[0], v[1], v[2]),
                        law -> new double[] {law.ceiling, law.a, law.b})
                .withUnits(
                        (v, units) -> new double[] {v[0], v[1] * Math.pow(units[0], -v[2]), v[2]})
                .withFormula("response = ceiling - A / " + factor.name() + "^b");
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return ceiling - a * Math.pow(recipe.value(factor), -b);
    }
}
