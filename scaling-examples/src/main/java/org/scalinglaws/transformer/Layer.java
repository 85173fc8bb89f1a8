package org.scalinglaws.transformer;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scalinglaws.architecture.Transformer;

/** One pre-norm layer: what attention and the feed-forward block say is added to what comes in. */
final class Layer {
    private final Norm before;
    private final SelfAttention attention;
    private final Norm between;
    private final FeedForwardLayer feedForward;
    private final float[][] attended;
    private final float[][] output;
    private final float[][] normSlope;

    Layer(Transformer model, Space space, SplittableRandom random) {
        this.before = new Norm(model.norms(), model.width(), space);
        this.attention = new SelfAttention(model, space, random);
        this.between = new Norm(model.norms(), model.width(), space);
        this.feedForward = new FeedForwardLayer(model, space, random);
        this.attended = space.rows(model.width());
        this.output = space.rows(model.width());
        this.normSlope = space.rows(model.width());
    }

    List<Weights> weights() {
        return concat(
                concat(before.weights(), attention.weights()),
                concat(between.weights(), feedForward.weights()));
    }

    /** The two halves of the layer, each with the norm before it. */
    List<TransformerModel.Part> parts(String name, int context, int width) {
        List<Weights> first = concat(before.weights(), attention.weights());
        List<Weights> second = concat(between.weights(), feedForward.weights());
        return List.of(
                TransformerModel.Part.of(name + ", attention", context, width, first),
                TransformerModel.Part.of(name + ", feed-forward", context, width, second));
    }

    private static List<Weights> concat(List<Weights> some, List<Weights> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    float[][] forward(float[][] x) {
        sum(x, attention.forward(before.forward(x)), attended);
        sum(attended, feedForward.forward(between.forward(attended)), output);
        return output;
    }

    /** Takes the slope of the output and leaves that of the input in its place. */
    void backward(float[][] slope) {
        Rows.clear(normSlope);
        feedForward.backward(between.output(), slope, normSlope);
        between.backward(normSlope, slope);

        Rows.clear(normSlope);
        attention.backward(before.output(), slope, normSlope);
        before.backward(normSlope, slope);
    }

    private static void sum(float[][] a, float[][] b, float[][] sums) {
        for (int i = 0; i < sums.length; i++) {
            sum(a[i], b[i], sums[i]);
        }
    }

    private static void sum(float[] a, float[] b, float[] sums) {
        for (int t = 0; t < sums.length; t++) {
            sums[t] = a[t] + b[t];
        }
    }
}
