package org.scalinglaws.architecture;

/**
 * The attention of one layer: how many heads and how wide each is.
 *
 * @param heads number of query heads
 * @param keyValueHeads number of heads that hold keys and values; fewer than {@code heads} when
 *     groups of query heads share them
 * @param headSize numbers in one head's query, key or value
 * @see <a href="https://arxiv.org/abs/2305.13245">Ainslie et al. (2023), grouped-query
 *     attention</a>
 */
public record Attention(int heads, int keyValueHeads, int headSize) {
    /** Refuses counts below one and groups of unequal size. */
    public Attention {
        Whole.positive("number of heads", heads);
        Whole.positive("number of key/value heads", keyValueHeads);
        Whole.positive("head size", headSize);
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "number of key/value heads must divide the number of heads, got "
                            + keyValueHeads
                            + " for "
                            + heads);
        }
    }

    /**
     * Heads with keys and values of their own that share the width of the model evenly.
     *
     * @param width width of the model, a multiple of {@code heads}
     * @param heads number of heads
     * @return attention with heads of size width / heads
     */
    public static Attention across(int width, int heads) {
        Whole.positive("width", width);
        Whole.positive("number of heads", heads);
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "width must be a multiple of the number of heads unless the head size is"
                            + " given, got width "
                            + width
                            + " and "
                            + heads
                            + " heads");
        }
        return new Attention(heads, heads, width / heads);
    }

    /**
     * The same heads with keys and values shared by groups.
     *
     * @param number number of key/value heads, a divisor of the number of heads
     * @return the changed attention
     */
    public Attention withKeyValueHeads(int number) {
        return new Attention(heads, number, headSize);
    }

    /** Numbers in all queries of one token; also in what the values are summed to. */
    double queryWidth() {
        return (double) heads * headSize;
    }

    /** Numbers in all keys of one token; also in all values. */
    double keyWidth() {
        return (double) keyValueHeads * headSize;
    }

    /** Weights of the four projections of a model of some width. */
    double projections(double width) {
        return 2 * width * (queryWidth() + keyWidth());
    }

    /**
     * Writes the heads.
     *
     * @return such as {@code 32 heads of 128, 8 key/value heads}
     */
    @Override
    public String toString() {
        String shared = keyValueHeads == heads ? "" : ", " + keyValueHeads + " key/value heads";
        return heads + " heads of " + headSize + shared;
    }
}
