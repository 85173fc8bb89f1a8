package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.recipe.Factor;

/**
 * What the formula of a law may speak of, by name: the law's numbers and the factors that it reads.
 * The only factor of a law is {@code x} too. Immutable.
 */
public final class Names {
    private final Map<String, Expression> numbers = new LinkedHashMap<>();
    private final Map<String, Expression> factors = new LinkedHashMap<>();

    Names(List<Factor> factors, List<Parameter> parameters) {
        for (int place = 0; place < parameters.size(); place++) {
            String name = parameters.get(place).name();
            numbers.put(name, Expression.value(place, name));
        }
        for (int place = 0; place < factors.size(); place++) {
            String name = factors.get(place).name();
            this.factors.put(name, Expression.factor(place, name));
        }
        if (factors.size() == 1) {
            this.factors.putIfAbsent("x", Expression.factor(0, factors.get(0).name()));
        }
    }

    /**
     * A number of the law, or what it reads.
     *
     * @param name the name of a parameter or else of a factor
     * @return the expression
     * @throws IllegalArgumentException when the law has neither
     */
    public Expression of(String name) {
        Expression known = find(requireNonNull(name, "name"));
        if (known == null) {
            throw new IllegalArgumentException(
                    Brief.of(
                            String.format(
                                    "no number and no factor is called '%s'; there are ", name),
                            all().keySet().stream().toList()));
        }
        return known;
    }

    /**
     * What the law reads.
     *
     * @param factor one of its factors
     * @return the expression
     * @throws IllegalArgumentException when the law does not read it
     */
    public Expression of(Factor factor) {
        Expression known = factors.get(requireNonNull(factor, "factor").name());
        return known == null ? of(factor.name()) : known;
    }

    /**
     * Reads a formula as {@link Expression#toString} writes it, with the names of numbers and
     * factors. Parts of it may have names of their own, which are said behind it.
     *
     * <pre>  E + A / N'^alpha, N' = min(params, U), U = 20 * unique_tokens</pre>
     *
     * @param formula sums, differences, products, quotients, powers, and the functions {@code exp},
     *     {@code log}, {@code log1p}, {@code expm1}, {@code softplus}, {@code sqrt}, {@code abs},
     *     {@code sin}, {@code cos}, {@code atan}, {@code tanh}, {@code erf}, {@code min} and {@code
     *     odds}
     * @return the expression
     * @throws IllegalArgumentException when the text is no formula, or names what is not there
     */
    public Expression read(String formula) {
        return FormulaText.read(requireNonNull(formula, "formula"), this);
    }

    @Nullable Expression find(String name) {
        Expression number = numbers.get(name);
        return number == null ? factors.get(name) : number;
    }

    private Map<String, Expression> all() {
        Map<String, Expression> all = new LinkedHashMap<>(numbers);
        all.putAll(factors);
        return all;
    }
}
