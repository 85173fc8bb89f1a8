package org.scalinglaws.architecture;

/**
 * The feed-forward block of one layer, or the experts that stand in its place.
 *
 * @param width inner width; that of one expert where there are several
 * @param gated whether a third matrix gates the inner numbers, as in SwiGLU
 * @param experts number of experts; 1 for a dense layer
 * @param activeExperts number of experts that one token visits
 * @see <a href="https://arxiv.org/abs/2002.05202">Shazeer (2020), GLU variants</a>
 */
public record FeedForward(int width, boolean gated, int experts, int activeExperts) {
    /** Refuses counts below one and more active experts than there are. */
    public FeedForward {
        Whole.positive("feed-forward width", width);
        Whole.positive("number of experts", experts);
        Whole.positive("number of active experts", activeExperts);
        if (activeExperts > experts) {
            throw new IllegalArgumentException(
                    "number of active experts must be at most the number of experts, got "
                            + activeExperts
                            + " of "
                            + experts);
        }
    }

    /**
     * A dense block of two matrices.
     *
     * @param width inner width
     * @return the block
     */
    public static FeedForward plain(int width) {
        return new FeedForward(width, false, 1, 1);
    }

    /**
     * A dense block of three matrices.
     *
     * @param width inner width
     * @return the block
     */
    public static FeedForward gated(int width) {
        return new FeedForward(width, true, 1, 1);
    }

    /**
     * The same block several times, with a router that sends each token to some of them.
     *
     * @param number number of experts
     * @param active number of experts that one token visits
     * @return the changed block
     */
    public FeedForward withExperts(int number, int active) {
        return new FeedForward(width, gated, number, active);
    }

    /** Weights of the matrices of one expert. */
    double matrices(double modelWidth) {
        return (gated ? 3.0 : 2.0) * modelWidth * width;
    }

    /** Weights of the biases of one expert. */
    double biases(double modelWidth) {
        return (gated ? 2.0 : 1.0) * width + modelWidth;
    }

    /** Weights of the router; none in a dense layer. */
    double router(double modelWidth) {
        return experts == 1 ? 0 : modelWidth * experts;
    }

    /**
     * Writes the block.
     *
     * @return such as {@code gated feed-forward 14336, 2 of 8 experts}
     */
    @Override
    public String toString() {
        String several = experts == 1 ? "" : ", " + activeExperts + " of " + experts + " experts";
        return (gated ? "gated feed-forward " : "feed-forward ") + width + several;
    }
}
