package org.scalinglaws.tuning;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A number that is a product of powers of what is trained.
 *
 * <pre>  scale * N^a * D^b * C^c</pre>
 *
 * @param scale the number where every factor is 1, positive
 * @param exponents the exponent of each factor that the number depends on
 */
public record Powers(double scale, Map<Factor, Double> exponents) {
    /** Refuses a scale that is not positive and exponents that are not finite. */
    public Powers {
        Require.noNull("exponents", exponents);
        Decimal.positive("scale", scale);
        Map<Factor, Double> copy = new LinkedHashMap<>(exponents);
        copy.forEach(
                (factor, exponent) -> Decimal.finite("exponent of " + factor.name(), exponent));
        exponents = Collections.unmodifiableMap(copy);
    }

    /**
     * A power of one factor.
     *
     * @param scale the number where the factor is 1
     * @param factor such as {@link Factor#PARAMETERS}
     * @param exponent its exponent
     * @return the power
     */
    public static Powers of(double scale, Factor factor, double exponent) {
        requireNonNull(factor, "factor");
        return new Powers(scale, Map.of(factor, exponent));
    }

    /**
     * The same product times a power of one factor more.
     *
     * @param factor such as {@link Factor#TOKENS}
     * @param exponent its exponent
     * @return the longer product
     */
    public Powers times(Factor factor, double exponent) {
        Map<Factor, Double> more = new LinkedHashMap<>(exponents);
        more.put(requireNonNull(factor, "factor"), exponent);
        return new Powers(scale, more);
    }

    /**
     * The number at a recipe.
     *
     * @param recipe what is trained; C that it does not state is 6ND
     * @return the product
     * @throws IllegalArgumentException when the recipe lacks a factor
     */
    public double at(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double product = scale;
        for (Map.Entry<Factor, Double> power : exponents.entrySet()) {
            product *= Math.pow(recipe.value(power.getKey()), power.getValue());
        }
        return product;
    }

    /** Whether the number depends on a factor. */
    boolean reads(Factor factor) {
        return exponents.containsKey(factor);
    }

    /**
     * Writes the product.
     *
     * @return such as {@code 1.79 params^-0.713 tokens^0.307}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Decimal.format(scale));
        exponents.forEach(
                (factor, exponent) ->
                        text.append(' ')
                                .append(factor.name())
                                .append('^')
                                .append(Decimal.format(exponent)));
        return text.toString();
    }
}
