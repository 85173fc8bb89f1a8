package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * What one token costs a model in floating-point operations, by its size alone. A multiplication and
 * an addition are two operations; the backward pass takes twice the forward pass.
 *
 * <p>{@code TokenCost.of("6N + attention", n -> 6 * n + 12 * layers * width * context)} is a rule of
 * your own; with it a plan is sought numerically.
 */
public final class TokenCost {
    /** Forward and backward: 6 N a token, C = 6ND. */
    public static final TokenCost TRAINING = perParameter(6);

    /** Forward: 2 N a token read or written. */
    public static final TokenCost SERVING = perParameter(2);

    private static final double STRIDE = Math.log(1e3);
    private static final double MOST_LOG_SIZE = 700;

    private final String name;
    private final DoubleUnaryOperator rule;
    private final OptionalDouble perParameter;
    private final String formula;

    private TokenCost(String name, DoubleUnaryOperator rule, OptionalDouble perParameter) {
        this(
                name,
                rule,
                perParameter,
                perParameter.isPresent()
                        ? "C = " + Decimal.format(perParameter.getAsDouble()) + " N D"
                        : "C = (" + name + ") D");
    }

    private TokenCost(
            String name, DoubleUnaryOperator rule, OptionalDouble perParameter, String formula) {
        this.name = name;
        this.rule = rule;
        this.perParameter = perParameter;
        this.formula = formula;
    }

    /**
     * So many operations a parameter: 6 for training, 8 with every activation computed twice, 2 for
     * inference.
     *
     * @param flops operations a parameter and token, positive
     * @return the rule
     */
    public static TokenCost perParameter(double flops) {
        Decimal.positive("FLOP a parameter and token", flops);
        return new TokenCost(Decimal.format(flops) + "N", n -> flops * n, OptionalDouble.of(flops));
    }

    /**
     * A rule of your own.
     *
     * @param name how to call it, such as {@code 6N + attention}
     * @param flops operations a token at N parameters, positive and rising with N
     * @return the rule
     */
    public static TokenCost of(String name, DoubleUnaryOperator flops) {
        return new TokenCost(
                requireNonNull(name, "name"),
                requireNonNull(flops, "flops"),
                OptionalDouble.empty());
    }

    /**
     * What a training token costs by the rule of a law, at the further factors that it reads.
     *
     * @param rule how the law counts compute
     * @param held the values of further factors, such as granularity
     * @return the rule over N; {@link #TRAINING} for 6 N
     */
    public static TokenCost training(ComputeRule rule, Map<Factor, Double> held) {
        requireNonNull(rule, "rule");
        Require.noNull("held", held);
        return rule.equals(ComputeRule.SIX_N)
                ? TRAINING
                : new TokenCost(
                        rule.formula(),
                        n -> rule.trainingFlops(sized(n, held)),
                        OptionalDouble.empty(),
                        rule.formula());
    }

    /**
     * What a served token costs by the rule of a law, at the further factors that it reads.
     *
     * @param rule how the law counts compute
     * @param held the values of further factors, such as granularity
     * @return the rule over N; {@link #SERVING} for 6 N in training
     */
    public static TokenCost serving(ComputeRule rule, Map<Factor, Double> held) {
        requireNonNull(rule, "rule");
        Require.noNull("held", held);
        return rule.equals(ComputeRule.SIX_N)
                ? SERVING
                : of("a third of " + rule.formula(), n -> rule.servingFlops(sized(n, held)));
    }

    /** A recipe for rules, which read no tokens. */
    private static Recipe sized(double parameters, Map<Factor, Double> held) {
        Map<Factor, Double> all = new HashMap<>(held);
        all.put(Factor.PARAMETERS, parameters);
        return Recipe.of(all);
    }

    /**
     * The cost of one token.
     *
     * @param parameters N, counted as the rule counts
     * @return operations a token
     */
    public double flops(double parameters) {
        return Decimal.positive(name + " FLOP a token", rule.applyAsDouble(parameters));
    }

    /** Operations a parameter and token where that is the whole rule. */
    OptionalDouble perParameter() {
        return perParameter;
    }

    /** Whether it is the rule by which a recipe counts its FLOPs unless it states them. */
    boolean isSixN() {
        return equals(TRAINING);
    }

    /** The recipe, which says what it costs where that is not 6ND. */
    Recipe stated(Recipe recipe) {
        return isSixN()
                ? recipe
                : recipe.with(
                        Factor.FLOPS,
                        flops(recipe.value(Factor.PARAMETERS)) * recipe.value(Factor.TOKENS));
    }

    /** The N whose token costs so much. */
    double sizeOf(double flops) {
        return perParameter.isPresent()
                ? flops / perParameter.getAsDouble()
                : root(log -> logFlops(log) - Math.log(flops), flops, flops);
    }

    /** The N that costs so much with so many tokens a parameter. */
    double sizeAtRatio(double flops, double tokensPerParameter) {
        return perParameter.isPresent()
                ? Math.sqrt(flops / (perParameter.getAsDouble() * tokensPerParameter))
                : root(
                        log -> logFlops(log) + log - Math.log(flops / tokensPerParameter),
                        Math.sqrt(flops / tokensPerParameter),
                        flops);
    }

    /** By how many per cent the cost rises with a per cent of N. */
    double elasticity(double parameters) {
        return perParameter.isPresent()
                ? 1
                : CentralDifferences.surestSlope(this::logFlops, Math.log(parameters));
    }

    private double logFlops(double logSize) {
        return Math.log(flops(Math.exp(logSize)));
    }

    private double root(DoubleUnaryOperator rising, double guess, double flops) {
        double lower = Math.log(guess / 6);
        double upper = lower;
        while (!(rising.applyAsDouble(lower) <= 0)) {
            lower -= STRIDE;
            if (lower < -MOST_LOG_SIZE) {
                throw none(flops);
            }
        }

        while (!(rising.applyAsDouble(upper) >= 0)) {
            upper += STRIDE;
            if (upper > MOST_LOG_SIZE) {
                throw none(flops);
            }
        }
        return Math.exp(lower == upper ? lower : Crossing.between(rising, lower, upper));
    }

    private NoPlanException none(double flops) {
        return new NoPlanException(
                "no model costs " + Decimal.format(flops) + " FLOP by the rule " + name);
    }

    /** Such as {@code C = 6 N D}. */
    String training() {
        return formula;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenCost that
                && name.equals(that.name)
                && perParameter.equals(that.perParameter)
                && (perParameter.isPresent() || rule.equals(that.rule));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /**
     * Writes the name.
     *
     * @return such as {@code 6N}
     */
    @Override
    public String toString() {
        return name;
    }
}
