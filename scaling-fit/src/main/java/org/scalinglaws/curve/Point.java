package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * One checkpoint of a training curve.
 *
 * @param step how far training was: steps, tokens or epochs, zero or more
 * @param loss on the training data; NaN or infinite where training diverged
 * @param accuracy a share from 0 to 1; empty where it was not logged
 * @param validationLoss on data held out; empty where it was not logged
 * @param learningRate empty where it was not logged
 */
public record Point(
        double step,
        double loss,
        OptionalDouble accuracy,
        OptionalDouble validationLoss,
        OptionalDouble learningRate) {
    /** Refuses a negative step, an accuracy outside 0 to 1 and a negative learning rate. */
    public Point {
        Decimal.nonNegative("step", step);
        requireNonNull(accuracy, "accuracy");
        requireNonNull(validationLoss, "validationLoss");
        requireNonNull(learningRate, "learningRate");
        if (accuracy.isPresent() && !(accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "accuracy must lie between 0 and 1 or be written in percent, got "
                            + Decimal.format(accuracy.getAsDouble()));
        }
        learningRate.ifPresent(rate -> Decimal.nonNegative("learning rate", rate));
    }

    /**
     * A checkpoint of which the loss alone is known.
     *
     * @param step how far training was
     * @param loss on the training data
     * @return the checkpoint
     */
    public static Point of(double step, double loss) {
        OptionalDouble none = OptionalDouble.empty();
        return new Point(step, loss, none, none, none);
    }

    /**
     * The same checkpoint with an accuracy.
     *
     * @param share from 0 to 1
     * @return a new checkpoint
     */
    public Point withAccuracy(double share) {
        return new Point(step, loss, OptionalDouble.of(share), validationLoss, learningRate);
    }

    /**
     * The same checkpoint with a loss on data held out.
     *
     * @param held the loss there
     * @return a new checkpoint
     */
    public Point withValidationLoss(double held) {
        return new Point(step, loss, accuracy, OptionalDouble.of(held), learningRate);
    }

    /**
     * The same checkpoint with a learning rate.
     *
     * @param rate zero or more
     * @return a new checkpoint
     */
    public Point withLearningRate(double rate) {
        return new Point(step, loss, accuracy, validationLoss, OptionalDouble.of(rate));
    }

    /** {@return the step and all that was logged there} */
    @Override
    public String toString() {
        StringJoiner parts = new StringJoiner(", ", "step " + Digits.six(step) + ": ", "");
        parts.add("loss " + Digits.six(loss));
        accuracy.ifPresent(share -> parts.add("accuracy " + Digits.six(share)));
        validationLoss.ifPresent(held -> parts.add("validation loss " + Digits.six(held)));
        learningRate.ifPresent(rate -> parts.add("learning rate " + Digits.six(rate)));
        return parts.toString();
    }

    /** The same checkpoint with another training loss. */
    Point withLoss(double other) {
        return new Point(step, other, accuracy, validationLoss, learningRate);
    }

    /**
     * Whether training had diverged.
     *
     * @return true where the loss is NaN or infinite
     */
    public boolean isDiverged() {
        return !Double.isFinite(loss);
    }
}
