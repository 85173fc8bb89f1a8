package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.scalinglaws.law.curve.Schedule;

/**
 * Trains transformers on one text and measures them on another. The training text is cut into sequences
 * of the context; a seed shuffles them, and a run takes them one after the other, so that it repeats none
 * before it has seen all. Immutable: threads may share a trainer, and each run is the same on any of
 * them.
 */
public final class TransformerTrainer {
    private static final int POINTS = 20;
    private static final int GLANCE = 20_000;
    private static final double NANO = 1e-9;

    private final int[] training;
    private final int[] heldOut;

    private TransformerTrainer(int[] training, int[] heldOut) {
        this.training = training;
        this.heldOut = heldOut;
    }

    /**
     * A trainer on a text.
     *
     * @param training tokens to train on, numbers from 0 on
     * @param heldOut tokens to measure on, of the same vocabulary
     * @return the trainer
     */
    public static TransformerTrainer of(int[] training, int[] heldOut) {
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        return new TransformerTrainer(training.clone(), heldOut.clone());
    }

    /**
     * Trains a new model.
     *
     * @param job the run
     * @param progress hears what share of the work is done
     * @return what came out
     * @throws IllegalArgumentException when a text is shorter than one sequence or has tokens outside the
     *     vocabulary
     * @throws InterruptedException when the thread is interrupted; nothing came out
     */
    public TransformerRun train(TransformerJob job, DoubleConsumer progress)
            throws InterruptedException {
        requireNonNull(job, "job");
        return train(job, TransformerModel.of(job.shape(), job.seed()), progress);
    }

    /**
     * Trains a model that the caller has made, and keeps.
     *
     * @param job the run
     * @param model a model of the job's shape; its weights are changed
     * @param progress hears what share of the work is done
     * @return what came out
     * @throws IllegalArgumentException when a text is shorter than one sequence or has tokens outside the
     *     vocabulary
     * @throws InterruptedException when the thread is interrupted; the model is half trained
     */
    public TransformerRun train(TransformerJob job, TransformerModel model, DoubleConsumer progress)
            throws InterruptedException {
        requireNonNull(job, "job");
        requireNonNull(model, "model");
        requireNonNull(progress, "progress");
        if (!model.shape().equals(job.shape())) {
            throw new IllegalArgumentException(
                    "the model must have the shape of the job, got " + model.shape());
        }
        check("training text", training, job);
        check("held-out text", heldOut, job);

        Session session = new Session(job, model, progress);
        session.learn();
        Measured end = measure(model, Integer.MAX_VALUE);
        return new TransformerRun(job, end.loss, end.accuracy, session.seconds, session.curve);
    }

    private static void check(String what, int[] text, TransformerJob job) {
        int context = job.shape().context();
        if (text.length <= context) {
            throw new IllegalArgumentException(
                    String.format(
                            "the %s must have more tokens than the context of %d, got %d",
                            what, context, text.length));
        }
        int vocabulary = job.shape().vocabulary();
        for (int i = 0; i < text.length; i++) {
            if (text[i] < 0 || text[i] >= vocabulary) {
                throw new IllegalArgumentException(
                        String.format(
                                "token %d of the %s must be from 0 to %d, got %d",
                                i, what, vocabulary - 1, text[i]));
            }
        }
    }

    /** Loss and accuracy on sequences spread over the held-out text, of at most so many tokens. */
    private Measured measure(TransformerModel model, int most) {
        int context = model.shape().context();
        int sequences = (heldOut.length - 1) / context;
        int taken = Math.max(1, Math.min(sequences, most / context));
        double loss = 0;
        long right = 0;
        for (int i = 0; i < taken; i++) {
            int from = (int) ((long) i * sequences / taken) * context;
            Predictions predictions = model.predict(heldOut, from);
            for (int t = 0; t < context; t++) {
                loss += predictions.losses()[t];
                right += predictions.right()[t] ? 1 : 0;
            }
        }
        double tokens = (double) taken * context;
        return new Measured(loss / tokens, right / tokens);
    }

    private record Measured(double loss, double accuracy) {}

    /** One run: where it is in its text and what it has seen. */
    private final class Session {
        private final TransformerJob job;
        private final TransformerModel model;
        private final DoubleConsumer progress;
        private final List<TransformerRun.Point> curve = new ArrayList<>();
        private final SplittableRandom random;
        private final int[] order;
        private int next;
        private double seconds;

        private Session(TransformerJob job, TransformerModel model, DoubleConsumer progress) {
            this.job = job;
            this.model = model;
            this.progress = progress;
            this.random = new SplittableRandom(job.seed()).split();
            int context = job.shape().context();
            int sequences = (training.length - 1) / context;
            this.order = IntStream.range(0, sequences).map(i -> i * context).toArray();
            shuffle(sequences);
            this.next = 0;
        }

        private void learn() throws InterruptedException {
            AdamW steps = new AdamW(model.weights(), job.weightDecay(), job.clip());
            Schedule schedule = job.schedule();
            double sum = 0;
            int since = 0;
            double start = time();

            for (int step = 1; step <= job.steps(); step++) {
                sum += batch();
                since++;
                steps.step(schedule.rate(step));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                progress.accept((double) step / job.steps());

                // What is measured along the way is no part of the training's time.
                if (isMoment(step)) {
                    seconds += time() - start;
                    Measured seen = measure(model, GLANCE);
                    curve.add(
                            new TransformerRun.Point(
                                    step,
                                    schedule.rate(step),
                                    sum / since,
                                    seen.loss,
                                    seen.accuracy));
                    sum = 0;
                    since = 0;
                    start = time();
                }
            }
        }

        /** The mean loss of the next batch. */
        private double batch() {
            double tokens = (double) job.batch() * job.shape().context();
            double loss = 0;
            for (int i = 0; i < job.batch(); i++) {
                loss += model.learn(training, sequence(), (float) (1 / tokens));
            }
            return loss / tokens;
        }

        private int sequence() {
            long unique = Math.max(1, job.uniqueTokens() / job.shape().context());
            int known = (int) Math.min(order.length, unique);
            if (next == known) {
                shuffle(known);
                next = 0;
            }
            return order[next++];
        }

        /** Fisher and Yates: the first of the sequences in a new order. */
        private void shuffle(int count) {
            for (int i = count - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }

        /** Each twentieth of the run, the last step among them. */
        private boolean isMoment(int step) {
            long before = (long) (step - 1) * POINTS / job.steps();
            return (long) step * POINTS / job.steps() > before;
        }

        private double time() {
            return NANO * ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }
}
