package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.solve.Stop;

/**
 * One law of an {@link Ensemble}, and how it was found.
 *
 * @param number which piece of the work it is, from 0
 * @param law the law
 * @param objective what was made small, at the law
 * @param stop why the search stopped
 * @param evaluations how often the objective was evaluated
 * @param otherBasin whether the fit's own problem, started here, does not lead back to the fit; then
 *     the whole range was searched
 * @param <L> the type of the law
 */
public record Replicate<L extends LossLaw>(
        int number, L law, double objective, Stop stop, int evaluations, boolean otherBasin) {
    /** Refuses nulls, and an objective that is not finite. */
    public Replicate {
        requireNonNull(law, "law");
        requireNonNull(stop, "stop");
        Decimal.finite("objective of a replicate", objective);
    }

    /**
     * A replicate without a law.
     *
     * @param number which piece of the work it is, from 0
     * @param reason why there is none
     */
    public record Failure(int number, String reason) {
        /** Refuses null. */
        public Failure {
            requireNonNull(reason, "reason");
        }
    }
}
