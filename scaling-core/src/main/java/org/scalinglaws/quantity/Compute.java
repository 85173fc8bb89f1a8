package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An amount of work: floating-point operations, not operations per second.
 *
 * @param flops number of floating-point operations, positive
 */
public record Compute(double flops) implements Comparable<Compute> {
    private static final double FLOPS_PER_PETAFLOP_DAY = 8.64e19;

    /** Refuses an amount that is not positive and finite. */
    public Compute {
        Decimal.positive("compute in FLOP", flops);
    }

    /**
     * An amount in floating-point operations.
     *
     * @param flops number of operations
     * @return the amount
     */
    public static Compute flops(double flops) {
        return new Compute(flops);
    }

    /**
     * Several amounts, such as the budgets of a sweep.
     *
     * @param flops numbers of operations
     * @return the amounts in that order
     */
    public static List<Compute> budgets(double... flops) {
        return DoubleStream.of(requireNonNull(flops, "flops")).mapToObj(Compute::new).toList();
    }

    /**
     * An amount in petaFLOP/s-days; one is 8.64e19 operations.
     *
     * @param days number of days at 1e15 operations a second
     * @return the amount
     */
    public static Compute petaflopDays(double days) {
        return new Compute(days * FLOPS_PER_PETAFLOP_DAY);
    }

    /**
     * The work of training a dense transformer by the usual rule.
     *
     * <pre>  C = 6 N D</pre>
     *
     * @param model N
     * @param tokens D
     * @return C
     */
    public static Compute ofTraining(ModelSize model, Tokens tokens) {
        requireNonNull(model, "model");
        requireNonNull(tokens, "tokens");
        return new Compute(6 * model.parameters() * tokens.count());
    }

    /**
     * The tokens on which a model of a given size is trained with this compute, by D = C / 6N.
     *
     * @param model N
     * @return D
     */
    public Tokens tokensFor(ModelSize model) {
        requireNonNull(model, "model");
        return new Tokens(flops / (6 * model.parameters()));
    }

    /**
     * The size of the model that is trained on given tokens with this compute, by N = C / 6D.
     *
     * @param tokens D
     * @return N
     */
    public ModelSize sizeFor(Tokens tokens) {
        requireNonNull(tokens, "tokens");
        return ModelSize.of(flops / (6 * tokens.count()));
    }

    /**
     * Reads {@code 5.76e23}; the inverse of {@link #text()}.
     *
     * @param text a number of floating-point operations
     * @return the amount
     * @throws IllegalArgumentException when the text is not an amount
     */
    public static Compute parse(String text) {
        requireNonNull(text, "text");
        return new Compute(Decimal.parse("compute in FLOP", text));
    }

    /**
     * The amount in petaFLOP/s-days.
     *
     * @return operations divided by 8.64e19
     */
    public double petaflopDays() {
        return flops / FLOPS_PER_PETAFLOP_DAY;
    }

    @Override
    public int compareTo(Compute other) {
        requireNonNull(other, "other");
        return Double.compare(flops, other.flops);
    }

    /**
     * The exact number of operations: {@link #parse} reads it back.
     *
     * @return such as {@code 5.76e23}
     */
    public String text() {
        return Decimal.format(flops);
    }

    /**
     * Writes six digits, for people.
     *
     * @return such as {@code 5.76e23}
     */
    @Override
    public String toString() {
        return Digits.six(flops);
    }
}
