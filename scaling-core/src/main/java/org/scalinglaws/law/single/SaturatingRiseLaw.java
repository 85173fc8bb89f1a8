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
    private static final ExpressionFamily<SaturatingRiseLaw> FORM =
            ExpressionFamily.of(
                            "saturating-rise",
                            SaturatingRiseLaw.class,
                            List.of(ExpressionFamily.X),
                            List.of(
                                    Parameter.nonNegative(
                                            "ceiling",
                                            "what the response comes to, in its own unit"),
                                    Parameter.positive(
                                            "A", "scale of what is missing to the ceiling"),
                                    Parameter.exponent("b", "exponent of {x}")),
                            "ceiling - A / x^b")
                    .withUnits("A", "A * x^(-b)")
                    .withFormula("response = ceiling - A / {x}^b");

    /** Refuses a negative number: the response would fall, or be less than nothing. */
    public SaturatingRiseLaw {
        requireNonNull(factor, "factor");
        FORM.check(ceiling, a, b);
    }

    /**
     * The laws of one factor. Their parameters are ceiling, A, b. Under an objective on logarithms
     * the response must be positive at every run.
     *
     * @param factor x, positive in every run
     * @return the family {@code saturating-rise}
     */
    public static LawFamily<SaturatingRiseLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        return FORM.loss(recipe, factor, ceiling, a, b);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
