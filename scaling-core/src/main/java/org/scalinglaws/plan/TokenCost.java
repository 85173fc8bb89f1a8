package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.quantity.Decimal;

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

    private final String name;
    private final DoubleUnaryOperator rule;
    private final OptionalDouble perParameter;

    private TokenCost(String name, DoubleUnaryOperator rule, OptionalDouble perParameter) {
        this.name = name;
        this.rule = rule;
        this.perParameter = perParameter;
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
