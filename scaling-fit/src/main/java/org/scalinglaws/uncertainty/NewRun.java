package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.scalinglaws.quantity.Interval;

/** The distribution of a prediction of any law plus a residual of any run. */
final class NewRun {
    private static final int HALVINGS = 200;

    private final Noise noise;
    private final double[] predictions;
    private final int unknown;
    private final Noise.Ranked residuals;

    /**
     * Predictions of which some may be unknown: those could lie anywhere.
     *
     * @param noise what a run scatters by
     * @param residuals those of a run as is asked for
     * @param sortedPredictions the known ones, ascending
     * @param unknown how many more there are
     */
    NewRun(Noise noise, Noise.Ranked residuals, double[] sortedPredictions, int unknown) {
        this.noise = noise;
        this.predictions = sortedPredictions;
        this.unknown = unknown;
        this.residuals = residuals;
    }

    Interval interval(double level) {
        double all = predictions.length + unknown;
        double known = predictions.length / all;
        double lower = (0.5 - 0.5 * level - (1 - known)) / known;
        double upper = (0.5 + 0.5 * level) / known;
        return new Interval(
                lower > 0 ? quantile(lower) : Double.NEGATIVE_INFINITY,
                upper < 1 ? quantile(upper) : Double.POSITIVE_INFINITY);
    }

    /** The loss below which this share of all sums lies, by bisection. */
    private double quantile(double share) {
        double low = noise.measured(predictions[0], residuals.least());
        double high = noise.measured(predictions[predictions.length - 1], residuals.greatest());

        // The share grows with the loss, in steps: halving finds the step.
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + 0.5 * (high - low);
            if (middle <= low || middle >= high) {
                break;
            }
            if (shareBelow(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double shareBelow(double loss) {
        return Arrays.stream(predictions)
                .map(prediction -> residuals.shareUpTo(noise.residual(loss, prediction)))
                .average()
                .orElseThrow();
    }
}
