package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A floor plus a power law of each of several factors.
 *
 * <pre>  L(x) = E + sum over k of A(k) / x(k)^alpha(k)</pre>
 *
 * @param e irreducible loss, nats per token
 * @param terms the power laws, at least one, of distinct factors
 */
public record AdditivePowerLaw(double e, List<Term> terms) implements LossLaw {
    /**
     * Refuses a negative floor and no terms.
     *
     * @param e irreducible loss, nats per token
     * @param terms the power laws, at least one, of distinct factors
     */
    public AdditivePowerLaw {
        Require.noNull("terms", terms);
        Decimal.nonNegative("irreducible loss E", e);
        terms = List.copyOf(terms);
        requireDistinct(terms.stream().map(Term::factor).toList());
    }

    /**
     * One power law of the sum.
     *
     * @param factor x(k)
     * @param coefficient A(k), nats per token
     * @param exponent alpha(k)
     */
    public record Term(Factor factor, double coefficient, double exponent) {
        /**
         * Refuses a negative number: loss would grow with scale.
         *
         * @param factor x(k)
         * @param coefficient A(k), nats per token
         * @param exponent alpha(k)
         */
        public Term {
            requireNonNull(factor, "factor");
            Decimal.nonNegative("coefficient of " + factor.name(), coefficient);
            Decimal.nonNegative("exponent of " + factor.name(), exponent);
        }

        double loss(Recipe recipe) {
            return coefficient * Math.pow(recipe.value(factor), -exponent);
        }
    }

    /**
     * The laws of given factors. Their parameters are E, then A_name and alpha_name of each.
     *
     * @param factors x(k), positive in every run, at least one
     * @return the family {@code additive}
     */
    public static LawFamily<AdditivePowerLaw> family(Factor... factors) {
        Require.noNull("factors", factors);
        List<Factor> fixed = List.of(factors);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.floor());
        parameters.addAll(ofTerms(fixed));
        return new PowerSumFamily<>(
                "additive",
                fixed,
                List.copyOf(parameters),
                values -> of(fixed, values[0], Arrays.copyOfRange(values, 1, values.length)),
                AdditivePowerLaw::values,
                Map.of());
    }

    /**
     * The laws of given factors without a floor: E is 0. Their parameters are A_name and alpha_name
     * of each factor.
     *
     * @param factors x(k), positive in every run, at least one
     * @return the family {@code additive-without-floor}
     */
    public static LawFamily<AdditivePowerLaw> familyWithoutFloor(Factor... factors) {
        Require.noNull("factors", factors);
        List<Factor> fixed = List.of(factors);
        return new PowerSumFamily<>(
                "additive-without-floor",
                fixed,
                List.copyOf(ofTerms(fixed)),
                values -> of(fixed, 0, values),
                law -> Arrays.copyOfRange(law.values(), 1, 1 + 2 * law.terms.size()),
                Map.of());
    }

    private static List<Parameter> ofTerms(List<Factor> factors) {
        requireDistinct(factors);
        List<Parameter> parameters = new ArrayList<>();
        for (Factor factor : factors) {
            parameters.add(PowerSumFamily.coefficient("A_" + factor.name(), factor));
            parameters.add(PowerSumFamily.exponent("alpha_" + factor.name(), factor));
        }
        return parameters;
    }

    private static void requireDistinct(List<Factor> factors) {
        if (factors.isEmpty() || factors.stream().distinct().count() < factors.size()) {
            throw new IllegalArgumentException(
                    "an additive law needs one or more distinct factors, got " + factors);
        }
    }

    private static AdditivePowerLaw of(List<Factor> factors, double e, double[] values) {
        List<Term> terms = new ArrayList<>();
        for (int term = 0; term < factors.size(); term++) {
            terms.add(new Term(factors.get(term), values[2 * term], values[2 * term + 1]));
        }
        return new AdditivePowerLaw(e, terms);
    }

    private double[] values() {
        double[] values = new double[1 + 2 * terms.size()];
        values[0] = e;
        for (int term = 0; term < terms.size(); term++) {
            values[2 * term + 1] = terms.get(term).coefficient();
            values[2 * term + 2] = terms.get(term).exponent();
        }
        return values;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double loss = e;
        for (Term term : terms) {
            loss += term.loss(recipe);
        }
        return loss;
    }
}
