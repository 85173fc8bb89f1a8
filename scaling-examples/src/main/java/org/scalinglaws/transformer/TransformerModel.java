package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;

/**
 * A decoder-only pre-norm transformer and its gradients, in single precision and plain loops.
 *
 * <p>One sequence of the whole context is worked on at a time, every number of it in a row along the
 * places, so that the compiler makes vector instructions of the loops. The bits of a result depend on
 * the shape, the seed and the text alone. For one thread.
 */
public final class TransformerModel {
    private final Transformer shape;
    private final Space space;
    private final Weights tokens;
    private final @Nullable Weights places;
    private final List<Layer> layers = new ArrayList<>();
    private final Norm last;
    private final Weights head;
    private final Predictions predictions;
    private final float[][] input;
    private final float[][] slope;
    private final float[][] headSlope;

    private TransformerModel(Transformer shape, SplittableRandom random) {
        int width = shape.width();
        double deviation = deviation(width);
        this.shape = shape;
        this.space = Space.of(shape.context());

        // Weights, in the order in which chance draws them.
        this.tokens =
                Weights.matrix(Weights.Role.TOKENS, shape.vocabulary(), width, deviation, random);
        this.places =
                shape.positions() == Transformer.Positions.LEARNED
                        ? Weights.matrix(
                                Weights.Role.PLACES, width, shape.context(), deviation, random)
                        : null;
        for (int i = 0; i < shape.layers(); i++) {
            layers.add(new Layer(shape, space, random));
        }
        this.last = new Norm(shape.norms(), width, space);
        this.head =
                shape.tied()
                        ? tokens
                        : Weights.matrix(
                                Weights.Role.HEAD, shape.vocabulary(), width, deviation, random);

        // Space for one sequence.
        this.predictions = new Predictions(shape.vocabulary(), space);
        this.input = space.rows(width);
        this.slope = space.rows(width);
        this.headSlope = space.rows(width);
    }

    /**
     * A model with new weights.
     *
     * @param shape its shape: learned positions or weightless ones, which are rotary; layer norms or
     *     those of the root mean square; one expert
     * @param seed decides the weights
     * @return the model
     * @throws IllegalArgumentException when the shape has relative positions, no norms or experts
     */
    public static TransformerModel of(Transformer shape, long seed) {
        requireNonNull(shape, "shape");
        refuse(
                shape.positions() == Transformer.Positions.RELATIVE,
                "positions that are trained here must be learned or weightless, got relative");
        refuse(
                shape.norms() == Transformer.Norms.NONE,
                "norms that are trained here must be of the root mean square or of layers, got none");
        refuse(
                shape.feedForward().experts() > 1,
                "a model that is trained here must be dense, got " + shape.feedForward());
        return new TransformerModel(shape, new SplittableRandom(seed));
    }

