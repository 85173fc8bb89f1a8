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
 * The logistic curve between a floor and a ceiling, over a factor, over its logarithm, or over a
 * loss: an accuracy between chance and its best. Over a loss its steepness is negative.
 *
 * <pre>
 *   y(x) = floor + height / (1 + exp(-steepness (x / middle - 1)))
 *   y(x) = floor + height / (1 + (middle / x)^steepness)          over the logarithm</pre>
 *
 * @param factor x; positive over its logarithm
 * @param overLog whether the curve is one of ln x
 * @param floor the lower end, in the unit of the response
 * @param height the ceiling less the floor
 * @param steepness of either sign; per middle of x, or an exponent over the logarithm
 * @param middle where the response is half way, in the unit of x, positive
 * @see <a href="https://arxiv.org/abs/2412.04403">Bhagia et al. (2024), equation 2, over a task
 *     loss</a>
 */
public record SigmoidLaw(
        Factor factor,
        boolean overLog,
        double floor,
        double height,
        double steepness,
        double middle)
        implements LossLaw {
    private static final double STEEPEST = 100;

    /** The logistic share is exp(-softplus(-z)), which does not overflow. */
    private static final ExpressionFamily<SigmoidLaw> FORM =
            form(
                            "sigmoid",
                            "how fast it turns, per middle",
                            "floor + height * exp(-softplus(-(steepness * (x / middle - 1))))")
                    .holding("overLog", false)
                    .withFormula(
                            "response = floor + height / (1 + exp(-steepness * ({x} / middle - 1)))");

    private static final ExpressionFamily<SigmoidLaw> OVER_LOG =
            form(
                            "log-sigmoid",
                            "exponent of {x}",
                            "floor + height * exp(-softplus(-(steepness * (log(x) - log(middle)))))")
                    .holding("overLog", true)
                    .withFormula("response = floor + height / (1 + (middle / {x})^steepness)");

    /** Refuses a negative floor or height, and a middle that is not positive. */
    public SigmoidLaw {
        requireNonNull(factor, "factor");
        FORM.check(floor, height, steepness);
        Decimal.positive("middle", middle);
    }

    private static ExpressionFamily<SigmoidLaw> form(
            String name, String steepness, String formula) {
        return ExpressionFamily.of(
                        name,
                        SigmoidLaw.class,
                        List.of(ExpressionFamily.X),
                        List.of(
                                Parameter.nonNegative(
                                        "floor", "the lower end, in the unit of the response"),
                                Parameter.positive("height", "the ceiling less the floor")
                                        .called("height"),
                                Parameter.real("steepness", steepness).within(-STEEPEST, STEEPEST),
                                Parameter.positive("middle", "{x} half way").called("middle")),
                        formula)
                .withUnits("middle", "middle / x")
                .withDerived("ceiling", law -> law.floor + law.height);
    }

    /**
     * The curves over a factor or a loss. Their parameters are floor, height, steepness, middle; with
     * them comes the ceiling.
     *
     * @param factor x
     * @return the family {@code sigmoid}
     */
    public static LawFamily<SigmoidLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    /**
     * The curves over the logarithm of a factor that covers decades. Their parameters are floor,
     * height, steepness, middle; with them comes the ceiling.
     *
     * @param factor x, positive in every run
     * @return the family {@code log-sigmoid}
     */
    public static LawFamily<SigmoidLaw> familyOverLog(Factor factor) {
        return OVER_LOG.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        ExpressionFamily<SigmoidLaw> form = overLog ? OVER_LOG : FORM;
        return form.loss(recipe, factor, floor, height, steepness, middle);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
