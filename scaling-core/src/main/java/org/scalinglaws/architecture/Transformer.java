package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;

/**
 * The shape of a decoder-only transformer, and how many weights it has.
 *
 * <pre>
 *  one layer  = 2 d (q + k) + d q (relative positions) + norms + biases
 *               + router d E + E experts of 2 d f, or 3 d f when gated
 *  embeddings = V d, again for the output when untied, and context d for learned positions
 *
 *  d width, q = heads * head size, k = key/value heads * head size, f feed-forward width
 * </pre>
 *
 * <p>Start with {@link #dense} or {@link #llama} and change what differs. Counts are exact up to
 * 2^53.
 *
 * @param layers number of layers
 * @param width numbers that one token carries between layers
 * @param attention heads of one layer
 * @param feedForward feed-forward block or experts of one layer
 * @param vocabulary number of tokens in the vocabulary, padding included where it has weights
 * @param context tokens in a sequence
 * @param tied whether the output reuses the matrix of the token embedding
 * @param positions how the model knows the place of a token
 * @param norms normalisation before attention, before the feed-forward block and at the end
 * @param biases which projections have biases
 */
public record Transformer(
        int layers,
        int width,
        Attention attention,
        FeedForward feedForward,
        int vocabulary,
        int context,
        boolean tied,
        Positions positions,
        Norms norms,
        Biases biases) {
    private static final int LLAMA_MULTIPLE = 256;

    /** Refuses counts below one. */
    public Transformer {
        Whole.positive("number of layers", layers);
        Whole.positive("width", width);
        requireNonNull(attention, "attention");
        requireNonNull(feedForward, "feedForward");
        Whole.positive("vocabulary", vocabulary);
        Whole.positive("context", context);
        requireNonNull(positions, "positions");
        requireNonNull(norms, "norms");
        requireNonNull(biases, "biases");
    }

    /** How a model knows the place of a token. */
    public enum Positions {
        /** One learned vector for each place of the context, as in GPT-2. */
        LEARNED,
        /** One projection of relative places in each layer, as in Transformer-XL and Chinchilla. */
        RELATIVE,
        /** Rotary, sinusoidal or other places that have no weights. */
        WEIGHTLESS
    }

    /** How numbers are normalised, twice in a layer and once at the end. */
    public enum Norms {
        /** Not at all, or not counted, as in Kaplan et al. (2020). */
        NONE(0),
        /** By their root mean square: one weight for each number. */
        RMS(1),
        /** By mean and variance: a weight and a bias for each number. */
        LAYER(2);

        private final int weights;

        Norms(int weights) {
            this.weights = weights;
        }
    }

    /** Which projections have biases. */
    public enum Biases {
        /** None, or not counted, as in Kaplan et al. (2020). */
        NONE,
        /** Queries, keys and values only. */
        QUERY_KEY_VALUE,
        /** Every projection of attention, but that of relative places, and of feed-forward. */
        ALL
    }

    /**
     * The shape of GPT-2: feed-forward width 4 d without gate, tied embeddings, learned positions,
     * layer norms and all biases.
     *
     * @param layers number of layers
     * @param width width, a multiple of {@code heads}
     * @param heads number of heads
     * @param vocabulary number of tokens in the vocabulary
     * @param context tokens in a sequence
     * @return the shape
     */
    public static Transformer dense(int layers, int width, int heads, int vocabulary, int context) {
        return new Transformer(
                layers,
                width,
                Attention.across(width, heads),
                FeedForward.plain(Math.multiplyExact(4, width)),
                vocabulary,
                context,
                true,
                Positions.LEARNED,
                Norms.LAYER,
                Biases.ALL);
    }

    /**
     * The shape of Llama: gated feed-forward of width 8/3 d rounded up to a multiple of 256, untied
     * embeddings, rotary positions, root-mean-square norms and no biases.
     *
     * @param layers number of layers
     * @param width width, a multiple of {@code heads}
     * @param heads number of heads
     * @param vocabulary number of tokens in the vocabulary
     * @param context tokens in a sequence
     * @return the shape
     */
    public static Transformer llama(int layers, int width, int heads, int vocabulary, int context) {
        int inner = (int) (8L * width / 3);
        int rounded = Math.multiplyExact((inner - 1) / LLAMA_MULTIPLE + 1, LLAMA_MULTIPLE);
        return dense(layers, width, heads, vocabulary, context)
                .withGatedFeedForward(rounded)
                .untied()
                .withPositions(Positions.WEIGHTLESS)
                .withNorms(Norms.RMS)
                .withBiases(Biases.NONE);
    }

    /**
     * The number of parameters by a counting rule.
     *
     * <p>{@code TOTAL} counts everything. {@code NON_EMBEDDING} leaves out the token embedding, the
     * learned positions and the output matrix, tied or not: Kaplan et al. (2020) leave out
     * vocabulary and positions, and the model cards of Pythia and Qwen leave out both matrices of
     * an untied vocabulary. {@code WITHOUT_INPUT_EMBEDDING} leaves out the learned positions, and the
     * token embedding where the output has a matrix of its own: OLMo's ladder and nanochat count so.
     * {@code ACTIVE} is the total without the experts that a token does not
     * visit; embeddings and router are in it, so that a dense model is all active.
     *
     * @param rule which weights to count
     * @return the count and the rule
     */
    public ModelSize parameters(Counting rule) {
        requireNonNull(rule, "rule");
        double all = blocks(feedForward.experts()) + embeddings();
        double count =
                switch (rule) {
                    case TOTAL -> all;
                    case NON_EMBEDDING -> all - embeddings();
                    case WITHOUT_INPUT_EMBEDDING -> all - lookedUp();
                    case ACTIVE -> blocks(feedForward.activeExperts()) + embeddings();
                };
        return new ModelSize(count, rule);
    }

    /**
     * The same shape with other heads, for a head size that is not width / heads.
     *
     * @param heads heads of one layer
     * @return the changed shape
     */
    public Transformer withAttention(Attention heads) {
        requireNonNull(heads, "heads");
        return new Transformer(
                layers,
                width,
                heads,
                feedForward,
                vocabulary,
                context,
                tied,
                positions,
                norms,
                biases);
    }

    /**
     * The same shape with keys and values shared by groups of heads.
     *
     * @param number number of key/value heads, a divisor of the number of heads
     * @return the changed shape
     */
    public Transformer withKeyValueHeads(int number) {
        return withAttention(attention.withKeyValueHeads(number));
    }

    /**
     * The same shape with another feed-forward block.
     *
     * @param block block or experts of one layer
     * @return the changed shape
     */
    public Transformer withFeedForward(FeedForward block) {
        requireNonNull(block, "block");
        return new Transformer(
                layers,
                width,
                attention,
                block,
                vocabulary,
                context,
                tied,
                positions,
                norms,
                biases);
    }

    /**
     * The same shape with a dense gated feed-forward block.
     *
     * @param inner inner width
     * @return the changed shape
     */
    public Transformer withGatedFeedForward(int inner) {
        return withFeedForward(FeedForward.gated(inner));
    }

    /**
     * The same shape with its feed-forward block as one of several experts in every layer.
     *
     * @param number number of experts
     * @param active number of experts that one token visits
     * @return the changed shape
     */
    public Transformer withExperts(int number, int active) {
        return withFeedForward(feedForward.withExperts(number, active));
    }

    /**
     * The same shape with another length of sequence. Learned positions grow with it.
     *
     * @param tokens tokens in a sequence
     * @return the changed shape
     */
    public Transformer withContext(int tokens) {
        return new Transformer(
                layers,
                width,
                attention,
                feedForward,
                vocabulary,
                tokens,
                tied,
                positions,
                norms,
                biases);
    }

    /**
     * The same shape with an output matrix of its own.
     *
     * @return the changed shape
     */
    public Transformer untied() {
        return withTied(false);
    }

    /**
     * The same shape with or without an output matrix of its own.
     *
     * @param together whether the output reuses the matrix of the token embedding
     * @return the changed shape
     */
    public Transformer withTied(boolean together) {
        return new Transformer(
                layers,
                width,
                attention,
                feedForward,
                vocabulary,
                context,
                together,
                positions,
                norms,
                biases);
    }

    /**
     * The same shape with other positions.
     *
     * @param places how the model knows the place of a token
     * @return the changed shape
     */
    public Transformer withPositions(Positions places) {
        requireNonNull(places, "places");
        return new Transformer(
                layers,
                width,
                attention,
                feedForward,
                vocabulary,
                context,
                tied,
                places,
                norms,
                biases);
    }

    /**
     * The same shape with other norms.
     *
     * @param kind normalisation
     * @return the changed shape
     */
    public Transformer withNorms(Norms kind) {
        requireNonNull(kind, "kind");
        return new Transformer(
                layers,
                width,
                attention,
                feedForward,
                vocabulary,
                context,
                tied,
                positions,
                kind,
                biases);
    }

    /**
     * The same shape with other biases.
     *
     * @param which which projections have biases
     * @return the changed shape
     */
    public Transformer withBiases(Biases which) {
        requireNonNull(which, "which");
        return new Transformer(
                layers,
                width,
                attention,
                feedForward,
                vocabulary,
                context,
                tied,
                positions,
                norms,
                which);
    }

    /** Weights of one vocabulary matrix. */
    double vocabularyMatrix() {
        return (double) vocabulary * width;
    }

    /** Weights that Kaplan's count leaves out. */
    double embeddings() {
        return lookedUp() + vocabularyMatrix();
    }

    /** Weights that a token looks up and nothing multiplies. */
    double lookedUp() {
        double places = positions == Positions.LEARNED ? (double) context * width : 0;
        return (tied ? 0 : vocabularyMatrix()) + places;
    }

    /** Weights of all layers with some of their experts, and of the last norm. */
    private double blocks(int experts) {
        double layer = attentionWeights() + feedForward.router(width) + experts * expertWeights();
        return layers * (layer + 2.0 * norms.weights * width) + (double) norms.weights * width;
    }

    private double attentionWeights() {
        double inputs = attention.queryWidth() + 2 * attention.keyWidth();
        double bias =
                switch (biases) {
                    case NONE -> 0;
                    case QUERY_KEY_VALUE -> inputs;
                    case ALL -> inputs + width;
                };
        double relative = positions == Positions.RELATIVE ? width * attention.queryWidth() : 0;
        return attention.projections(width) + relative + bias;
    }

    private double expertWeights() {
        double bias = biases == Biases.ALL ? feedForward.biases(width) : 0;
        return feedForward.matrices(width) + bias;
    }

    /**
     * Writes the shape and its total.
     *
     * @return such as {@code 12 layers of width 768, 12 heads of 64, feed-forward 3072, vocabulary
     *     50257 tied, context 1024: 124.439808M parameters}
     */
    @Override
    public String toString() {
        double total = parameters(Counting.TOTAL).parameters();
        double active = parameters(Counting.ACTIVE).parameters();
        return layers
                + " layers of width "
                + width
                + ", "
                + attention
                + ", "
                + feedForward
                + ", vocabulary "
                + vocabulary
                + (tied ? " tied" : " untied")
                + ", context "
                + context
                + ": "
                + Decimal.format(total)
                + " parameters"
                + (active < total ? ", " + Decimal.format(active) + " active" : "");
    }
}
