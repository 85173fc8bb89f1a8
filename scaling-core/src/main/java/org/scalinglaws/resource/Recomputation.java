package org.scalinglaws.resource;

import org.scalinglaws.architecture.Attention;
import org.scalinglaws.architecture.FeedForward;
import org.scalinglaws.architecture.Transformer;

/**
 * Which activations training keeps for the backward pass and which it computes again, in 16 bits.
 * For s tokens in a sequence, b sequences at once, width h, a heads and L layers:
 *
 * <pre>
 *  NONE       s b h L (34 + 5 a s / h)
 *  SELECTIVE  34 s b h L
 *  FULL       2 s b h L
 * </pre>
 *
 * <p>The first two are for GPT: every head with keys and values of its own, a plain feed-forward
 * block of width 4 h, dropout. Attention that never stores its scores, as FlashAttention, counts as
 * {@code SELECTIVE}. Embeddings and logits are not in it.
 *
 * @see <a href="https://arxiv.org/abs/2205.05198">Korthikanti et al. (2022), section 4</a>
 */
public enum Recomputation {
    /** All activations are kept. */
    NONE,
    /** The scores of attention are computed again. */
    SELECTIVE,
    /** Only the input of each layer is kept: the forward pass runs twice. */
    FULL;

    private static final double LAYER = 34;
    private static final double SCORES = 5;
    private static final double INPUT = 2;

    /**
     * The memory of activations. The sequence is as long as the shape's context.
     *
     * @param shape the shape
     * @param batch sequences at once on all accelerators, 1 or more
     * @return bytes
     * @throws IllegalArgumentException when the shape is not GPT's and not only inputs are kept
     */
    public double activationBytes(Transformer shape, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch size must be 1 or more, got " + batch);
        }
        double input = (double) shape.context() * batch * shape.width() * shape.layers();
        return input * bytesOfANumber(shape);
    }

    private double bytesOfANumber(Transformer shape) {
        if (this == FULL) {
            return INPUT;
        }
        checkPlain(shape);
        double scores =
                SCORES * shape.attention().heads() * shape.context() / (double) shape.width();
        return this == NONE ? LAYER + scores : LAYER;
    }

    private void checkPlain(Transformer shape) {
        Attention attention = shape.attention();
        boolean own = attention.keyValueHeads() == attention.heads();
        boolean even = (long) attention.heads() * attention.headSize() == shape.width();

        FeedForward block = shape.feedForward();
        boolean plain =
                !block.gated() && block.experts() == 1 && block.width() == 4L * shape.width();

        if (!(own && even && plain)) {
            throw new IllegalArgumentException(
                    String.format(
                            "activations of %s are known for shapes of GPT only, got width %d with"
                                    + " %s and %s; FULL takes any shape",
                            this, shape.width(), attention, block));
        }
    }
}
