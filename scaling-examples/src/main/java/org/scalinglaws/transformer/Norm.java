package org.scalinglaws.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.Transformer;

/**
 * Scales the numbers of every place to a mean square of one; a layer norm takes off their mean before.
 *
 * @see <a href="https://arxiv.org/abs/1910.07467">Zhang and Sennrich (2019), root mean square norm</a>
 */
final class Norm {
    private static final float TINY = 1e-5f;

    private final Weights scale;
    private final @Nullable Weights bias;
    private final float[][] scaled;
    private final float[][] output;
    private final float[] mean;
    private final float[] inverse;
    private final float[] along;

    Norm(Transformer.Norms kind, int width, Space space) {
        this.scale = Weights.vector(width, 1);
        this.bias = kind == Transformer.Norms.LAYER ? Weights.vector(width, 0) : null;
        this.scaled = space.rows(width);
        this.output = space.rows(width);
        this.mean = new float[space.places()];
        this.inverse = new float[space.places()];
        this.along = new float[space.places()];
    }

    List<Weights> weights() {
        return Stream.of(scale, bias).filter(w -> w != null).toList();
    }

    float[][] output() {
        return output;
    }

    float[][] forward(float[][] x) {
        measure(x);
        float[] scales = scale.vector();
        for (int i = 0; i < x.length; i++) {
            float shift = bias == null ? 0 : bias.vector()[i];
            write(x[i], mean, inverse, scaled[i], output[i], scales[i], shift);
        }
        return output;
    }

    private void measure(float[][] x) {
        Arrays.fill(mean, 0);
        if (bias != null) {
            for (float[] row : x) {
                add(row, mean);
            }
            scale(mean, 1f / x.length);
        }

        Arrays.fill(inverse, 0);
        for (float[] row : x) {
            addSquares(row, mean, inverse);
        }
        for (int t = 0; t < inverse.length; t++) {
            inverse[t] = (float) (1 / Math.sqrt(inverse[t] / x.length + TINY));
        }
    }

    /** Learns from the slope of the output, and adds to that of the input. */
    void backward(float[][] outputSlope, float[][] xSlope) {
        float[] scales = scale.vector();
        Arrays.fill(along, 0);
        Arrays.fill(mean, 0);
        for (int i = 0; i < outputSlope.length; i++) {
            scale.vectorSlopes()[i] += Rows.dot(outputSlope[i], scaled[i]);
            addProducts(outputSlope[i], scaled[i], scales[i], along);
            if (bias != null) {
                bias.vectorSlopes()[i] += Rows.sum(outputSlope[i]);
                addScaled(outputSlope[i], scales[i], mean);
            }
        }

        scale(along, 1f / outputSlope.length);
        scale(mean, 1f / outputSlope.length);
        for (int i = 0; i < outputSlope.length; i++) {
            addSlope(outputSlope[i], scaled[i], scales[i], xSlope[i]);
        }
    }

    private void addSlope(float[] slope, float[] normal, float factor, float[] sum) {
        float[] common = mean;
        float[] part = along;
        float[] root = inverse;
        for (int t = 0; t < sum.length; t++) {
            sum[t] += root[t] * (factor * slope[t] - common[t] - normal[t] * part[t]);
        }
    }

    private static void write(
            float[] x,
            float[] mean,
            float[] inverse,
            float[] scaled,
            float[] output,
            float factor,
            float shift) {
        for (int t = 0; t < x.length; t++) {
            scaled[t] = (x[t] - mean[t]) * inverse[t];
        }
        for (int t = 0; t < x.length; t++) {
            output[t] = factor * scaled[t] + shift;
        }
    }

    static void add(float[] row, float[] sum) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += row[t];
        }
    }

    private static void addScaled(float[] row, float factor, float[] sum) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += factor * row[t];
        }
    }

    private static void addSquares(float[] row, float[] mean, float[] sum) {
        for (int t = 0; t < sum.length; t++) {
            float from = row[t] - mean[t];
            sum[t] += from * from;
        }
    }

    private static void addProducts(float[] a, float[] b, float factor, float[] sum) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += factor * a[t] * b[t];
        }
    }

    private static void scale(float[] row, float factor) {
        for (int t = 0; t < row.length; t++) {
            row[t] *= factor;
        }
    }
}
