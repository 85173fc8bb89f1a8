package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What came out of a training run.
 *
 * @param job the run
 * @param loss cross-entropy on all held-out text, nats per token
 * @param accuracy share of its tokens that no other token was likelier than, by the model
 * @param seconds processor time of the training, what was measured along the way left out
 * @param curve its losses along the way
 */
public record TransformerRun(
        TransformerJob job, double loss, double accuracy, double seconds, List<Point> curve) {
    /**
     * A moment of a run.
     *
     * @param step steps so far
     * @param rate the learning rate of the step
     * @param trainingLoss mean loss of the batches since the moment before, nats per token
     * @param heldOutLoss loss on a part of the held-out text, the same at every moment
     * @param accuracy share of its tokens that no other token was likelier than
     */
    public record Point(
            int step, double rate, double trainingLoss, double heldOutLoss, double accuracy) {}

    /** Copies the curve. */
    public TransformerRun {
        requireNonNull(job, "job");
        curve = List.copyOf(curve);
    }

    /**
     * How fast it was.
     *
     * @return FLOP by the rule of the job over the seconds of processor time
     */
    public double flopsPerSecond() {
        return job.compute().flops() / seconds;
    }
}
