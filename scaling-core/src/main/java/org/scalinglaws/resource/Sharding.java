package org.scalinglaws.resource;

/**
 * What accelerators share out among themselves and what each keeps whole. Activations and cached keys
 * and values belong to different sequences and are always shared out.
 *
 * @see <a href="https://arxiv.org/abs/1910.02054">Rajbhandari et al. (2020), section 5</a>
 */
public enum Sharding {
    /** Each keeps weights, gradients and optimizer state: plain data parallelism. */
    NOTHING(false, false, false),
    /** The optimizer state is shared out: stage 1 of ZeRO. */
    OPTIMIZER(true, false, false),
    /** Optimizer state and gradients are shared out: stage 2 of ZeRO. */
    GRADIENTS(true, true, false),
    /** All is shared out evenly: stage 3 of ZeRO, or tensor and pipeline parallelism. */
    EVERYTHING(true, true, true);

    private final boolean optimizer;
    private final boolean gradients;
    private final boolean weights;

    Sharding(boolean optimizer, boolean gradients, boolean weights) {
        this.optimizer = optimizer;
        this.gradients = gradients;
        this.weights = weights;
    }

    /** Bytes on each of some accelerators. */
    double each(Footprint footprint, int count) {
        return footprint.weightBytes() / (weights ? count : 1)
                + footprint.gradientBytes() / (gradients ? count : 1)
                + footprint.optimizerBytes() / (optimizer ? count : 1)
                + (footprint.activationBytes() + footprint.cacheBytes()) / count;
    }
}
