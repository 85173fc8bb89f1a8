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
 * The power law of a factor to which something is always added, with a floor or without: it bends
 * over towards small x, where the offset is what counts.
 *
 * <pre>  L(x) = E + A / (x + B)^alpha</pre>
 *
 * <p>With B = 0 it is {@link org.scalinglaws.law.PowerLaw}.
 *
 * @param factor x, zero or more
 * @param e the floor, in the unit of the loss; 0 for a law without floor
 * @param a scale, in the unit of the loss times that of x^alpha
 * @param offset B, in the unit of x
 * @param alpha exponent
 */
public record OffsetPowerLaw(Factor factor, double e, double a, double offset, double alpha)
        implements LossLaw {
    /**
     * Refuses a negative number: loss would grow with scale, or not exist.
     *
     * @param factor x, zero or more
     * @param e the floor, in the unit of the loss; 0 for a law without floor
     * @param a scale, in the unit of the loss times that of x^alpha
     * @param offset B, in the unit of x
     * @param alpha exponent
     */
    public OffsetPowerLaw {
        requireNonNull(factor, "factor");
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient A", a);
        Decimal.nonNegative("offset B", offset);
        Decimal.nonNegative("exponent alpha", alpha);
    }

    /**
     * The laws with a floor. Their parameters are E, A, B, alpha.
     *
     * @param factor x, zero or more in every run
     * @return the family {@code offset-power}
     */
    public static LawFamily<OffsetPowerLaw> family(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "offset-power",
                        List.of(factor),
                        List.of(Parameter.floor(), scale(factor), offset(factor), exponent(factor)),
                        (v, x) -> v[0].plus(v[1].over(x[0].plus(v[2]).power(v[3]))),
                        v -> new OffsetPowerLaw(factor, v[0], v[1], v[2], v[3]),
                        law -> new double[] {law.e, law.a, law.offset, law.alpha})
                .withUnits(
                        (v, units) ->
                                new double[] {
                                    v[0], v[1] * Math.pow(units[0], -v[3]), v[2] / units[0], v[3]
                                });
    }

    /**
     * The laws without a floor: E is 0. Their parameters are A, B, alpha.
     *
     * @param factor x, zero or more in every run
     * @return the family {@code offset-power-without-floor}
     */
    public static LawFamily<OffsetPowerLaw> familyWithoutFloor(Factor factor) {
        requireNonNull(factor, "factor");
        return ExpressionFamily.of(
                        "offset-power-without-floor",
                        List.of(factor),
                        List.of(scale(factor), offset(factor), exponent(factor)),
                        (v, x) -> v[0].over(x[0].plus(v[1]).power(v[2])),
                        v -> new OffsetPowerLaw(factor, 0, v[0], v[1], v[2]),
                        law -> new double[] {law.a, law.offset, law.alpha})
                .withUnits(
                        (v, units) ->
                                new double[] {
                                    v[0] * Math.pow(units[0], -v[2]), v[1] / units[0], v[2]
                                });
    }

    private static Parameter scale(Factor factor) {
        return Parameter.positive("A", "scale of the " + factor.name() + " term");
    }

    private static Parameter offset(Factor factor) {
        return Parameter.positive("B", "what is added to " + factor.name());
    }

    private static Parameter exponent(Factor factor) {
        return Parameter.exponent("alpha", "exponent of " + factor.name() + " + B");
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + a * Math.pow(recipe.value(factor) + offset, -alpha);
    }
}
