package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
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
    private static final double STEEPEST = 20;

    /**
     * Refuses a negative offset or scale, and no powers.
     *
     * @param offset E, in the unit of the response; 0 for a law without offset
     * @param a scale of the product, in the unit of the response
     * @param powers the powers, at least one, of distinct factors
     */
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
        /**
         * Refuses an exponent that is not finite.
         *
         * @param factor x(k)
         * @param exponent b(k), of either sign
         */
        public Power {
            requireNonNull(factor, "factor");
            Decimal.finite("exponent of " + factor.name(), exponent);
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
        return family("power-product", false, List.of(factors));
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
        return family("power-product-offset", true, List.of(factors));
    }

    private static LawFamily<PowerProductLaw> family(
            String name, boolean withOffset, List<Factor> factors) {
        requireDistinct(factors);
        int first = withOffset ? 1 : 0;
        List<Parameter> parameters = new ArrayList<>();
        if (withOffset) {
            parameters.add(
                    Parameter.nonNegative(
                            "E", "what is there without the product, in the unit of the response"));
        }
        parameters.add(Parameter.positive("A", "scale of the product"));
        for (Factor factor : factors) {
            parameters.add(
                    Parameter.real("b_" + factor.name(), "exponent of " + factor.name())
                            .within(-STEEPEST, STEEPEST));
        }
        return ExpressionFamily.of(
                        name,
                        factors,
                        parameters,
                        (v, x) -> withOffset ? v[0].plus(product(v, x, 1)) : product(v, x, 0),
                        v -> of(factors, withOffset ? v[0] : 0, v, first),
                        law -> law.values(withOffset))
                .withUnits((v, units) -> inUnits(v, units, first))
                .withFormula(text(factors, withOffset));
    }

    private static void requireDistinct(List<Factor> factors) {
        if (factors.isEmpty() || factors.stream().distinct().count() < factors.size()) {
            throw new IllegalArgumentException(
                    "a product of powers needs one or more distinct factors, got " + factors);
        }
    }

    private static Expression product(Expression[] v, Expression[] x, int scale) {
        Expression product = v[scale];
        for (int k = 0; k < x.length; k++) {
            product = product.times(x[k].power(v[scale + 1 + k]));
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

    private static PowerProductLaw of(List<Factor> factors, double offset, double[] v, int scale) {
        List<Power> powers = new ArrayList<>();
        for (int k = 0; k < factors.size(); k++) {
            powers.add(new Power(factors.get(k), v[scale + 1 + k]));
        }
        return new PowerProductLaw(offset, v[scale], powers);
    }

    private double[] values(boolean withOffset) {
        int scale = withOffset ? 1 : 0;
        double[] values = new double[scale + 1 + powers.size()];
        values[0] = offset;
        values[scale] = a;
        for (int k = 0; k < powers.size(); k++) {
            values[scale + 1 + k] = powers.get(k).exponent;
        }
        return values;
    }

    private static double[] inUnits(double[] values, double[] units, int scale) {
        for (int k = 0; k < units.length; k++) {
            values[scale] *= Math.pow(units[k], values[scale + 1 + k]);
        }
        return values;
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
}
