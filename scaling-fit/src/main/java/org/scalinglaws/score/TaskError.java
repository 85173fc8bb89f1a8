package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/**
 * How well the score of one task is foretold for runs that were kept out of the fit.
 *
 * @param task the column of its score
 * @param withheld how many runs were kept out
 * @param error the root of the mean square of score foretold less score measured
 * @param gain the same of the best score that was kept less score measured: what is lost by foretelling no
 *     change
 * @param held how many intervals for a new run hold what was measured
 */
public record TaskError(String task, int withheld, double error, double gain, int held) {
    /** Refuses errors that are not finite. */
    public TaskError {
        requireNonNull(task, "task");
        Decimal.nonNegative("error", error);
        Decimal.nonNegative("gain", gain);
    }

    /**
     * Whether the task can be foretold.
     *
     * @return true where the error is less than half of what is lost by foretelling no change
     */
    public boolean isPredictable() {
        return error < 0.5 * gain;
    }
}
