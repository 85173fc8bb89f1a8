package org.scalinglaws.health;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;

/**
 * The best run of one model size, and what it gained on the next smaller size.
 *
 * @param parameters N
 * @param loss the least loss of this size
 * @param tokensPerParameter D/N of that run; empty where its tokens are not known
 * @param gain by how much the loss fell for each tenfold of N since the size before, nats; negative
 *     where it rose; empty for the smallest size
 * @param course what that means
 */
public record Step(
        double parameters,
        Loss loss,
        OptionalDouble tokensPerParameter,
        OptionalDouble gain,
        Course course) {
    /** Refuses a size that is not positive. */
    public Step {
        Decimal.positive("parameters", parameters);
        requireNonNull(loss, "loss");
        requireNonNull(tokensPerParameter, "tokensPerParameter");
        requireNonNull(gain, "gain");
        requireNonNull(course, "course");
    }
}
