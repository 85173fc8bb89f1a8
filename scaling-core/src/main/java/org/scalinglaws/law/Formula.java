package org.scalinglaws.law;

/** A law as one expression of its numbers and of what it reads from a run. */
@FunctionalInterface
public interface Formula {
    /**
     * The loss.
     *
     * @param values the law's numbers, in the order of the family's parameters; not to be written
     * @param factors what the law reads, in the order of the family's factors; not to be written
     * @return nats per token, or the unit of the observations; NaN where the law does not exist
     */
    double loss(double[] values, double[] factors);
}
