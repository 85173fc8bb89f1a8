package org.scalinglaws.plan;

import org.scalinglaws.quantity.Compute;

/** Turns a budget into a plan. */
@FunctionalInterface
public interface Planner {
    /**
     * Plans for a training budget.
     *
     * @param budget what may be spent, FLOP
     * @return what to train
     * @throws NoPlanException when the law has no best recipe at this budget
     */
    Plan plan(Compute budget);
}
