package org.scalinglaws.quantity;

/** Which weights a parameter count includes. Counts by different rules are never mixed silently. */
public enum Counting {
    /** Every weight of the model, embeddings included. The default. */
    TOTAL,
    /** Every weight but those of the token and position embeddings, as Kaplan et al. (2020). */
    NON_EMBEDDING,
    /**
     * Every weight but those that a token only looks up: the learned positions, and the matrix of the
     * token embedding where the output has a matrix of its own. A tied matrix counts, once, as the
     * head.
     */
    WITHOUT_INPUT_EMBEDDING,
    /** The weights that one token passes through: for mixtures of experts. */
    ACTIVE;

    /**
     * Names the rule as people write it.
     *
     * @return {@code total}, {@code non-embedding}, {@code without-input-embedding} or {@code
     *     active}
     */
    @Override
    public String toString() {
        return Id.of(this);
    }
}
