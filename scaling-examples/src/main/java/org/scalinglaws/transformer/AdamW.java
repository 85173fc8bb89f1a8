package org.scalinglaws.transformer;

import java.util.List;

/**
 * Steps along the mean gradient over the root of its mean square; matrices decay by themselves.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2019), algorithm 2</a>
 */
final class AdamW {
    private static final double MEAN = 0.9;
    private static final double SQUARE = 0.95;
    private static final float TINY = 1e-8f;

    private final List<Weights> weights;
    private final double decay;
    private final double longest;
    private double meanLeft = 1;
    private double squareLeft = 1;

    /**
     * For the weights of one model.
     *
     * @param decay share of a matrix that is lost in a step, over the learning rate
     * @param longest norm that a gradient is cut to
     */
    AdamW(List<Weights> weights, double decay, double longest) {
        this.weights = List.copyOf(weights);
        this.decay = decay;
        this.longest = longest;
    }

    /** One step against the slopes, which are cleared. */
    void step(double rate) {
        meanLeft *= MEAN;
        squareLeft *= SQUARE;
        double norm = norm();
        float cut = (float) (norm > longest ? longest / norm : 1);
        float scale = (float) (rate / (1 - meanLeft));
        float whole = (float) (1 / (1 - squareLeft));
        for (Weights one : weights) {
            float kept = (float) (one.decays() ? 1 - rate * decay : 1);
            for (int row = 0; row < one.values().length; row++) {
                step(one, row, cut, scale, whole, kept);
            }
            one.clearSlopes();
        }
    }

    private double norm() {
        double sum = 0;
        for (Weights one : weights) {
            for (float[] row : one.slopes()) {
                sum += Rows.dot(row, row);
            }
        }
        return Math.sqrt(sum);
    }

    private static void step(
            Weights one, int row, float cut, float scale, float whole, float kept) {
        float[] weight = one.values()[row];
        float[] mean = one.means()[row];
        float[] square = one.squares()[row];
        float newMean = (float) (1 - MEAN);
        float newSquare = (float) (1 - SQUARE);
        for (int i = 0; i < weight.length; i++) {
            float slope = cut * one.slope(row, i);
            mean[i] += newMean * (slope - mean[i]);
            square[i] += newSquare * (slope * slope - square[i]);
            float root = (float) Math.sqrt(whole * square[i]);
            weight[i] = kept * weight[i] - scale * mean[i] / (root + TINY);
        }
    }
}
