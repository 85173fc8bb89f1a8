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
    private static final ExpressionFamily<GrowingExponentialLaw> FORM =
            ExpressionFamily.of(
                            "growing-exponential",
                            GrowingExponentialLaw.class,
                            List.of(ExpressionFamily.X),
                            List.of(
                                    Parameter.nonNegative(
                                                    "E", "the base, in the unit of the response")
                                            .called("base E"),
                                    Parameter.positive("A", "response above E at 0"),
                                    Parameter.positive("rate", "growth per {x}")
                                            .called("growth rate")),
                            "E + A * exp(rate * x)")
                    .withUnits("rate", "rate * x")
                    .withFormula("response = E + A * exp(rate * {x})");

    /** Refuses a negative number: the response would fall. */
    public GrowingExponentialLaw {
        requireNonNull(factor, "factor");
        FORM.check(e, a, rate);
    }

    /**
     * The laws of one factor. Their parameters are E, A, rate.
     *
     * @param factor x
     * @return the family {@code growing-exponential}
     */
    public static LawFamily<GrowingExponentialLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        return FORM.loss(recipe, factor, e, a, rate);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
