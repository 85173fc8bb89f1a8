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

    /** Among how many of some accelerators the weights are shared out. */
    int ofWeights(int count) {
        return weights ? count : 1;
    }

    /** Among how many the gradients are. */
    int ofGradients(int count) {
        return gradients ? count : 1;
    }

    /** Among how many the optimizer state is. */
    int ofOptimizer(int count) {
        return optimizer ? count : 1;
    }
}
