package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * One recipe of a {@link Choice}, and what the laws say of it.
 *
 * @param name how it is called
 * @param recipe what would be trained
 * @param loss the loss that the law of the fit expects
 * @param interval an interval of the loss, nats per token, at the level of the choice
 * @param probabilityOfBest the share of laws under which no other candidate has less loss; those
 *     that tie share it
 * @param regret its loss above that of the best, under each law
 */
public record Candidate(
        String name,
        Recipe recipe,
        Loss loss,
        Interval interval,
        double probabilityOfBest,
        Regret regret) {
    /** Shares of laws are added up. */
    private static final double ROUNDING = 1e-9;

    /** Refuses nulls, and a probability outside 0 to 1. */
    public Candidate {
        requireNonNull(name, "name");
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        requireNonNull(interval, "interval");
        requireNonNull(regret, "regret");
        if (!(probabilityOfBest >= 0 && probabilityOfBest <= 1 + ROUNDING)) {
            throw new IllegalArgumentException(
                    "probability of being best must be from 0 to 1, got "
                            + Decimal.format(probabilityOfBest));
        }
    }

    /**
     * Writes the loss, the probability of being best and the regret, rounded.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return String.format(
                "%s: %s to a loss of %s nats, best with %s; regret: %s",
                name, recipe, Digits.loss(loss.nats()), Digits.percent(probabilityOfBest), regret);
    }
}
