package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;

/**
 * What is foretold of a run, a loss or a score.
 *
 * @param estimate by the law
 * @param interval in which the law lies; empty where the runs do not determine it
 * @param newRun in which one new run is measured: the doubt of the law and the noise of a run together;
 *     empty likewise
 */
public record Reading(double estimate, Optional<Interval> interval, Optional<Interval> newRun) {
    /** Refuses an estimate that is not finite. */
    public Reading {
        Decimal.finite("estimate", estimate);
        requireNonNull(interval, "interval");
        requireNonNull(newRun, "newRun");
    }
}
