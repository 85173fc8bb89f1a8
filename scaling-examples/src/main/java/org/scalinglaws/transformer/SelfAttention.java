package org.scalinglaws.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scalinglaws.architecture.Attention;
import org.scalinglaws.architecture.Transformer;

/**
 * Causal attention of one layer: every place reads the values of the places up to its own, weighed by
 * how well their keys match its query. Shares are kept with a row for each key, so that loops run along
 * the queries.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017)</a>
 */
final class SelfAttention {
    private final Attention shape;
    private final Space space;
    private final Linear inputs;
    private final Linear merge;
    private final List<float[][]> shares = new ArrayList<>();
    private final float[][] merged;
    private final float[][] mergedSlope;
    private final float[][] inputSlope;
    private final float[][] shareSlope;
    private final float[] sum;
    private final Rotary rotary;

    SelfAttention(Transformer model, Space space, SplittableRandom random) {
        this.shape = model.attention();
        this.space = space;
        int queries = shape.heads() * shape.headSize();
        int all = queries + 2 * shape.keyValueHeads() * shape.headSize();
        boolean biased = model.biases() != Transformer.Biases.NONE;
        boolean everywhere = model.biases() == Transformer.Biases.ALL;

        // Queries, keys and values are one map; what merges them adds to the sum of all layers.
        this.inputs =
                new Linear(
                        model.width(),
                        all,
                        biased,
                        TransformerModel.deviation(model.width()),
                        space,
                        random);
        double small = TransformerModel.deviation(queries) / Math.sqrt(2.0 * model.layers());
        this.merge = new Linear(queries, model.width(), everywhere, small, space, random);

        // Space for one sequence.
        for (int head = 0; head < shape.heads(); head++) {
            shares.add(space.rows(space.places()));
        }
        this.merged = space.rows(queries);
        this.mergedSlope = space.rows(queries);
        this.inputSlope = space.rows(all);
        this.shareSlope = space.rows(space.places());
        this.sum = new float[space.places()];
        this.rotary =
                model.positions() == Transformer.Positions.WEIGHTLESS
                        ? Rotary.of(shape.headSize(), space.places())
                        : Rotary.NONE;
    }

    List<Weights> weights() {
        return Stream.concat(inputs.weights().stream(), merge.weights().stream()).toList();
    }

    float[][] forward(float[][] x) {
        float[][] all = inputs.forward(x);
        for (int head = 0; head < shape.heads() + shape.keyValueHeads(); head++) {
            rotary.turn(rows(all, head), 1);
        }
        Rows.clear(merged);
        for (int head = 0; head < shape.heads(); head++) {
            float[][] weighed = shares.get(head);
            compare(rows(all, head), rows(all, keyOf(head)), weighed);
            softmax(weighed);
            space.product()
                    .add(
                            rows(all, valueOf(head)),
                            false,
                            weighed,
                            rows(merged, head),
                            Rows.Part.FROM_FACTOR_ROW);
        }
        return merge.forward(merged);
    }

    /** Learns from the slope of the output, and adds to that of the input. */
    void backward(float[][] x, float[][] outputSlope, float[][] xSlope) {
        Rows.clear(mergedSlope);
        merge.backward(merged, outputSlope, mergedSlope);
        Rows.clear(inputSlope);
        for (int head = 0; head < shape.heads(); head++) {
            backward(head, rows(mergedSlope, head));
        }
        for (int head = 0; head < shape.heads() + shape.keyValueHeads(); head++) {
            rotary.turn(rows(inputSlope, head), -1);
        }
        inputs.backward(x, inputSlope, xSlope);
    }

    private void backward(int head, float[][] slope) {
        float[][] all = inputs.output();
        float[][] weighed = shares.get(head);
        Product.addDots(slope, weighed, rows(inputSlope, valueOf(head)), true);

        // The slope of the shares, and of the logits that they came from.
        Rows.clear(shareSlope);
        space.product()
                .add(rows(all, valueOf(head)), true, slope, shareSlope, Rows.Part.FROM_PRODUCT_ROW);
        logitSlopes(weighed);

        // What queries and keys learn from them.
        space.product()
                .add(
                        rows(all, keyOf(head)),
                        false,
                        shareSlope,
                        rows(inputSlope, head),
                        Rows.Part.FROM_FACTOR_ROW);
        Product.addDots(rows(all, head), shareSlope, rows(inputSlope, keyOf(head)), true);
    }

    private int keyOf(int head) {
        return shape.heads() + head * shape.keyValueHeads() / shape.heads();
    }

    private int valueOf(int head) {
        return keyOf(head) + shape.keyValueHeads();
    }

    private float[][] rows(float[][] all, int head) {
        return Arrays.copyOfRange(all, head * shape.headSize(), (head + 1) * shape.headSize());
    }

    /** Logits with a row for each key; what a query may not see is left as it comes. */
    private void compare(float[][] query, float[][] key, float[][] logits) {
        Rows.clear(logits);
        space.product().add(key, true, query, logits, Rows.Part.FROM_PRODUCT_ROW);
    }

    /** Shares of all keys up to each query; later keys have none. */
    private void softmax(float[][] logits) {
        float scale = (float) (1 / Math.sqrt(shape.headSize()));
        Arrays.fill(sum, Float.NEGATIVE_INFINITY);
        for (int key = 0; key < logits.length; key++) {
            greatest(logits[key], key, sum);
        }

        float[] highest = sum.clone();
        Arrays.fill(sum, 0);
        for (int key = 0; key < logits.length; key++) {
            Arrays.fill(logits[key], 0, key, 0);
            exponentials(logits[key], key, highest, scale, sum);
        }
        for (int t = 0; t < sum.length; t++) {
            sum[t] = 1 / sum[t];
        }
        for (int key = 0; key < logits.length; key++) {
            multiply(logits[key], key, sum);
        }
    }

    private void logitSlopes(float[][] weighed) {
        float scale = (float) (1 / Math.sqrt(shape.headSize()));
        Arrays.fill(sum, 0);
        for (int key = 0; key < weighed.length; key++) {
            addProducts(weighed[key], shareSlope[key], key, sum);
        }
        for (int key = 0; key < weighed.length; key++) {
            Arrays.fill(shareSlope[key], 0, key, 0);
            logitSlope(weighed[key], shareSlope[key], key, sum, scale);
        }
    }

    private static void greatest(float[] row, int from, float[] most) {
        for (int t = from; t < row.length; t++) {
            most[t] = Math.max(most[t], row[t]);
        }
    }

    private static void exponentials(
            float[] row, int from, float[] highest, float scale, float[] sum) {
        for (int t = from; t < row.length; t++) {
            row[t] = Exponential.of(scale * (row[t] - highest[t]));
        }
        for (int t = from; t < row.length; t++) {
            sum[t] += row[t];
        }
    }

    private static void multiply(float[] row, int from, float[] factors) {
        for (int t = from; t < row.length; t++) {
            row[t] *= factors[t];
        }
    }

    private static void addProducts(float[] a, float[] b, int from, float[] sum) {
        for (int t = from; t < sum.length; t++) {
            sum[t] += a[t] * b[t];
        }
    }

    private static void logitSlope(
            float[] share, float[] slope, int from, float[] mean, float scale) {
        for (int t = from; t < share.length; t++) {
            slope[t] = scale * share[t] * (slope[t] - mean[t]);
        }
    }
}
