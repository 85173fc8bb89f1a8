package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.apache.commons.math3.util.FastMath;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;

/**
 * Counts with and without embeddings, one from the other, for a family of shapes of one vocabulary
 * and one ratio of width to layers.
 *
 * <pre>
 *  N_T = N_E + omega N_E^(1/3),  omega = vocabulary (aspect / 12)^(1/3),  aspect = width / layers
 * </pre>
 *
 * <p>N_T is the total and N_E the count without embeddings. A layer is taken to have 12 d^2 weights
 * and the embeddings to have vocabulary times d. {@link Transformer#parameters} counts a known shape
 * exactly; the map is for a count whose shape is not known.
 *
 * @param omega weights of the embeddings for each cube root of N_E
 * @param vocabulary vectors in the embeddings; the context is among them where positions are learned
 * @see <a href="https://arxiv.org/abs/2406.12907">Pearce and Song (2024)</a>
 */
public record EmbeddingMap(double omega, double vocabulary) {
    /** The map that Pearce and Song fitted to the shapes of Hoffmann et al. (2022). */
    public static final EmbeddingMap PEARCE_SONG = new EmbeddingMap(47491, 32000);

    private static final Set<Counting> KNOWN = Set.of(Counting.TOTAL, Counting.NON_EMBEDDING);

    /** Refuses numbers that are not positive and finite. */
    public EmbeddingMap {
        Decimal.positive("omega", omega);
        Decimal.positive("vocabulary", vocabulary);
    }

    /**
     * The map of a vocabulary and an aspect.
     *
     * @param vocabulary vectors in the embeddings
     * @param aspect width of the model divided by its number of layers
     * @return the map
     */
    public static EmbeddingMap of(double vocabulary, double aspect) {
        Decimal.positive("aspect", aspect);
        return new EmbeddingMap(vocabulary * Math.cbrt(aspect / 12), vocabulary);
    }

    /**
     * The ratio of width to layers that omega and vocabulary stand for.
     *
     * @return 12 (omega / vocabulary)^3
     */
    public double aspect() {
        double ratio = omega / vocabulary;
        return 12 * ratio * ratio * ratio;
    }

    /**
     * The same model counted by the other rule.
     *
     * @param model a total or a count without embeddings
     * @param rule the rule to count by
     * @return the model unchanged when it follows the rule already, else the converted count
     * @throws IllegalArgumentException when either rule is another, which the map does not know
     */
    public ModelSize convert(ModelSize model, Counting rule) {
        requireNonNull(model, "model");
        requireNonNull(rule, "rule");
        if (!KNOWN.contains(model.counting()) || !KNOWN.contains(rule)) {
            throw new IllegalArgumentException(
                    "counting rules must be total or non-embedding, got "
                            + model.counting()
                            + " to "
                            + rule);
        }

        if (model.counting() == rule) {
            return model;
        }

        double from = model.parameters();
        return new ModelSize(rule == Counting.TOTAL ? total(from) : nonEmbedding(from), rule);
    }

    /**
     * The width of a model of the family.
     *
     * @param model a total or a count without embeddings
     * @return (N_E aspect / 12)^(1/3)
     */
    public double width(ModelSize model) {
        requireNonNull(model, "model");
        double weights = convert(model, Counting.NON_EMBEDDING).parameters();
        return Math.cbrt(weights) * omega / vocabulary;
    }

    /**
     * The training cost of one token, attention included.
     *
     * <pre>  6 N + 12 (context / aspect) width^2</pre>
     *
     * @param model N, a total or a count without embeddings; it enters as it is counted
     * @param context tokens in a sequence
     * @return floating-point operations a token
     */
    public double trainingFlops(ModelSize model, double context) {
        requireNonNull(model, "model");
        Decimal.positive("context", context);
        double width = width(model);
        return 6 * model.parameters() + 12 * context / aspect() * width * width;
    }

    private double total(double nonEmbedding) {
        return nonEmbedding + omega * Math.cbrt(nonEmbedding);
    }

    /** The real root x of x^3 + omega x = N_T, cubed; one Newton step takes off the rounding. */
    private double nonEmbedding(double total) {
        double scale = Math.sqrt(omega / 3);
        double angle = FastMath.asinh(total / (2 * scale * scale * scale)) / 3;
        double x = 2 * scale * FastMath.sinh(angle);
        double root = x - (x * (x * x + omega) - total) / (3 * x * x + omega);
        return root * root * root;
    }
}
