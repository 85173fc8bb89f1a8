package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;

/**
 * What each row counts in an objective, and what noise a row of weight 1 has. Weights that count runs
 * are taken as they are. All others are brought to a mean of 1, so that no unit matters and their sum
 * is the number of rows; for a logarithmic objective a known standard deviation of the loss is first
 * divided by L + offset.
 */
public final class RowWeights {
    private final double[] weights;
    private final double counted;
    private final OptionalDouble variance;

    private RowWeights(double[] weights, double counted, OptionalDouble variance) {
        this.weights = weights;
        this.counted = counted;
        this.variance = variance;
    }

    /**
     * The weights of some runs.
     *
     * @param runs what was observed
     * @param objective says what residuals are of
     * @return one weight for each run
     */
    public static RowWeights of(Dataset runs, Objective objective) {
        requireNonNull(runs, "runs");
        requireNonNull(objective, "objective");
        WeightKind kind = runs.weightKind();
        double[] weights = runs.weights();
        if (kind == WeightKind.COUNTS) {
            return new RowWeights(weights, Arrays.stream(weights).sum(), OptionalDouble.empty());
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
        return new RowWeights(
                shares,
                shares.length,
                kind == WeightKind.SIGMA ? OptionalDouble.of(variance) : OptionalDouble.empty());
    }

    /**
     * The weights themselves.
     *
     * @return a new array, one weight for each run
     */
    public double[] toArray() {
        return weights.clone();
    }

    /**
     * How many runs there are by their weights.
     *
     * @return the sum of weights that count runs; of any others the number of rows
     */
    public double counted() {
        return counted;
    }

    /**
     * The variance of the residual of a row of weight 1, where the runs state it.
     *
     * @return a variance, in squared units of the residuals; nothing where only the residuals tell
     */
    public OptionalDouble knownVariance() {
        return variance;
    }

    @Override
    public String toString() {
        return String.format(
                "weights of %d rows%s",
                weights.length, variance.isPresent() ? " of known noise" : "");
    }
}
