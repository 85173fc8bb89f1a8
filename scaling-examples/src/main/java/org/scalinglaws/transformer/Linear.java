package org.scalinglaws.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An affine map of every place by itself, with or without a bias. */
final class Linear {
    private final Weights weights;
    private final @Nullable Weights bias;
    private final Space space;
    private final float[][] output;

    Linear(
            int inputs,
            int outputs,
            boolean biased,
            double deviation,
            Space space,
            SplittableRandom random) {
        this.weights = Weights.matrix(Weights.Role.INNER, outputs, inputs, deviation, random);
        this.bias = biased ? Weights.vector(outputs, 0) : null;
        this.space = space;
        this.output = space.rows(outputs);
    }

    List<Weights> weights() {
        return Stream.of(weights, bias).filter(w -> w != null).toList();
    }

    float[][] output() {
        return output;
    }

    float[][] forward(float[][] x) {
        for (int i = 0; i < output.length; i++) {
            Arrays.fill(output[i], bias == null ? 0 : bias.vector()[i]);
        }
        space.product().add(weights.values(), x, output);
        return output;
    }

    /** Learns from the slope of the output, and adds to that of the input. */
    void backward(float[][] x, float[][] outputSlope, float[][] xSlope) {
        weights.learn(x, outputSlope, space.product(), space.turned());
        if (bias != null) {
            float[] slopes = bias.vectorSlopes();
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] += Rows.sum(outputSlope[i]);
            }
        }
        space.product().addTurned(weights.values(), outputSlope, xSlope);
    }
}