    private static void refuse(boolean wrong, String rule) {
        if (wrong) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The spread of the first weights of a matrix: 0.02 at the width of GPT-2. */
    static double deviation(int inputs) {
        return 0.02 * Math.sqrt(768.0 / inputs);
    }

    /**
     * The shape.
     *
     * @return as it was given
     */
    public Transformer shape() {
        return shape;
    }

    /**
     * The number of weights that there are, by a counting rule.
     *
     * @param rule which to count
     * @return a count of arrays, not of the shape
     */
    public ModelSize parameters(Counting rule) {
        requireNonNull(rule, "rule");
        double count = 0;
        for (Weights one : weights()) {
            boolean out =
                    switch (rule) {
                        case TOTAL, ACTIVE -> false;
                        case NON_EMBEDDING -> one.role() != Weights.Role.INNER;
                        case WITHOUT_INPUT_EMBEDDING ->
                                one.role() == Weights.Role.PLACES
                                        || (one.role() == Weights.Role.TOKENS && one != head);
                    };
            count += out ? 0 : one.count();
        }
        return new ModelSize(count, rule);
    }

    /**
     * A part of a model that a sequence passes through.
     *
     * @param name such as {@code block 1, attention}
     * @param rows places of the sequence
     * @param columns numbers of each place when it leaves the part
     * @param parameters weights of its own
     */
    public record Part(String name, int rows, int columns, long parameters) {
        /** Refuses null. */
        public Part {
            requireNonNull(name, "name");
        }

        static Part of(String name, int rows, int columns, List<Weights> weights) {
            return new Part(name, rows, columns, weights.stream().mapToLong(Weights::count).sum());
        }
    }

    /**
     * What a prompt passes through.
     *
     * @param prompt its tokens, at least one
     * @return every part from the embedding to the probabilities; their parameters add up to all of them
     */
    public List<Part> parts(int prompt) {
        refuse(prompt < 1, "a prompt must have one token or more, got " + prompt);
        int rows = Math.min(prompt, shape.context());
        int width = shape.width();
        List<Part> parts = new ArrayList<>();
        parts.add(Part.of("embedding", rows, width, List.of(tokens)));
        if (places != null) {
            parts.add(Part.of("positions", rows, width, List.of(places)));
        }
        for (int i = 0; i < layers.size(); i++) {
            parts.addAll(layers.get(i).parts("block " + (i + 1), rows, width));
        }
        parts.add(Part.of("last norm", rows, width, last.weights()));

        // A tied head is the matrix of the embedding, which was counted there.
        List<Weights> own = head == tokens ? List.of() : List.of(head);
        parts.add(Part.of("head", rows, shape.vocabulary(), own));
        parts.add(new Part("softmax", 1, shape.vocabulary(), 0));
        return parts;
    }

    /** All weights; what is written into them changes the model. */
    List<Weights> weights() {
        List<Weights> all = new ArrayList<>(List.of(tokens));
        if (places != null) {
            all.add(places);
        }
        layers.forEach(layer -> all.addAll(layer.weights()));
        all.addAll(last.weights());
        if (head != tokens) {
            all.add(head);
        }
        return all;
    }

    /**
     * What it says about one sequence.
     *
     * @param text tokens, at least one more than the context holds
     * @param from where the sequence begins
     * @return losses of the tokens after each place of the sequence, nats
     */
    public float[] losses(int[] text, int from) {
        predict(text, from);
        return predictions.losses().clone();
    }

    /**
     * What comes next, by the model.
     *
     * @param prompt one token or more; the last ones count where they are more than the context holds
     * @return the probability of every token of the vocabulary
     */
    public float[] next(int... prompt) {
        requireNonNull(prompt, "prompt");
        refuse(prompt.length == 0, "a prompt must have one token or more, got none");
        int seen = Math.min(prompt.length, shape.context());
        int[] text =
                Arrays.copyOf(
                        Arrays.copyOfRange(prompt, prompt.length - seen, prompt.length),
                        shape.context() + 1);
        predict(text, 0);

        float[] probabilities = new float[shape.vocabulary()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = predictions.scores()[i][seen - 1];
        }
        return probabilities;
    }

    /** Losses and probabilities of a sequence. */
    Predictions predict(int[] text, int from) {
        for (int i = 0; i < input.length; i++) {
            for (int t = 0; t < input[i].length; t++) {
                input[i][t] = tokens.values()[text[from + t]][i];
            }
            if (places != null) {
                Norm.add(places.values()[i], input[i]);
            }
        }

        float[][] x = input;
        for (Layer layer : layers) {
            x = layer.forward(x);
        }
        Rows.clear(predictions.scores());
        space.product().add(head.values(), last.forward(x), predictions.scores());
        predictions.of(text, from);
        return predictions;
    }

    /** The sum of the losses of a sequence; adds their slopes, times a weight, to those of the weights. */
    double learn(int[] text, int from, float weight) {
        predict(text, from);
        double loss = 0;
        for (float one : predictions.losses()) {
            loss += one;
        }

        predictions.slopes(text, from, weight);
        head.learn(last.output(), predictions.scores(), space.product(), space.turned());
        Rows.clear(headSlope);
        space.product().addTurned(head.values(), predictions.scores(), headSlope);

        Rows.clear(slope);
        last.backward(headSlope, slope);
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).backward(slope);
        }
        learnInput(text, from);
        return loss;
    }

    private void learnInput(int[] text, int from) {
        for (int i = 0; i < slope.length; i++) {
            for (int t = 0; t < slope[i].length; t++) {
                tokens.addSlope(text[from + t], i, slope[i][t]);
                if (places != null) {
                    places.addSlope(i, t, slope[i][t]);
                }
            }
        }
    }
}
