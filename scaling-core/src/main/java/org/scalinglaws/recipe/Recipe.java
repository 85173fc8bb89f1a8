package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;

/**
 * What is trained: a value for each {@link Factor}, and the rule by which its parameters are
 * counted. N, D and C are positive; any other factor is any finite number.
 */
public final class Recipe {
    /** What stands in for a factor that {@link #asked} does not know. */
    private static final Factor OTHER = Factor.named("any other");

    /** Values at which laws exist: counts and bits are above one, shares below. */
    private static final double[] ASKED = {8, 1, 0.5};

    private final Map<Factor, Double> values;
    private final Counting counting;
    private final @Nullable Set<Factor> asked;

    private Recipe(Map<Factor, Double> values, Counting counting) {
        this(values, counting, null);
    }

    private Recipe(Map<Factor, Double> values, Counting counting, @Nullable Set<Factor> asked) {
        this.values = Collections.unmodifiableMap(values);
        this.counting = counting;
        this.asked = asked;
    }

    /**
     * The factors that a law reads, found by handing it recipes that take down what it asks for.
     *
     * @param reader such as {@code law::loss}
     * @return the factors in the order in which they are first asked for
     */
    public static List<Factor> asked(ToDoubleFunction<Recipe> reader) {
        requireNonNull(reader, "reader");
        Set<Factor> asked = new LinkedHashSet<>();
        for (double other : ASKED) {
            Map<Factor, Double> values = new LinkedHashMap<>();
            values.put(Factor.PARAMETERS, 1e9);
            values.put(Factor.TOKENS, 2e10);
            values.put(Factor.FLOPS, 1.2e20);
            values.put(Factor.UNIQUE_TOKENS, 1e10);
            values.put(OTHER, other);
            try {
                double unused = reader.applyAsDouble(new Recipe(values, Counting.TOTAL, asked));
            } catch (IllegalArgumentException outside) {
                // some laws do not exist at such a value; what they asked for is taken down
            }
        }
        return List.copyOf(asked);
    }

    /**
     * A model of a given size trained on a given number of tokens.
     *
     * @param model N; its counting rule is carried along
     * @param tokens D
     * @return the recipe
     */
    public static Recipe of(ModelSize model, Tokens tokens) {
        requireNonNull(model, "model");
        requireNonNull(tokens, "tokens");
        Map<Factor, Double> values = new LinkedHashMap<>();
        values.put(Factor.PARAMETERS, model.parameters());
        values.put(Factor.TOKENS, tokens.count());
        return new Recipe(values, model.counting());
    }

    /**
     * How a recipe is written as JSON and read back.
     *
     * @return the form {@code recipe}, version 1: {@code counting} and {@code values} by factor
     */
    public static JsonForm<Recipe> json() {
        return RecipeJson.FORM;
    }

    /**
     * A model of a given size trained on a given number of tokens: {@code Recipe.of(7e9, 1.4e12)}.
     *
     * @param parameters N, all parameters counted
     * @param tokens D
     * @return the recipe
     * @throws IllegalArgumentException unless both are positive and finite
     */
    public static Recipe of(double parameters, double tokens) {
        return of(ModelSize.of(parameters), Tokens.of(tokens));
    }

    /**
     * A recipe of any factors, with parameters counted in full.
     *
     * @param values a finite number for each factor; N, D and C positive
     * @return the recipe
     * @throws IllegalArgumentException when a value is outside its range
     */
    public static Recipe of(Map<Factor, Double> values) {
        Require.noNull("values", values);
        Map<Factor, Double> copy = new LinkedHashMap<>();
        values.forEach((factor, value) -> copy.put(factor, checked(factor, value)));
        return new Recipe(copy, Counting.TOTAL);
    }

    private static double checked(Factor factor, double value) {
        return factor.mustBePositive()
                ? Decimal.positive(factor.name(), value)
                : Decimal.finite(factor.name(), value);
    }

    /**
     * The same recipe with one factor set.
     *
     * @param factor which number
     * @param value its value; positive for N, D and C
     * @return a new recipe
     * @throws IllegalArgumentException when the value is outside its range
     */
    public Recipe with(Factor factor, double value) {
        Map<Factor, Double> copy = new LinkedHashMap<>(values);
        copy.put(requireNonNull(factor, "factor"), checked(factor, value));
        return new Recipe(copy, counting);
    }

    /**
     * The same numbers with parameters said to be counted by another rule.
     *
     * @param rule the rule that the numbers follow
     * @return a new recipe
     */
    public Recipe countedAs(Counting rule) {
        requireNonNull(rule, "rule");
        return new Recipe(values, requireNonNull(rule, "counting"));
    }

    /**
     * The factors that this recipe states, in the order they were given.
     *
     * @return an unmodifiable set
     */
    public Set<Factor> factors() {
        return values.keySet();
    }

    /**
     * Says whether a law may read the factor from this recipe.
     *
     * @param factor which number
     * @return whether it is stated; for FLOPs also whether N and D are
     */
    public boolean has(Factor factor) {
        requireNonNull(factor, "factor");
        return asked != null
                || values.containsKey(factor)
                || (factor.equals(Factor.FLOPS)
                        && values.containsKey(Factor.PARAMETERS)
                        && values.containsKey(Factor.TOKENS));
    }

    /**
     * The value of a factor. FLOPs that are not stated are 6ND.
     *
     * @param factor which number
     * @return its value
     * @throws IllegalArgumentException when the recipe does not have it
     */
    public double value(Factor factor) {
        requireNonNull(factor, "factor");
        Double value = values.get(factor);

        // A recipe that only listens takes down what a law reads, and answers so that it reads on.
        if (asked != null) {
            asked.add(factor);
            return value == null ? requireNonNull(values.get(OTHER)) : value;
        }

        if (value != null) {
            return value;
        }

        if (!has(factor)) {
            throw new IllegalArgumentException("the recipe " + this + " has no " + factor.name());
        }
        return 6 * value(Factor.PARAMETERS) * value(Factor.TOKENS);
    }

    /**
     * The model size N with its counting rule.
     *
     * @return N
     * @throws IllegalArgumentException when the recipe does not have it
     */
    public ModelSize model() {
        return new ModelSize(value(Factor.PARAMETERS), counting);
    }

    /**
     * The training tokens D.
     *
     * @return D
     * @throws IllegalArgumentException when the recipe does not have them
     */
    public Tokens tokens() {
        return new Tokens(value(Factor.TOKENS));
    }

    /**
     * The training compute C: as stated, else 6ND.
     *
     * @return C
     * @throws IllegalArgumentException when the recipe has neither
     */
    public Compute compute() {
        return new Compute(value(Factor.FLOPS));
    }

    /**
     * How much data there is for the size of the model: D / N.
     *
     * @return tokens for each parameter
     * @throws IllegalArgumentException when the recipe lacks N or D
     */
    public double tokensPerParameter() {
        return value(Factor.TOKENS) / value(Factor.PARAMETERS);
    }

    /**
     * How parameters are counted.
     *
     * @return the counting rule
     */
    public Counting counting() {
        return counting;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipe that
                && that.values.equals(values)
                && that.counting == counting;
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + counting.hashCode();
    }

    /**
     * Writes every value with six digits, for people.
     *
     * @return such as {@code params=70B tokens=1.4T}
     */
    @Override
    public String toString() {
        String text =
                values.entrySet().stream()
                        .map(entry -> entry.getKey().name() + "=" + Digits.six(entry.getValue()))
                        .collect(Collectors.joining(" "));
        return counting == Counting.TOTAL ? text : text + " (" + counting + ")";
    }
}
