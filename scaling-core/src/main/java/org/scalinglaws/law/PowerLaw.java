package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The power law of one factor, with a floor or without.
 *
 * <pre>  L(x) = E + A / x^alpha</pre>
 *
 * @param factor x
 * @param e irreducible loss, nats per token; 0 for a law without floor
 * @param a scale of the term, nats per token
 * @param alpha exponent
 * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), equations 1.1 to 1.3</a>
 */
public record PowerLaw(Factor factor, double e, double a, double alpha) implements LossLaw {
    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param factor x
     * @param e irreducible loss, nats per token
     * @param a scale of the term, nats per token
     * @param alpha exponent
     */
    public PowerLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("exponent alpha", alpha);
    }

    /**
     * The laws with a floor: E, A and alpha are free.
     *
     * @param factor x, positive in every run
     * @return the family {@code power}
     */
    public static LawFamily<PowerLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return new PowerSumFamily<>(
                "power",
                List.of(factor),
                List.of(
                        Parameter.floor(),
                        PowerSumFamily.coefficient("A", factor),
                        PowerSumFamily.exponent("alpha", factor)),
                values -> new PowerLaw(factor, values[0], values[1], values[2]),
                law -> new double[] {law.e, law.a, law.alpha},
                Map.of());
    }

    /**
     * The laws without a floor: E is 0, A and alpha are free.
     *
     * @param factor x, positive in every run
     * @return the family {@code power-without-floor}
     */
    public static LawFamily<PowerLaw> familyWithoutFloor(Factor factor) {
        requireNonNull(factor, "factor");
        return new PowerSumFamily<>(
                "power-without-floor",
                List.of(factor),
                List.of(
                        PowerSumFamily.coefficient("A", factor),
                        PowerSumFamily.exponent("alpha", factor)),
                values -> new PowerLaw(factor, 0, values[0], values[1]),
                law -> new double[] {law.a, law.alpha},
                Map.of());
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + a * Math.pow(recipe.value(factor), -alpha);
    }
}
