package org.scalinglaws.law.limited;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
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
 * The law of data of several qualities: a token of each source counts as so many tokens of the
 * first.
 *
 * <pre>  L = E + A / N^alpha + B / D'^beta      D' = sum over k of q(k) D(k),  q(1) = 1</pre>
 *
 * <p>Each source is a factor of its own, such as {@code tokens_web} and {@code tokens_code}; a run
 * may have none of some. With a single source it is {@link org.scalinglaws.law.ChinchillaLaw}.
 *
 * @param e irreducible loss E, nats per token
 * @param a scale A of the model-size term, nats per token
 * @param alpha exponent of model size
 * @param b scale B of the data term, nats per token
 * @param beta exponent of data
 * @param sources where the tokens come from, at least one, distinct; the first has quality 1
 */
public record QualityLaw(
        double e, double a, double alpha, double b, double beta, List<Source> sources)
        implements LossLaw {
    private static final int SHARED = 5;

    /** Refuses a negative number, and a first source that is not the unit of quality. */
    public QualityLaw {
        Require.noNull("sources", sources);
        ChinchillaLaw.FAMILY.check(e, a, alpha, b, beta);
        sources = List.copyOf(sources);
        requireDistinct(sources.stream().map(Source::factor).toList());
        if (sources.get(0).quality != 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "quality of the first source %s must be 1, got %s",
                            sources.get(0).factor.name(), Decimal.format(sources.get(0).quality)));
        }
    }

    /**
     * Tokens of one kind.
     *
     * @param factor D(k): how many of them a run sees
     * @param quality q(k): how many tokens of the first source one of them is worth
     */
    public record Source(Factor factor, double quality) {
        /** Refuses a negative quality. */
        public Source {
            requireNonNull(factor, "factor");
            Decimal.nonNegative("quality of " + factor.name(), quality);
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    /**
     * The laws of given sources. Their parameters are E, A, alpha, B, beta, then q_name of every
     * source but the first.
     *
     * @param sources D(k): the tokens of each source, zero or more; at least one
     * @return the family {@code quality}
     */
    public static LawFamily<QualityLaw> family(Factor... sources) {
        Require.noNull("sources", sources);
        List<Factor> fixed = List.of(sources);
        requireDistinct(fixed);
        List<Factor> factors = new ArrayList<>(fixed);
        factors.add(0, Factor.PARAMETERS);

        // The first source is the measure of quality: its own is 1, and no parameter.
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.floor());
        parameters.add(Parameter.positive("A", "scale of the params term, nats per token"));
        parameters.add(Parameter.exponent("alpha", "exponent of params"));
        parameters.add(Parameter.positive("B", "scale of the data term, nats per token"));
        parameters.add(Parameter.exponent("beta", "exponent of effective tokens"));
        for (Factor source : fixed.subList(1, fixed.size())) {
            String meaning =
                    String.format("%s that one of %s is worth", fixed.get(0).name(), source.name());
            parameters.add(Parameter.positive("q_" + source.name(), meaning));
        }

        // In other units a quality counts other tokens, so that it changes as the unit does.
        ExpressionFamily<QualityLaw> family =
                ExpressionFamily.of(
                                "quality",
                                factors,
                                parameters,
                                names -> formula(fixed, names),
                                values -> of(fixed, values),
                                QualityLaw::values)
                        .withUnits("A", "A * params^(-alpha)")
                        .withUnits("B", units -> ofFirst(fixed, units));
        for (Factor source : fixed.subList(1, fixed.size())) {
            family = family.withUnits("q_" + source.name(), units -> quality(source, fixed, units));
        }
        return family;
    }

    private static void requireDistinct(List<Factor> sources) {
        boolean distinct = sources.stream().distinct().count() == sources.size();
        if (sources.isEmpty() || !distinct || sources.contains(Factor.PARAMETERS)) {
            throw new IllegalArgumentException(
                    "a quality law needs one or more distinct sources of tokens, got " + sources);
        }
    }

    private static Expression formula(List<Factor> sources, Names names) {
        Expression tokens = names.of(sources.get(0));
        for (Factor source : sources.subList(1, sources.size())) {
            tokens = tokens.plus(names.of("q_" + source.name()).times(names.of(source)));
        }
        Expression data = names.of("B").over(tokens.power(names.of("beta")));
        return names.read("E + A / params^alpha").plus(data);
    }

    /** Effective tokens are counted in the unit of the first source. */
    private static Expression ofFirst(List<Factor> sources, Names units) {
        Expression unit = units.of(sources.get(0));
        return units.of("B").times(unit.power(units.of("beta").negated()));
    }

    private static Expression quality(Factor source, List<Factor> sources, Names units) {
        Expression inUnits = units.of(source).over(units.of(sources.get(0)));
        return units.of("q_" + source.name()).times(inUnits);
    }

    private static QualityLaw of(List<Factor> sources, double[] v) {
        List<Source> qualities = new ArrayList<>();
        for (int k = 0; k < sources.size(); k++) {
            qualities.add(new Source(sources.get(k), k == 0 ? 1 : v[SHARED + k - 1]));
        }
        return new QualityLaw(v[0], v[1], v[2], v[3], v[4], qualities);
    }

    private double[] values() {
        double[] values = Arrays.copyOf(new double[] {e, a, alpha, b, beta}, 4 + sources.size());
        for (int k = 1; k < sources.size(); k++) {
            values[SHARED + k - 1] = sources.get(k).quality;
        }
        return values;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e
                + a * Math.pow(recipe.value(Factor.PARAMETERS), -alpha)
                + b * Math.pow(effectiveTokens(recipe), -beta);
    }

    /**
     * How many tokens of the first source would do as well.
     *
     * @param recipe what is trained; with the tokens of every source
     * @return D'
     * @throws IllegalArgumentException when tokens are negative, or none is of any worth
     */
    public double effectiveTokens(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double sum = 0;
        for (Source source : sources) {
            String name = source.factor.name();
            sum += source.quality * Decimal.nonNegative(name, recipe.value(source.factor));
        }
        return Decimal.positive("effective tokens", sum);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
