package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A floor plus one product of powers of several factors.
 *
 * <pre>  L(x) = E + A / product over k of x(k)^alpha(k)</pre>
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the product, nats per token
 * @param powers the powers, at least one, of distinct factors
 */
public record MultiplicativeLaw(double e, double a, List<Power> powers) implements LossLaw {
    /** Refuses a negative floor or scale, and no powers. */
    public MultiplicativeLaw {
        Require.noNull("powers", powers);
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient A", a);
        powers = List.copyOf(powers);
        requireDistinct(powers.stream().map(Power::factor).toList());
    }

    /**
     * One power of the product.
     *
     * @param factor x(k)
     * @param exponent alpha(k)
     */
    public record Power(Factor factor, double exponent) {
        /** Refuses a negative exponent: loss would grow with scale. */
        public Power {
            requireNonNull(factor, "factor");
            Decimal.nonNegative("exponent of " + factor.name(), exponent);
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    /**
     * The laws of given factors. Their parameters are E, A, then alpha_name of each.
     *
     * @param factors x(k), positive in every run, at least one
     * @return the family {@code multiplicative}
     */
    public static LawFamily<MultiplicativeLaw> family(Factor... factors) {
        Require.noNull("factors", factors);
        List<Factor> fixed = List.of(factors);
        requireDistinct(fixed);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.floor());
        parameters.add(Parameter.positive("A", "scale of the product, nats per token"));
        for (Factor factor : fixed) {
            parameters.add(
                    Parameter.exponent("alpha_" + factor.name(), "exponent of " + factor.name()));
        }
        return ExpressionFamily.of(
                        "multiplicative",
                        MultiplicativeLaw.class,
                        fixed,
                        parameters,
                        names -> names.of("E").plus(names.of("A").over(product(fixed, names))))
                .listing("powers", Power.class, fixed)
                .withUnits("A", units -> scale(fixed, units));
    }

    private static void requireDistinct(List<Factor> factors) {
        if (factors.isEmpty() || factors.stream().distinct().count() < factors.size()) {
            throw new IllegalArgumentException(
                    "a multiplicative law needs one or more distinct factors, got " + factors);
        }
    }

    private static Expression product(List<Factor> factors, Names names) {
        return factors.stream()
                .map(factor -> names.of(factor).power(names.of("alpha_" + factor.name())))
                .reduce(Expression::times)
                .orElseThrow();
    }

    private static Expression scale(List<Factor> factors, Names units) {
        Expression scale = units.of("A");
        for (Factor factor : factors) {
            Expression exponent = units.of("alpha_" + factor.name());
            scale = scale.times(units.of(factor).power(exponent.negated()));
        }
        return scale;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double term = a;
        for (Power power : powers) {
            term *= Math.pow(recipe.value(power.factor), -power.exponent);
        }
        return e + term;
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
