package org.scalinglaws.transformer;

import java.util.Arrays;

/** Probabilities of the next token at every place of a sequence, and what they cost. For one thread. */
final class Predictions {
    private final float[][] scores;
    private final float[] highest;
    private final float[] sum;
    private final float[] losses;
    private final boolean[] right;

    Predictions(int vocabulary, Space space) {
        this.scores = space.rows(vocabulary);
        this.highest = new float[space.places()];
        this.sum = new float[space.places()];
        this.losses = new float[space.places()];
        this.right = new boolean[space.places()];
    }

    /** A row for each token: logits to be written, then probabilities, then slopes. */
    float[][] scores() {
        return scores;
    }

    /** -ln of the probability of what followed, nats, place by place. */
    float[] losses() {
        return losses;
    }

    /** Whether no other token was likelier than the one that followed. */
    boolean[] right() {
        return right;
    }

    /** Makes probabilities of logits, and takes the losses of the tokens after a place of a text. */
    void of(int[] text, int from) {
        Arrays.fill(highest, Float.NEGATIVE_INFINITY);
        for (float[] row : scores) {
            raise(row, highest);
        }
        for (int t = 0; t < losses.length; t++) {
            float logit = scores[text[from + 1 + t]][t];
            right[t] = logit == highest[t];
            losses[t] = highest[t] - logit;
        }

        Arrays.fill(sum, 0);
        for (float[] row : scores) {
            exponentials(row, highest, sum);
        }
        for (int t = 0; t < losses.length; t++) {
            losses[t] += (float) StrictMath.log(sum[t]);
            sum[t] = 1 / sum[t];
        }
        for (float[] row : scores) {
            multiply(row, sum);
        }
    }

    /** Makes slopes of the logits of the probabilities; the loss counts with a weight. */
    void slopes(int[] text, int from, float weight) {
        for (int t = 0; t < losses.length; t++) {
            scores[text[from + 1 + t]][t] -= 1;
        }
        for (float[] row : scores) {
            for (int t = 0; t < row.length; t++) {
                row[t] *= weight;
            }
        }
    }

    private static void raise(float[] row, float[] most) {
        for (int t = 0; t < most.length; t++) {
            most[t] = Math.max(most[t], row[t]);
        }
    }

    private static void exponentials(float[] row, float[] highest, float[] sum) {
        for (int t = 0; t < row.length; t++) {
            row[t] = Exponential.of(row[t] - highest[t]);
        }
        Norm.add(row, sum);
    }

    private static void multiply(float[] row, float[] factors) {
        for (int t = 0; t < row.length; t++) {
            row[t] *= factors[t];
        }
    }
}
