package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;

/**
 * How many bytes a number takes, and so how many a model takes. Activations are not in it.
 *
 * @param weights bytes of one weight
 * @param gradient bytes of one weight's gradient
 * @param optimizer bytes of one weight's optimizer state, a copy of the weight included where the
 *     optimizer keeps one
 * @param cached bytes of one cached key or value number
 */
public record Memory(double weights, double gradient, double optimizer, double cached) {
    /**
     * Mixed precision with Adam: weights and gradients in 2 bytes; weights again, momentum and
     * variance in 4 bytes each. Training takes 16 bytes a parameter.
     *
     * @see <a href="https://arxiv.org/abs/1910.02054">Rajbhandari et al. (2020), section 3.1</a>
     */
    public static final Memory MIXED_ADAM = new Memory(2, 2, 12, 2);

    /** Single precision with Adam: everything in 4 bytes, with momentum and variance. */
    public static final Memory SINGLE_ADAM = new Memory(4, 4, 8, 4);

    /** Refuses a part that is not positive; gradient and optimizer may be zero. */
    public Memory {
        Decimal.positive("bytes of a weight", weights);
        Decimal.nonNegative("bytes of a gradient", gradient);
        Decimal.nonNegative("bytes of the optimizer state", optimizer);
        Decimal.positive("bytes of a cached number", cached);
    }

    /**
     * The same parts with weights of another size.
     *
     * @param bytes bytes of one weight, such as 0.5 for four bits
     * @return the changed parts
     */
    public Memory withWeights(double bytes) {
        return new Memory(bytes, gradient, optimizer, cached);
    }

    /**
     * The same parts with gradients of another size.
     *
     * @param bytes bytes of one weight's gradient
     * @return the changed parts
     */
    public Memory withGradient(double bytes) {
        return new Memory(weights, bytes, optimizer, cached);
    }

    /**
     * The same parts with another optimizer.
     *
     * @param bytes bytes of one weight's optimizer state
     * @return the changed parts
     */
    public Memory withOptimizer(double bytes) {
        return new Memory(weights, gradient, bytes, cached);
    }

    /**
     * The same parts with keys and values of another size.
     *
     * @param bytes bytes of one cached key or value number
     * @return the changed parts
     */
    public Memory withCached(double bytes) {
        return new Memory(weights, gradient, optimizer, bytes);
    }

    /**
     * The memory of weights, gradients and optimizer state in training. Every expert is in it.
     *
     * @param model the shape
     * @return bytes
     */
    public double trainingBytes(Transformer model) {
        requireNonNull(model, "model");
        return (weights + gradient + optimizer) * total(model);
    }

    /**
     * The memory of the weights in inference. Every expert is in it.
     *
     * @param model the shape
     * @return bytes
     */
    public double weightBytes(Transformer model) {
        requireNonNull(model, "model");
        return weights * total(model);
    }

    /**
     * The memory of the keys and values that inference keeps.
     *
     * <pre>  2 * layers * key/value heads * head size * sequence * batch * bytes of a number</pre>
     *
     * @param model the shape
     * @param sequence tokens kept for each sequence
     * @param batch sequences at once
     * @return bytes
     */
    public double cacheBytes(Transformer model, int sequence, int batch) {
        requireNonNull(model, "model");
        Whole.positive("sequence length", sequence);
        Whole.positive("batch size", batch);
        double token = 2 * model.layers() * model.attention().keyWidth() * cached;
        return token * sequence * batch;
    }

    private static double total(Transformer model) {
        return model.parameters(Counting.TOTAL).parameters();
    }
}
