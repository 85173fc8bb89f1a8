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
    private static final Parameter A = Parameter.positive("A", "scale of the {x} term");
    private static final Parameter B =
            Parameter.positive("B", "what is added to {x}").called("offset B");
    private static final Parameter ALPHA = Parameter.exponent("alpha", "exponent of {x} + B");

    private static final ExpressionFamily<OffsetPowerLaw> FORM =
            form("offset-power", List.of(Parameter.floor(), A, B, ALPHA), "E + A / (x + B)^alpha");

    private static final ExpressionFamily<OffsetPowerLaw> WITHOUT_FLOOR =
            form("offset-power-without-floor", List.of(A, B, ALPHA), "A / (x + B)^alpha")
                    .holding("e", 0.0);

    /** Refuses a negative number: loss would grow with scale, or not exist. */
    public OffsetPowerLaw {
        requireNonNull(factor, "factor");
        FORM.check(e, a, offset, alpha);
    }

    private static ExpressionFamily<OffsetPowerLaw> form(
            String name, List<Parameter> parameters, String formula) {
        return ExpressionFamily.of(
                        name,
                        OffsetPowerLaw.class,
                        List.of(ExpressionFamily.X),
                        parameters,
                        formula)
                .withUnits("A", "A * x^(-alpha)")
                .withUnits("B", "B / x");
    }

    /**
     * The laws with a floor. Their parameters are E, A, B, alpha.
     *
     * @param factor x, zero or more in every run
     * @return the family {@code offset-power}
     */
    public static LawFamily<OffsetPowerLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    /**
     * The laws without a floor: E is 0. Their parameters are A, B, alpha.
     *
     * @param factor x, zero or more in every run
     * @return the family {@code offset-power-without-floor}
     */
    public static LawFamily<OffsetPowerLaw> familyWithoutFloor(Factor factor) {
        return WITHOUT_FLOOR.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        return FORM.loss(recipe, factor, e, a, offset, alpha);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
