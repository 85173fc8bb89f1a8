package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;

/**
 * What two recipes need for one loss, each by the law of its own runs and its best model size.
 *
 * @param loss the loss that both reach
 * @param reference the least compute of the reference; empty where its law never reaches the loss
 * @param recipe the least compute of the other recipe, empty likewise
 * @param worth the first over the second, empty where one is missing
 */
public record AtLoss(
        Loss loss, Optional<Compute> reference, Optional<Compute> recipe, Optional<Worth> worth) {
    /** Refuses nulls. */
    public AtLoss {
        requireNonNull(loss, "loss");
        requireNonNull(reference, "reference");
        requireNonNull(recipe, "recipe");
        requireNonNull(worth, "worth");
    }
}
