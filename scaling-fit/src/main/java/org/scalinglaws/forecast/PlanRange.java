package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;

/**
 * How to spend a budget, with the doubt about the form in it.
 *
 * @param budget training compute, 6ND
 * @param params the interval of the best model size
 * @param tokens the interval of the best token count
 */
public record PlanRange(Compute budget, Interval params, Interval tokens) {
    /** Refuses nulls. */
    public PlanRange {
        requireNonNull(budget, "budget");
        requireNonNull(params, "params");
        requireNonNull(tokens, "tokens");
    }
}
