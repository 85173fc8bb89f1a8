package org.scalinglaws.lab;

import java.util.List;

/**
 * What came out of a run.
 *
 * @param job the run
 * @param loss cross-entropy on the held-out text, nats per token
 * @param accuracy share of the held-out words that were the likeliest of all by the model
 * @param trainingLoss cross-entropy on the text that it was trained on, by the final weights
 * @param expectedLoss cross-entropy on endless text from the source, exactly
 * @param seconds how long it took
 * @param curve its losses along the way
 */
record Trained(
        Job job,
        double loss,
        double accuracy,
        double trainingLoss,
        double expectedLoss,
        double seconds,
        List<Point> curve) {
    /**
     * A moment of a training run.
     *
     * @param step steps so far
     * @param rate the learning rate of the step
     * @param trainingLoss mean loss of the batches since the moment before
     * @param heldOutLoss loss on the held-out text
     */
    record Point(int step, double rate, double trainingLoss, double heldOutLoss) {}

    Trained {
        curve = List.copyOf(curve);
    }
}
