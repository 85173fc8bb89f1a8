package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;

/**
 * The memory that a model takes on all accelerators together, and whether a cluster has it. It is
 * the least: buffers, fragments and the runtime come on top.
 *
 * <p>{@code Footprint.training(ModelSize.billions(70), Memory.MIXED_ADAM).fits(cluster)}
 *
 * @param weightBytes weights
 * @param gradientBytes gradients of the weights
 * @param optimizerBytes optimizer state
 * @param activationBytes activations that the backward pass needs
 * @param cacheBytes keys and values that inference keeps
 */
public record Footprint(
        double weightBytes,
        double gradientBytes,
        double optimizerBytes,
        double activationBytes,
        double cacheBytes) {
    /** Refuses negative and infinite numbers; weights must be there. */
    public Footprint {
        Decimal.positive("bytes of weights", weightBytes);
        Decimal.nonNegative("bytes of gradients", gradientBytes);
        Decimal.nonNegative("bytes of optimizer state", optimizerBytes);
        Decimal.nonNegative("bytes of activations", activationBytes);
        Decimal.nonNegative("bytes of cached keys and values", cacheBytes);
        Decimal.positive(
                "bytes of all parts together",
                weightBytes + gradientBytes + optimizerBytes + activationBytes + cacheBytes);
    }

    /**
     * Training without activations, which a size alone does not tell.
     *
     * @param model the size, all parameters counted
     * @param memory bytes of each number, such as {@link Memory#MIXED_ADAM}
     * @return the footprint
     * @throws IllegalArgumentException when the size does not count all parameters
     */
    public static Footprint training(ModelSize model, Memory memory) {
        requireNonNull(model, "model");
        requireNonNull(memory, "memory");
        double count = total(model);
        return new Footprint(
                memory.weights() * count,
                memory.gradient() * count,
                memory.optimizer() * count,
                0,
                0);
    }

    /**
     * Training with activations. Every expert is in it.
     *
     * @param shape the shape
     * @param memory bytes of each number, such as {@link Memory#MIXED_ADAM}
     * @param recomputation which activations are kept
     * @param batch sequences at once on all accelerators
     * @return the footprint
     */
    public static Footprint training(
            Transformer shape, Memory memory, Recomputation recomputation, int batch) {
        requireNonNull(shape, "shape");
        requireNonNull(memory, "memory");
        requireNonNull(recomputation, "recomputation");
        return training(shape.parameters(Counting.TOTAL), memory)
                .withActivationBytes(recomputation.activationBytes(shape, batch));
    }

    /**
     * Inference with its cache. Every expert is in it.
     *
     * @param shape the shape
     * @param memory bytes of each number
     * @param sequence tokens kept for each sequence
     * @param batch sequences at once on all accelerators
     * @return the footprint
     */
    public static Footprint inference(Transformer shape, Memory memory, int sequence, int batch) {
        requireNonNull(shape, "shape");
        requireNonNull(memory, "memory");
        double cache = memory.cacheBytes(shape, sequence, batch);
        return new Footprint(memory.weightBytes(shape), 0, 0, 0, cache);
    }

    private static double total(ModelSize model) {
        if (model.counting() == Counting.TOTAL) {
            return model.parameters();
        }
        throw new IllegalArgumentException(
                "parameter count for memory must be total, got " + model);
    }

    /**
     * The same footprint with activations of your own reckoning.
     *
     * @param bytes activations that the backward pass needs
     * @return the changed footprint
     */
    public Footprint withActivationBytes(double bytes) {
        return new Footprint(weightBytes, gradientBytes, optimizerBytes, bytes, cacheBytes);
    }

    /**
     * All parts together.
     *
     * @return bytes
     */
    public double totalBytes() {
        return weightBytes + gradientBytes + optimizerBytes + activationBytes + cacheBytes;
    }

    /**
     * What each accelerator holds.
     *
     * @param count number of accelerators, 1 or more
     * @param sharding what they share out
     * @return bytes
     */
    public double bytesEach(int count, Sharding sharding) {
        requireNonNull(sharding, "sharding");
        int all = Cluster.checkedCount(count);
        return weightBytes / sharding.ofWeights(all)
                + gradientBytes / sharding.ofGradients(all)
                + optimizerBytes / sharding.ofOptimizer(all)
                + (activationBytes + cacheBytes) / all;
    }

    /**
     * Says whether the model fits when everything is shared out evenly.
     *
     * @param cluster the accelerators
     * @return whether there is no {@link #shortage}
     */
    public boolean fits(Cluster cluster) {
        requireNonNull(cluster, "cluster");
        return shortage(cluster, Sharding.EVERYTHING).isEmpty();
    }

    /**
     * Why the model does not fit.
     *
     * @param cluster the accelerators
     * @param sharding what they share out
     * @return an error of the check {@code memory} that says what is needed, for what, and what there
     *     is; empty when it fits
     */
    public Optional<Finding> shortage(Cluster cluster, Sharding sharding) {
        requireNonNull(cluster, "cluster");
        requireNonNull(sharding, "sharding");

        double has = cluster.accelerator().memoryBytes();
        double each = bytesEach(cluster.count(), sharding);
        if (each <= has) {
            return Optional.empty();
        }

        // Split evenly, it is the sum that has to fit; copied, each accelerator on its own.
        boolean shared = sharding == Sharding.EVERYTHING;
        String needs = Digits.bytes(shared ? totalBytes() : each);
        String where = shared ? "" : " on each accelerator";
        String holds =
                shared
                        ? cluster.count()
                                + " x "
                                + Digits.bytes(has)
                                + " hold "
                                + Digits.bytes(cluster.memoryBytes())
                        : "it holds " + Digits.bytes(has);

        return Optional.of(
                Finding.error(
                        CheckName.MEMORY,
                        "needs " + needs + where + " for " + parts() + "; " + holds));
    }

    private String parts() {
        List<String> parts = new ArrayList<>(List.of("weights"));

        // A part of no bytes is left unsaid: inference has neither gradients nor optimizer.
        if (gradientBytes > 0) {
            parts.add("gradients");
        }
        if (optimizerBytes > 0) {
            parts.add("optimizer state");
        }
        if (activationBytes > 0) {
            parts.add("activations");
        }
        if (cacheBytes > 0) {
            parts.add("cached keys and values");
        }
        return Brief.list(parts);
    }

    /**
     * Writes the sum and what it is for.
     *
     * @return such as {@code 120 GB for weights, gradients and optimizer state}
     */
    @Override
    public String toString() {
        return Digits.bytes(totalBytes()) + " for " + parts();
    }
}
