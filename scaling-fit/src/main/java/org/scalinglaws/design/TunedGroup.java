package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * What the runs of one size and length say of the best learning rate and batch.
 *
 * @param size N
 * @param tokens D
 * @param runs how many runs it was fitted to
 * @param rate the best learning rate; absent where the group is left out
 * @param batch the best batch; absent where fewer than three were tried, or the group is left out
 * @param refusal why the group is left out; empty where it is not
 */
public record TunedGroup(
        ModelSize size,
        Tokens tokens,
        int runs,
        Optional<TunedOptimum> rate,
        Optional<TunedOptimum> batch,
        String refusal) {
    /** Refuses nulls and a negative count. */
    public TunedGroup {
        requireNonNull(size, "size");
        requireNonNull(tokens, "tokens");
        Require.count("runs", runs, 0, Integer.MAX_VALUE);
        requireNonNull(rate, "rate");
        requireNonNull(batch, "batch");
        requireNonNull(refusal, "refusal");
    }

    /** {@return whether the group takes part in the laws} */
    public boolean isUsed() {
        return rate.isPresent() && refusal.isEmpty();
    }

    /** {@return what was trained} */
    public Recipe recipe() {
        return Recipe.of(size, tokens);
    }

    /** How messages call it. */
    String name() {
        return Digits.four(size.parameters())
                + " parameters on "
                + Digits.four(tokens.count())
                + " tokens";
    }

    /**
     * Writes size, length and optimum, or why there is none.
     *
     * @return such as {@code 10M parameters on 200M tokens: learning rate 0.004 in [0.0035, 0.0046]}
     */
    @Override
    public String toString() {
        String said = rate.map(best -> "learning rate " + best).orElse(refusal);
        return name() + ": " + said + batch.map(best -> ", batch " + best).orElse("");
    }
}
