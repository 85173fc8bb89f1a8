package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.scalinglaws.quantity.Interval;

/** The distribution of a prediction of any law plus a residual of any run. */
final class NewRun {
    private static final int HALVINGS = 200;

    private final Noise noise;
    private final double[] predictions;
    private final Noise.Ranked residuals;

    NewRun(Noise noise, double[] sortedPredictions) {
        this.noise = noise;
        this.predictions = sortedPredictions;
        this.residuals = noise.ranked();
    }

    Interval interval(double level) {
        return new Interval(quantile(0.5 - 0.5 * level), quantile(0.5 + 0.5 * level));
    }

    /** The loss below which this share of all sums lies, by bisection. */
    private double quantile(double share) {
        double low = noise.measured(predictions[0], residuals.least());
        double high = noise.measured(predictions[predictions.length - 1], residuals.greatest());
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
