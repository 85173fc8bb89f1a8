package org.scalinglaws.lab;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Id;

/**
 * One run of the lab before it is trained.
 *
 * @param role what it is for
 * @param shape the model
 * @param tokens D: tokens seen, a multiple of the batch
 * @param uniqueTokens how many of them are distinct places of the text, a multiple of the batch; they
 *     are seen again and again
 * @param batch tokens between two steps
 * @param rate the highest learning rate
 * @param seed decides the first weights and where in the text training starts, together with all else
 */
record Job(
        Role role, Shape shape, int tokens, int uniqueTokens, int batch, double rate, long seed) {
    /** What a run is for. */
    enum Role {
        /** It tries a learning rate. */
        TRIAL,
        /** It is one of the sizes and token counts that a law is fitted to. */
        GRID,
        /** It is larger than all those; a law forecasts it. */
        WITHHELD;

        @Override
        public String toString() {
            return Id.of(this);
        }
    }

    Job {
        Decimal.positive("learning rate", rate);
        if (batch < 1 || tokens < batch || tokens % batch != 0) {
            throw new IllegalArgumentException(
                    "tokens must be a multiple of the batch, got " + tokens + " and " + batch);
        }
        if (uniqueTokens < batch || uniqueTokens > tokens || uniqueTokens % batch != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "unique tokens must be a multiple of the batch and at most the tokens, got"
                                    + " %d of %d with batch %d",
                            uniqueTokens, tokens, batch));
        }
    }

    int steps() {
        return tokens / batch;
    }

    /** FLOP of the training. */
    double flops() {
        return shape.flopsPerToken() * tokens;
    }

    /** All that decides how it ends; no two runs of a study share it. */
    String key() {
        return String.join(
                " ",
                role.toString(),
                shape.toString(),
                Integer.toString(tokens),
                Integer.toString(uniqueTokens),
                Integer.toString(batch),
                Double.toString(rate),
                Long.toString(seed));
    }
}
