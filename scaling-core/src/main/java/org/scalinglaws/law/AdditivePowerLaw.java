package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
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
    /** Refuses a negative floor and no terms. */
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
        /** Refuses a negative number: loss would grow with scale. */
        public Term {
            requireNonNull(factor, "factor");
            Decimal.nonNegative("coefficient of " + factor.name(), coefficient);
            Decimal.nonNegative("exponent of " + factor.name(), exponent);
        }

        double loss(Recipe recipe) {
            return coefficient * Math.pow(recipe.value(factor), -exponent);
        }

        @Override
        public String toString() {
            return Digits.six(this);
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
        return family("additive", List.of(Parameter.floor()), fixed)
                .withEvaluator(columns -> new PowerSum(columns, fixed.size(), true));
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
        return family("additive-without-floor", List.of(), fixed)
                .holding("e", 0.0)
                .withEvaluator(columns -> new PowerSum(columns, fixed.size(), false));
    }

    private static ExpressionFamily<AdditivePowerLaw> family(
            String name, List<Parameter> floor, List<Factor> factors) {
        requireDistinct(factors);
        List<Parameter> parameters = new ArrayList<>(floor);
        for (Factor factor : factors) {
            String x = factor.name();
            parameters.add(
                    Parameter.positive("A_" + x, "scale of the " + x + " term, nats per token"));
            parameters.add(Parameter.exponent("alpha_" + x, "exponent of " + x));
        }

        ExpressionFamily<AdditivePowerLaw> family =
                ExpressionFamily.of(
                                name,
                                AdditivePowerLaw.class,
                                factors,
                                parameters,
                                names -> sum(floor, factors, names))
                        .listing("terms", Term.class, factors);
        for (Factor factor : factors) {
            family = family.withUnits("A_" + factor.name(), units -> inUnit(factor, units));
        }
        return family;
    }

    private static Expression sum(List<Parameter> floor, List<Factor> factors, Names names) {
        Stream<Expression> e = floor.stream().map(parameter -> names.of(parameter.name()));
        return Stream.concat(e, factors.stream().map(factor -> term(factor, names)))
                .reduce(Expression::plus)
                .orElseThrow();
    }

    private static Expression term(Factor factor, Names names) {
        Expression power = names.of(factor).power(names.of("alpha_" + factor.name()));
        return names.of("A_" + factor.name()).over(power);
    }

    private static Expression inUnit(Factor factor, Names units) {
        Expression exponent = units.of("alpha_" + factor.name()).negated();
        return units.of("A_" + factor.name()).times(units.of(factor).power(exponent));
    }

    private static void requireDistinct(List<Factor> factors) {
        if (factors.isEmpty() || factors.stream().distinct().count() < factors.size()) {
            throw new IllegalArgumentException(
                    "an additive law needs one or more distinct factors, got " + factors);
        }
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

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
