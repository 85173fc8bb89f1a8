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

    /**
     * Refuses a negative floor or height, and a middle that is not positive.
     *
     * @param factor x; positive over its logarithm
     * @param overLog whether the curve is one of ln x
     * @param floor the lower end, in the unit of the response
     * @param height the ceiling less the floor
     * @param steepness of either sign; per middle of x, or an exponent over the logarithm
     * @param middle where the response is half way, in the unit of x, positive
     */
    public SigmoidLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("floor", floor);
        Decimal.nonNegative("height", height);
        Decimal.finite("steepness", steepness);
        Decimal.positive("middle", middle);
    }

    /**
     * The curves over a factor or a loss. Their parameters are floor, height, steepness, middle; with
     * them comes the ceiling.
     *
     * @param factor x
     * @return the family {@code sigmoid}
     */
    public static LawFamily<SigmoidLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        String x = factor.name();
        return ExpressionFamily.of(
                        "sigmoid",
                        List.of(factor),
                        List.of(
                                lowerEnd(),
                                rise(),
                                steepness("how fast it turns, per middle"),
                                Parameter.positive("middle", x + " half way")),
                        (v, f) -> curve(v, v[2].times(f[0].over(v[3]).minus(1))),
                        v -> new SigmoidLaw(factor, false, v[0], v[1], v[2], v[3]),
                        SigmoidLaw::values)
                .withUnits((v, units) -> new double[] {v[0], v[1], v[2], v[3] / units[0]})
                .withDerived("ceiling", law -> law.floor + law.height)
                .withFormula(
                        "response = floor + height / (1 + exp(-steepness * ("
                                + x
                                + " / middle - 1)))");
    }

    /**
     * The curves over the logarithm of a factor that covers decades. Their parameters are floor,
     * height, steepness, middle; with them comes the ceiling.
     *
     * @param factor x, positive in every run
     * @return the family {@code log-sigmoid}
     */
    public static LawFamily<SigmoidLaw> familyOverLog(Factor factor) {
        requireNonNull(factor, "factor");
        String x = factor.name();
        return ExpressionFamily.of(
                        "log-sigmoid",
                        List.of(factor),
                        List.of(
                                lowerEnd(),
                                rise(),
                                steepness("exponent of " + x),
                                Parameter.positive("middle", x + " half way")),
                        (v, f) -> curve(v, v[2].times(f[0].log().minus(v[3].log()))),
                        v -> new SigmoidLaw(factor, true, v[0], v[1], v[2], v[3]),
                        SigmoidLaw::values)
                .withUnits((v, units) -> new double[] {v[0], v[1], v[2], v[3] / units[0]})
                .withDerived("ceiling", law -> law.floor + law.height)
                .withFormula("response = floor + height / (1 + (middle / " + x + ")^steepness)");
    }

    private static Parameter lowerEnd() {
        return Parameter.nonNegative("floor", "the lower end, in the unit of the response");
    }

    private static Parameter rise() {
        return Parameter.positive("height", "the ceiling less the floor");
    }

    private static Parameter steepness(String meaning) {
        return Parameter.real("steepness", meaning).within(-STEEPEST, STEEPEST);
    }

    /** The logistic share is exp(-softplus(-z)), which does not overflow. */
    private static Expression curve(Expression[] v, Expression z) {
        return v[0].plus(v[1].times(z.negated().softplus().negated().exp()));
    }

    private double[] values() {
        return new double[] {floor, height, steepness, middle};
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double x = recipe.value(factor);
        double z = steepness * (overLog ? Math.log(x / middle) : x / middle - 1);
        return floor + height / (1 + Math.exp(-z));
    }
}
