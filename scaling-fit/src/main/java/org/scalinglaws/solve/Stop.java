package org.scalinglaws.solve;

/** Why a solver stopped. */
public enum Stop {
    /** The gradient vanished: no step of the model promises more than rounding, or as little as asked for. */
    CONVERGED,
    /** No step lowered the value, though it is not known to be least: rounding is in the way. */
    PRECISION_LIMIT,
    /** The allowed number of evaluations was used up. */
    EVALUATION_LIMIT,
    /** The thread was interrupted. */
    INTERRUPTED,
    /** The cost, or a slope of it, does not exist at the start. */
    UNDEFINED_START;

    /**
     * Says whether the point is an optimum as far as double precision can tell.
     *
     * @return true for {@link #CONVERGED} and {@link #PRECISION_LIMIT}
     */
    public boolean isOptimum() {
        return this == CONVERGED || this == PRECISION_LIMIT;
    }
}
