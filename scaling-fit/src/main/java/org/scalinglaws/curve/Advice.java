package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * What to do with a running training, and why.
 *
 * @param action what to do
 * @param cause what the curve shows
 * @param since the step at which it began
 * @param figure the number that decides; what it is, the reason says
 * @param reason one sentence without a full stop
 */
public record Advice(Action action, Cause cause, double since, double figure, String reason) {
    /** What to do. */
    public enum Action {
        /** Train on. */
        GO_ON,
        /** End the run. */
        STOP,
        /** Lower the learning rate, from a checkpoint before the trouble where there was any. */
        LOWER_RATE,
        /** End the run and spend on tuning. */
        FINE_TUNE;

        /** {@return the words in small letters} */
        @Override
        public String toString() {
            return words(this);
        }
    }

    /** What the curve shows. */
    public enum Cause {
        /** The loss falls. */
        HEALTHY,
        /** The loss rises, or is no number. */
        DIVERGING,
        /** The loss jumped up and came back, again and again. */
        SPIKES,
        /** The validation loss turned up while the training loss falls. */
        OVERFITTING,
        /** The validation loss stands still while the training loss falls. */
        REPEATED_DATA,
        /** The loss stands still. */
        CONVERGED,
        /** No new best in as many checkpoints as patience allows. */
        PATIENCE,
        /** What is left of the run costs more than it is expected to gain. */
        PRICE,
        /** Tuning data is worth more than what is left of the run. */
        TUNING;

        /** {@return the words in small letters} */
        @Override
        public String toString() {
            return words(this);
        }
    }

    /** Refuses a step and a figure that are no numbers. */
    public Advice {
        requireNonNull(action, "action");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
        Decimal.nonNegative("step", since);
        Decimal.finite("figure", figure);
    }

    /** A share in percent, in two digits. */
    static String percent(double share) {
        return Digits.two(100 * share) + " %";
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@return the action and the reason} */
    @Override
    public String toString() {
        return action + ": " + reason;
    }
}
