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
    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param factor x; it may be zero
     * @param e the loss in the end, nats per token
     * @param a what is lost on the way from x = 0, nats per token
     * @param rate decay for each unit of x
     */
    public ExponentialLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("decay rate", rate);
    }

    /**
     * The laws of one factor. Their parameters are E, A, rate.
     *
     * @param factor x
     * @return the family {@code exponential}
     */
    public static LawFamily<ExponentialLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "exponential",
                        List.of(factor),
                        List.of(
                                Parameter.floor(),
                                Parameter.positive("A", "loss above E at 0, nats per token"),
                                Parameter.positive("rate", "decay per " + factor.name())),
                        (v, x) -> v[0].plus(v[1].times(v[2].times(x[0]).negated().exp())),
                        values -> new ExponentialLaw(factor, values[0], values[1], values[2]),
                        law -> new double[] {law.e, law.a, law.rate})
                .withUnits(
                        (values, units) ->
                                new double[] {values[0], values[1], values[2] * units[0]});
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + a * Math.exp(-rate * recipe.value(factor));
    }
}
