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
 * Exponential growth from a base, such as the loss of one domain with the share of another in the
 * mixture. Decay is {@link ExponentialLaw}.
 *
 * <pre>  y(x) = E + A exp(rate x)</pre>
 *
 * @param factor x; it may be zero
 * @param e the base, in the unit of the response
 * @param a what is above the base at x = 0, in the unit of the response
 * @param rate growth for each unit of x
 * @see <a href="https://arxiv.org/abs/2403.16952">Ye et al. (2024), equation 6, of one domain</a>
 */
public record GrowingExponentialLaw(Factor factor, double e, double a, double rate)
        implements LossLaw {
    /**
     * Refuses a negative number: the response would fall.
     *
     * @param factor x; it may be zero
     * @param e the base, in the unit of the response
     * @param a what is above the base at x = 0, in the unit of the response
     * @param rate growth for each unit of x
     */
    public GrowingExponentialLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("base E", e);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("growth rate", rate);
    }

    /**
     * The laws of one factor. Their parameters are E, A, rate.
     *
     * @param factor x
     * @return the family {@code growing-exponential}
     */
    public static LawFamily<GrowingExponentialLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "growing-exponential",
                        List.of(factor),
                        List.of(
                                Parameter.nonNegative("E", "the base, in the unit of the response"),
                                Parameter.positive("A", "response above E at 0"),
                                Parameter.positive("rate", "growth per " + factor.name())),
                        (v, x) -> v[0].plus(v[1].times(v[2].times(x[0]).exp())),
                        v -> new GrowingExponentialLaw(factor, v[0], v[1], v[2]),
                        law -> new double[] {law.e, law.a, law.rate})
                .withUnits((v, units) -> new double[] {v[0], v[1], v[2] * units[0]})
                .withFormula("response = E + A * exp(rate * " + factor.name() + ")");
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + a * Math.exp(rate * recipe.value(factor));
    }
}
