package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * The best model size and the best number of tokens that runs of one budget point to.
 *
 * @param budget C, FLOP
 * @param parameters N*; NaN where the runs point nowhere
 * @param tokens D*; NaN where the runs point nowhere
 * @param loss the least loss, nats per token; NaN where the runs point nowhere
 * @param rows how many runs it is read off
 * @param parametersInterval where N* could lie by these runs alone; without ends where not known
 * @param tokensInterval where D* could lie by these runs alone; without ends where not known
 * @param refusal why it takes no part in a power law; empty where it does
 */
public record Optimum(
        Compute budget,
        double parameters,
        double tokens,
        double loss,
        int rows,
        Interval parametersInterval,
        Interval tokensInterval,
        String refusal) {
    static final Interval UNKNOWN = new Interval(0, Double.POSITIVE_INFINITY);

    /** Refuses nulls and numbers without end. */
    public Optimum {
        requireNonNull(budget, "budget");
        requireNonNull(parametersInterval, "parametersInterval");
        requireNonNull(tokensInterval, "tokensInterval");
        requireNonNull(refusal, "refusal");
        requireNoneEndless("N*", parameters);
        requireNoneEndless("D*", tokens);
        requireNoneEndless("least loss", loss);
    }

    private static void requireNoneEndless(String what, double value) {
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    what + " must be a number or unknown, got " + Decimal.format(value));
        }
    }

    /** {@return whether it takes part in the power laws} */
    public boolean isUsed() {
        return refusal.isEmpty();
    }

    /** The same without a part in the power laws; the first reason stays. */
    Optimum refused(String reason) {
        return isUsed()
                ? new Optimum(
                        budget,
                        parameters,
                        tokens,
                        loss,
                        rows,
                        parametersInterval,
                        tokensInterval,
                        reason)
                : this;
    }

    /**
     * Writes the budget and its best recipe.
     *
     * @return such as {@code 1e19 FLOP: N* 221.4M, D* 7.531B, loss 0.8712 from 13 runs}
     */
    @Override
    public String toString() {
        return Digits.four(budget.flops())
                + " FLOP: N* "
                + Digits.four(parameters)
                + ", D* "
                + Digits.four(tokens)
                + ", loss "
                + Digits.four(loss)
                + " from "
                + rows
                + " runs"
                + (isUsed() ? "" : "; left out: " + refusal);
    }
}
