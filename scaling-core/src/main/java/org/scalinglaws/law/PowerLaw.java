package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.quantity.Digits;
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
    private static final Parameter A =
            Parameter.positive("A", "scale of the {x} term, nats per token");
    private static final Parameter ALPHA = Parameter.exponent("alpha", "exponent of {x}");

    private static final ExpressionFamily<PowerLaw> FORM =
            form("power", List.of(Parameter.floor(), A, ALPHA), "E + A / x^alpha")
                    .withEvaluator(columns -> new PowerSum(columns, 1, true));

    private static final ExpressionFamily<PowerLaw> WITHOUT_FLOOR =
            form("power-without-floor", List.of(A, ALPHA), "A / x^alpha")
                    .holding("e", 0.0)
                    .withEvaluator(columns -> new PowerSum(columns, 1, false));

    /** Refuses a negative number: loss would grow with scale. */
    public PowerLaw {
        requireNonNull(factor, "factor");
        FORM.check(e, a, alpha);
    }

    private static ExpressionFamily<PowerLaw> form(
            String name, List<Parameter> parameters, String formula) {
        return ExpressionFamily.of(
                        name, PowerLaw.class, List.of(ExpressionFamily.X), parameters, formula)
                .withUnits("A", "A * x^(-alpha)");
    }

    /**
     * The laws with a floor: E, A and alpha are free.
     *
     * @param factor x, positive in every run
     * @return the family {@code power}
     */
    public static LawFamily<PowerLaw> family(Factor factor) {
        return FORM.over(factor);
    }

    /**
     * The laws without a floor: E is 0, A and alpha are free.
     *
     * @param factor x, positive in every run
     * @return the family {@code power-without-floor}
     */
    public static LawFamily<PowerLaw> familyWithoutFloor(Factor factor) {
        return WITHOUT_FLOOR.over(factor);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e + a * Math.pow(recipe.value(factor), -alpha);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
