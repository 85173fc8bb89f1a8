package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Interval;

/**
 * The bootstrap distribution of a statistic, or its jackknife values: one number of every law of an
 * ensemble, NaN where a law has none. A replicate that failed could have had any number, as those
 * could.
 *
 * @param method how the laws were made, in words
 * @param isJackknife whether each law lacks one run, so that they differ less than those of other runs
 * @param values the number of every law
 * @param failed how many replicates led to no law
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993), An Introduction to
 *     the Bootstrap, chapters 11 to 14</a>
 */
@SuppressWarnings("ArrayRecordComponent")
record ReplicateValues(String method, boolean isJackknife, double[] values, int failed) {
    /** A number of a thing; NaN where it has none. */
    static <T> double value(ToDoubleFunction<T> quantity, T thing) {
        try {
            return quantity.applyAsDouble(thing);
        } catch (ScalingException none) {
            return Double.NaN;
        }
    }

    /** A jackknife by the estimate and its error, all others by percentiles. */
    Interval interval(double level, DoubleSupplier estimate) {
        if (!isJackknife) {
            return percentile(level);
        }

        // Leaving out one run moves a law too little for percentiles.
        Quantiles.requireLevel(level);
        int spare = values.length - 1;
        double error = spare < 1 ? Double.NaN : standardError();
        double centre = estimate.getAsDouble();
        if (Double.isNaN(centre + error)) {
            throw new ScalingException("the runs do not determine this number: it has no interval");
        }
        double reach = error * Quantiles.ofStudent(level, spare);
        return new Interval(centre - reach, centre + reach);
    }

    Interval percentile(double level) {
        Quantiles.requireLevel(level);
        return quantiles().middle(level);
    }

    /** The percentile interval turned round the estimate. */
    Interval basic(double level, DoubleSupplier estimate) {
        Interval middle = percentile(level);
        double centre = 2 * estimate.getAsDouble();
        return new Interval(centre - middle.upper(), centre - middle.lower());
    }

    /** Efron's bias-corrected and accelerated interval. */
    Interval bca(double level, DoubleSupplier estimate, ReplicateValues jackknife) {
        // How far the laws lie to one side of the estimate, and how the error grows with the
        // number.
        Quantiles quantiles = quantiles();
        double bias = quantiles.shareBelow(estimate.getAsDouble());
        double acceleration = jackknife.acceleration();

        // The levels of a percentile interval, moved by both.
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double shift = normal.inverseCumulativeProbability(bias);
        double reach = normal.inverseCumulativeProbability(0.5 + 0.5 * level);
        return new Interval(
                quantiles.lower(corrected(normal, shift, -reach, acceleration)),
                quantiles.upper(corrected(normal, shift, reach, acceleration)));
    }

    private double acceleration() {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(q -> (mean - q) * (mean - q)).sum();
        double cubes = Arrays.stream(values).map(q -> Math.pow(mean - q, 3)).sum();
        double acceleration = squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : squares;
        if (values.length == 0) {
            throw noLaw();
        }
        if (Double.isNaN(acceleration)) {
            throw new ScalingException("a law of the jackknife has no such number");
        }
        return acceleration;
    }

    private static double corrected(
            NormalDistribution normal, double shift, double reach, double acceleration) {
        double moved = shift + reach;
        double stretch = 1 - acceleration * moved;
        double end = stretch > 0 ? moved / stretch : Math.copySign(40, moved);
        return normal.cumulativeProbability(shift + end);
    }

    /** Failed replicates count among the numbers, as unknown ones. */
    Quantiles quantiles() {
        if (values.length == 0) {
            throw noLaw();
        }
        double[] all = Arrays.copyOf(values, values.length + failed);
        Arrays.fill(all, values.length, all.length, Double.NaN);
        return new Quantiles(all);
    }

    private ScalingException noLaw() {
        return new ScalingException(method + " led to no law: there is no interval");
    }

    double standardError() {
        return Math.sqrt(covariance(isJackknife, List.of(values))[0][0]);
    }

    /** The covariance matrix of several numbers over the laws; NaN of fewer than two laws. */
    static double[][] covariance(boolean isJackknife, List<double[]> numbers) {
        int count = numbers.size();
        int laws = count == 0 ? 0 : numbers.get(0).length;
        double[][] centred = new double[count][];
        for (int j = 0; j < count; j++) {
            double mean = Arrays.stream(numbers.get(j)).sum() / laws;
            centred[j] = Arrays.stream(numbers.get(j)).map(value -> value - mean).toArray();
        }

        // The jackknife's laws differ g - 1 times less than those of other runs would.
        double share = isJackknife ? (laws - 1.0) / laws : 1.0 / (laws - 1);
        double[][] covariance = new double[count][count];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < count; k++) {
                double sum = 0;
                for (int i = 0; i < laws; i++) {
                    sum += centred[j][i] * centred[k][i];
                }
                covariance[j][k] = laws > 1 ? share * sum : Double.NaN;
            }
        }
        return covariance;
    }

    /** The correlation matrix that a covariance matrix says; NaN where a number does not differ. */
    static double[][] correlation(double[][] covariance) {
        double[][] correlations = new double[covariance.length][covariance.length];
        for (int j = 0; j < covariance.length; j++) {
            for (int k = 0; k < covariance.length; k++) {
                double size = Math.sqrt(covariance[j][j]) * Math.sqrt(covariance[k][k]);
                double share = Math.max(-1, Math.min(1, covariance[j][k] / size));
                correlations[j][k] = size > 0 ? share : Double.NaN;
            }
        }
        return correlations;
    }
}
