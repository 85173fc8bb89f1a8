package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;

/** The weights of rows as an objective takes them, and what noise a row of weight 1 has. */
@SuppressWarnings("ArrayRecordComponent")
record Weighting(double[] weights, OptionalDouble variance) {
    static Weighting of(Dataset runs, Objective objective) {
        WeightKind kind = runs.weightKind();
        double[] weights = runs.weights();
        if (kind == WeightKind.COUNTS) {
            return new Weighting(weights, OptionalDouble.empty());
        }

        // the delta method: ln(L + offset) scatters by sigma / (L + offset)
        if (kind == WeightKind.SIGMA) {
            double[] losses = runs.losses();
            for (int row = 0; row < weights.length; row++) {
                double size = objective.residual().nats(losses[row]);
                weights[row] *= size * size;
            }
        }

        // a share of the greatest first, for a sum of weights may overflow
        double greatest = Arrays.stream(weights).max().orElse(1);
        double mean = Arrays.stream(weights).map(w -> w / greatest).average().orElse(1);
        double[] shares = Arrays.stream(weights).map(w -> w / greatest / mean).toArray();
        double variance = 1 / greatest / mean;
        return new Weighting(
                shares,
                kind == WeightKind.SIGMA ? OptionalDouble.of(variance) : OptionalDouble.empty());
    }
}
