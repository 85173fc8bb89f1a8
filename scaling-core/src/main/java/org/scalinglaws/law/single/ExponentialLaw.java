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
 * Exponential decay to a floor, as over epochs of the same data. Decay as a power, as over steps, is
 * {@link org.scalinglaws.law.PowerLaw} of a factor that counts steps.
 *
 * <pre>  L(x) = E + A exp(-rate x)</pre>
 *
 * @param factor x; it may be zero
 * @param e the loss in the end, nats per token
 * @param a what is lost on the way from x = 0, nats per token
 * @param rate decay for each unit of x
 */
public record ExponentialLaw(Factor factor, double e, double a, double rate) implements LossLaw {
    private static final ExpressionFamily<ExponentialLaw> FORM =
            ExpressionFamily.of(
                            "exponential",
                            ExponentialLaw.class,
                            List.of(ExpressionFamily.X),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive("A", "loss above E at 0, nats per token"),
                                    Parameter.positive("rate", "decay per {x}")
                                            .called("decay rate")),
                            "E + A * exp(-(rate * x))")
                    .withUnits("rate", "rate * x");

    /** Refuses a negative number: loss would grow with scale. */
    public ExponentialLaw {
        requireNonNull(factor, "factor");
        FORM.check(e, a, rate);
    }

    /**
     * The laws of one factor. Their parameters are E, A, rate.
     *
     * @param factor x
     * @return the family {@code exponential}
     */
    public static LawFamily<ExponentialLaw> family(Factor factor) {
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
