package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Tokens;

/**
 * One training run before it is trained. The learning rate rises in a straight line, then decays over all
 * the rest of the run, so that every run is as good as its own length allows.
 *
 * @param shape the model
 * @param steps how often the weights move
 * @param batch sequences of the whole context between two steps
 * @param uniqueTokens text that is seen at most, again and again when the run is longer
 * @param rate the highest learning rate
 * @param warmUp steps in which the rate rises, fewer than there are
 * @param decay how it falls, such as linear or cosine
 * @param end the rate towards which it falls, over the highest one: from 0 to 1
 * @param weightDecay share of a matrix that is lost in a step, over the learning rate
 * @param clip norm that a gradient is cut to
 * @param seed decides the first weights and the order of the text
 */
public record TransformerJob(
        Transformer shape,
        int steps,
        int batch,
        long uniqueTokens,
        double rate,
        int warmUp,
        Schedule.Shape decay,
        double end,
        double weightDecay,
        double clip,
        long seed) {
    private static final int BATCH = 16;
    private static final double RATE = 0.005;
    private static final int WARM_UP_PART = 20;
    private static final double WEIGHT_DECAY = 0.1;

    /** Refuses counts below one, rates that are not positive and ends that are no share. */
    public TransformerJob {
        requireNonNull(shape, "shape");
        requireNonNull(decay, "decay");
        positive("number of steps", steps);
        positive("sequences of a batch", batch);
        Decimal.positive("learning rate", rate);
        Decimal.nonNegative("weight decay", weightDecay);
        Decimal.positive("norm that gradients are cut to", clip);

        // One window must fit into the text, and some steps into the decay.
        if (uniqueTokens < shape.context()) {
            throw new IllegalArgumentException(
                    "unique tokens must be at least the context, got "
                            + uniqueTokens
                            + " for a context of "
                            + shape.context());
        }
        if (warmUp < 1 || warmUp >= Math.max(2, steps)) {
            throw new IllegalArgumentException(
                    "warm-up must be 1 step or more and fewer than all, got "
                            + warmUp
                            + " of "
                            + steps);
        }
        if (!(end >= 0 && end <= 1)) {
            throw new IllegalArgumentException(
                    "the end of the learning rate must be a share from 0 to 1, got "
                            + Decimal.format(end));
        }
    }

    private static void positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, got " + value);
        }
    }

    /**
     * A run over fresh text: batches of 16 sequences, a learning rate of 0.005, a twentieth of the steps
     * to warm up, then a cosine down to nothing, weight decay 0.1, gradients cut to a norm of 1, seed 1.
     *
     * @param shape the model
     * @param tokens at least so many, in whole batches
     * @return the run
     */
    public static TransformerJob of(Transformer shape, Tokens tokens) {
        return of(shape, tokens, BATCH);
    }

    /**
     * The same with another batch.
     *
     * @param shape the model
     * @param tokens at least so many, in whole batches
     * @param batch sequences of the whole context between two steps
     * @return the run
     */
    public static TransformerJob of(Transformer shape, Tokens tokens, int batch) {
        requireNonNull(shape, "shape");
        requireNonNull(tokens, "tokens");
        positive("sequences of a batch", batch);
        double each = (double) batch * shape.context();
        int steps = (int) Math.min(Integer.MAX_VALUE, Math.ceil(tokens.count() / each));
        return new TransformerJob(
                shape,
                steps,
                batch,
                Long.MAX_VALUE,
                RATE,
                Math.max(1, steps / WARM_UP_PART),
                Schedule.Shape.COSINE,
                0,
                WEIGHT_DECAY,
                1,
                1);
    }

    /**
     * The same run with another highest learning rate.
     *
     * @param highest the learning rate after the warm-up
     * @return the changed run
     */
    public TransformerJob withRate(double highest) {
        return changed(uniqueTokens, highest, decay, end, seed);
    }

    /**
     * The same run with another decay of the learning rate.
     *
     * @param how linear or cosine
     * @param share the rate towards which it falls, over the highest one
     * @return the changed run
     */
    public TransformerJob withDecay(Schedule.Shape how, double share) {
        return changed(uniqueTokens, rate, how, share, seed);
    }

    /**
     * The same run over repeated text.
     *
     * @param most tokens that are seen at most before the first of them comes again
     * @return the changed run
     */
    public TransformerJob withUniqueTokens(long most) {
        return changed(most, rate, decay, end, seed);
    }

    /**
     * The same run with other chance.
     *
     * @param other decides the first weights and the order of the text
     * @return the changed run
     */
    public TransformerJob withSeed(long other) {
        return changed(uniqueTokens, rate, decay, end, other);
    }

    private TransformerJob changed(
            long unique, double highest, Schedule.Shape how, double share, long other) {
        return new TransformerJob(
                shape, steps, batch, unique, highest, warmUp, how, share, weightDecay, clip, other);
    }

    /**
     * D: the tokens that it trains on, each as often as it is seen.
     *
     * @return steps times batch times context
     */
    public Tokens tokens() {
        return new Tokens((double) steps * batch * shape.context());
    }

    /**
     * C by {@link FlopRule#matricesAndHead()}: all matrices, the head among them, and attention.
     *
     * @return the work of all tokens
     */
    public Compute compute() {
        return FlopRule.matricesAndHead().training(shape, tokens());
    }

    /**
     * The learning rate of every step.
     *
     * @return warm-up and decay
     */
    public Schedule schedule() {
        int falling = Math.max(1, steps - warmUp);
        return Schedule.decay(decay, rate, end * rate, falling).withWarmUp(warmUp);
    }
}
