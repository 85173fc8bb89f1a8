package org.scalinglaws.transformer;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scalinglaws.architecture.FeedForward;
import org.scalinglaws.architecture.Transformer;

/**
 * Two matrices with GELU between them, or three with SwiGLU. GELU is taken by its sigmoid and cubic.
 *
 * <pre>
 *   W2 gelu(W1 x)             gelu(u) = u / (1 + exp(-2 sqrt(2 / pi) (u + 0.044715 u^3)))
 *   W2 (silu(W1 x) * (V x))   silu(u) = u / (1 + exp(-u))</pre>
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel (2016)</a>
 * @see <a href="https://arxiv.org/abs/2002.05202">Shazeer (2020)</a>
 */
final class FeedForwardLayer {
    private static final float TWICE = (float) (2 * Math.sqrt(2 / Math.PI));
    private static final float CUBIC = 0.044715f;

    private final int inner;
    private final boolean gated;
    private final Linear up;
    private final Linear down;
    private final float[][] middle;
    private final float[][] middleSlope;
    private final float[][] share;
    private final float[][] upSlope;

    FeedForwardLayer(Transformer model, Space space, SplittableRandom random) {
        FeedForward shape = model.feedForward();
        this.inner = shape.width();
        this.gated = shape.gated();
        boolean biased = model.biases() == Transformer.Biases.ALL;
        int ups = gated ? 2 * inner : inner;
        double deviation = TransformerModel.deviation(model.width());
        double small = TransformerModel.deviation(inner) / Math.sqrt(2.0 * model.layers());
        this.up = new Linear(model.width(), ups, biased, deviation, space, random);
        this.down = new Linear(inner, model.width(), biased, small, space, random);
        this.middle = space.rows(inner);
        this.middleSlope = space.rows(inner);
        this.share = space.rows(inner);
        this.upSlope = space.rows(ups);
    }

    List<Weights> weights() {
        return Stream.concat(up.weights().stream(), down.weights().stream()).toList();
    }

    float[][] forward(float[][] x) {
        float[][] u = up.forward(x);
        for (int i = 0; i < inner; i++) {
            if (gated) {
                silu(u[i], u[inner + i], share[i], middle[i]);
            } else {
                gelu(u[i], share[i], middle[i]);
            }
        }
        return down.forward(middle);
    }

    /** Learns from the slope of the output, and adds to that of the input. */
    void backward(float[][] x, float[][] outputSlope, float[][] xSlope) {
        Rows.clear(middleSlope);
        down.backward(middle, outputSlope, middleSlope);
        float[][] u = up.output();
        for (int i = 0; i < inner; i++) {
            if (gated) {
                siluSlope(u[i], share[i], u[inner + i], middleSlope[i], upSlope[i]);
                gateSlope(u[i], share[i], middleSlope[i], upSlope[inner + i]);
            } else {
                geluSlope(u[i], share[i], middleSlope[i], upSlope[i]);
            }
        }
        up.backward(x, upSlope, xSlope);
    }

    private static void gelu(float[] u, float[] share, float[] out) {
        for (int t = 0; t < u.length; t++) {
            float x = u[t];
            share[t] = Exponential.sigmoid(TWICE * (x + CUBIC * x * x * x));
        }
        for (int t = 0; t < u.length; t++) {
            out[t] = u[t] * share[t];
        }
    }

    private static void geluSlope(float[] u, float[] share, float[] slope, float[] out) {
        for (int t = 0; t < u.length; t++) {
            float x = u[t];
            float s = share[t];
            float inside = TWICE * (1 + 3 * CUBIC * x * x);
            out[t] = slope[t] * (s + x * s * (1 - s) * inside);
        }
    }

    private static void silu(float[] u, float[] gate, float[] share, float[] out) {
        for (int t = 0; t < u.length; t++) {
            share[t] = Exponential.sigmoid(u[t]);
        }
        for (int t = 0; t < u.length; t++) {
            out[t] = u[t] * share[t] * gate[t];
        }
    }

    private static void siluSlope(
            float[] u, float[] share, float[] gate, float[] slope, float[] out) {
        for (int t = 0; t < u.length; t++) {
            float s = share[t];
            out[t] = slope[t] * gate[t] * (s + u[t] * s * (1 - s));
        }
    }

    private static void gateSlope(float[] u, float[] share, float[] slope, float[] out) {
        for (int t = 0; t < u.length; t++) {
            out[t] = slope[t] * u[t] * share[t];
        }
    }
}
