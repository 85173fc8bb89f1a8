package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * One observation: what was trained, the loss it reached, and how often it counts.
 *
 * @param recipe what was trained
 * @param loss the loss reached, nats per token
 * @param weight positive; {@link Dataset#of} takes it for a frequency, where 2 is the same run twice,
 *     and a run of another table has it by the {@link Dataset#weightKind} of that
 */
public record Run(Recipe recipe, Loss loss, double weight) {
    /** Refuses a weight that is not positive and finite. */
    public Run {
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        Decimal.positive("weight", weight);
    }

    /**
     * A run that counts once.
     *
     * @param recipe what was trained
     * @param loss the loss reached
     * @return the run
     */
    public static Run of(Recipe recipe, Loss loss) {
        return new Run(recipe, loss, 1);
    }

    /**
     * A run of a model of some size on some tokens, which counts once.
     *
     * @param parameters N, all parameters counted
     * @param tokens D
     * @param nats the loss reached, nats per token
     * @return the run
     */
    public static Run of(double parameters, double tokens, double nats) {
        return of(Recipe.of(parameters, tokens), Loss.nats(nats));
    }
}
