package org.scalinglaws.lab;

/**
 * The shape of a model: the two words before are embedded, side by side, go through hidden layers and
 * end in a softmax over all words.
 *
 * @param words V: how many words there are
 * @param width d: numbers that a word is embedded in
 * @param hidden h: units of a hidden layer
 * @param layers hidden layers, at least one
 */
record Shape(int words, int width, int hidden, int layers) {
    /** How many words before it a prediction sees. */
    static final int WINDOW = 2;

    Shape {
        if (words < 2 || width < 1 || hidden < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "a model needs 2 words and 1 of all else, got %d words, width %d,"
                                    + " %d units in %d layers",
                            words, width, hidden, layers));
        }
    }

    /** All weights: V d + 2 d h + (layers - 1) h^2 + h V, and the biases. */
    long parameters() {
        return nonEmbedding() + (long) words * width;
    }

    /** All weights but the embedding of the words that are read. */
    long nonEmbedding() {
        return multiplied() + (long) layers * hidden + words;
    }

    /** The weights that one token passes through: of the embedding, only its own. */
    long active() {
        return nonEmbedding() + (long) WINDOW * width;
    }

    /** The weights that every token is multiplied by. */
    private long multiplied() {
        return (long) WINDOW * width * hidden
                + (layers - 1L) * hidden * hidden
                + (long) hidden * words;
    }

    /** FLOP to train on one token: for each weight two forward and four backward. */
    double flopsPerToken() {
        return 6.0 * multiplied();
    }

    /** Width, hidden units and layers, as {@code 80x250x1}. */
    @Override
    public String toString() {
        return width + "x" + hidden + "x" + layers;
    }
}
