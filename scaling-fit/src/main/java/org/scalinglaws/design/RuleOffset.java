package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/**
 * How far a rule is off over the sizes and lengths of one's own sweeps.
 *
 * @param rule its name, such as {@code step-law-2025}
 * @param rate its learning rate over the best one, a geometric mean; absent where it gives none
 * @param rateFactor how far off its rates are: exp of the root mean square of ln(rule / best)
 * @param batch its batch over the best one; absent where no batch was tuned
 * @param batchFactor how far off its batches are
 * @param rise by how much its settings raise ln loss above the least, a mean over the groups in which
 *     they lie among those tried; absent where there are none
 * @param outside in how many groups they do not
 * @param groups how many groups it was held against
 */
public record RuleOffset(
        String rule,
        OptionalDouble rate,
        OptionalDouble rateFactor,
        OptionalDouble batch,
        OptionalDouble batchFactor,
        OptionalDouble rise,
        int outside,
        int groups) {
    /** Refuses nulls and negative counts. */
    public RuleOffset {
        requireNonNull(rule, "rule");
        requireNonNull(rate, "rate");
        requireNonNull(rateFactor, "rateFactor");
        requireNonNull(batch, "batch");
        requireNonNull(batchFactor, "batchFactor");
        requireNonNull(rise, "rise");
        Require.count("outside", outside, 0, Integer.MAX_VALUE);
        Require.count("groups", groups, 0, Integer.MAX_VALUE);
    }

    /**
     * Writes the rule and how far off its rates are.
     *
     * @return such as {@code step-law-2025: rates 1.2 times the best, off by a factor of 1.3}
     */
    @Override
    public String toString() {
        return rule
                + ": "
                + (rate.isPresent() && rateFactor.isPresent()
                        ? "rates "
                                + Digits.three(rate.getAsDouble())
                                + " times the best, off by a factor of "
                                + Digits.three(rateFactor.getAsDouble())
                        : "no learning rate");
    }
}
