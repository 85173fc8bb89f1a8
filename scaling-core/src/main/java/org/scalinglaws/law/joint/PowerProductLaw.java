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
 * The product of powers of one or several factors, for what is no loss and may rise: the best model
 * size over compute, the best batch or learning rate over model size and data.
 *
 * <pre>  y(x) = E + A x(1)^b(1) x(2)^b(2) ...</pre>
 *
 * <p>Without offset it is linear in logarithms: under {@code log-squares} its fit is the least
 * squares of one linear regression. The law of a loss is {@link MultiplicativeLaw}, which can only
 * fall.
 *
 * @param offset E, in the unit of the response; 0 for a law without offset
 * @param a scale of the product, in the unit of the response
 * @param powers the powers, at least one, of distinct factors
 */
public record PowerProductLaw(double offset, double a, List<Power> powers) implements LossLaw {
    /** Refuses a negative offset or scale, and no powers. */
    public PowerProductLaw {
        Require.noNull("powers", powers);
        Decimal.nonNegative("offset E", offset);
        Decimal.nonNegative("coefficient A", a);
        powers = List.copyOf(powers);
        requireDistinct(powers.stream().map(Power::factor).toList());
    }

    /**
     * One power of the product.
     *
     * @param factor x(k)
     * @param exponent b(k), of either sign
     */
    public record Power(Factor factor, double exponent) {
        /** Refuses an exponent that is not finite. */
        public Power {
            requireNonNull(factor, "factor");
            Decimal.finite("exponent of " + factor.name(), exponent);
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    /**
     * The laws without an offset. Their parameters are A, then b_name of each factor, of either sign.
     *
     * @param factors x(k), positive in every run, at least one
     * @return the family {@code power-product}
     */
    public static LawFamily<PowerProductLaw> family(Factor... factors) {
        Require.noNull("factors", factors);
        return family("power-product", List.of(), List.of(factors)).holding("offset", 0.0);
    }

    /**
     * The laws with an offset of zero or more. Their parameters are E, A, then b_name of each factor,
     * of either sign.
     *
     * @param factors x(k), positive in every run, at least one
     * @return the family {@code power-product-offset}
     */
    public static LawFamily<PowerProductLaw> familyWithOffset(Factor... factors) {
        Require.noNull("factors", factors);
        Parameter offset =
                Parameter.nonNegative(
                        "E", "what is there without the product, in the unit of the response");
        return family("power-product-offset", List.of(offset), List.of(factors));
    }

    private static ExpressionFamily<PowerProductLaw> family(
            String name, List<Parameter> offset, List<Factor> factors) {
        requireDistinct(factors);
        List<Parameter> parameters = new ArrayList<>(offset);
        parameters.add(Parameter.positive("A", "scale of the product"));
        for (Factor factor : factors) {
            parameters.add(Parameter.power("b_" + factor.name(), "exponent of " + factor.name()));
        }
        return ExpressionFamily.of(
                        name,
                        PowerProductLaw.class,
                        factors,
                        parameters,
                        names ->
                                offset.isEmpty()
                                        ? product(factors, names)
                                        : names.of("E").plus(product(factors, names)))
                .listing("powers", Power.class, factors)
                .withUnits("A", units -> product(factors, units))
                .withFormula(text(factors, !offset.isEmpty()));
    }

    private static void requireDistinct(List<Factor> factors) {
        if (factors.isEmpty() || factors.stream().distinct().count() < factors.size()) {
            throw new IllegalArgumentException(
                    "a product of powers needs one or more distinct factors, got " + factors);
        }
    }

    private static Expression product(List<Factor> factors, Names names) {
        Expression product = names.of("A");
        for (Factor factor : factors) {
            product = product.times(names.of(factor).power(names.of("b_" + factor.name())));
        }
        return product;
    }

    private static String text(List<Factor> factors, boolean withOffset) {
        StringBuilder text = new StringBuilder(withOffset ? "response = E + A" : "response = A");
        for (Factor factor : factors) {
            text.append(String.format(" * %s^b_%s", factor.name(), factor.name()));
        }
        return text.toString();
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double product = a;
        for (Power power : powers) {
            product *= Math.pow(recipe.value(power.factor), power.exponent);
        }
        return offset + product;
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
