package org.scalinglaws.lab;

import java.util.List;

/**
 * Steps along the mean gradient over the root of its mean square, for each weight by itself.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), algorithm 1</a>
 */
final class Adam {
    private static final double MEAN = 0.9;
    private static final double SQUARE = 0.99;
    private static final double TINY = 1e-8;

    private final List<double[]> weights;
    private final List<double[]> slopes;
    private final List<double[]> means;
    private final List<double[]> squares;
    private double meanLeft = 1;
    private double squareLeft = 1;

    /** For weights whose slopes are found where they are now. */
    Adam(List<double[]> weights, List<double[]> slopes) {
        this.weights = weights;
        this.slopes = slopes;
        this.means = weights.stream().map(array -> new double[array.length]).toList();
        this.squares = weights.stream().map(array -> new double[array.length]).toList();
    }

    /** One step against the slopes. */
    void step(double rate) {
        meanLeft *= MEAN;
        squareLeft *= SQUARE;
        double scale = rate / (1 - meanLeft);
        double whole = 1 / (1 - squareLeft);
        for (int k = 0; k < weights.size(); k++) {
            double[] weight = weights.get(k);
            double[] slope = slopes.get(k);
            double[] mean = means.get(k);
            double[] square = squares.get(k);
            for (int i = 0; i < weight.length; i++) {
                mean[i] += (1 - MEAN) * (slope[i] - mean[i]);
                square[i] += (1 - SQUARE) * (slope[i] * slope[i] - square[i]);
                weight[i] -= scale * mean[i] / (Math.sqrt(whole * square[i]) + TINY);
            }
        }
    }
}
