package org.scalinglaws.curve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What of a curve its end is forecast from: the checkpoints since a twentieth of its steps, a running
 * median of three against single spikes, and the mean of each of at most 120 equal spans of ln step.
 * Weights make every stretch of ln step count the same.
 */
@SuppressWarnings("ArrayRecordComponent")
record Stretch(double[] steps, double[] losses, double[] weights) {
    /** What came before belongs to the warm-up. */
    private static final double START = 0.05;

    private static final int LEAST = 8;
    private static final int MOST = 120;
    private static final double LIGHTEST = 0.2;
    private static final double HEAVIEST = 5;

    /** Of rising positive steps and positive losses. */
    static Stretch of(double[] steps, double[] losses) {
        int count = steps.length;
        int first = 0;
        while (first < count - LEAST && steps[first] < START * steps[count - 1]) {
            first++;
        }
        double[] x = Arrays.copyOfRange(steps, first, count);
        return thinned(x, medians(Arrays.copyOfRange(losses, first, count)));
    }

    private static double[] medians(double[] losses) {
        double[] medians = losses.clone();
        for (int i = 1; i + 1 < losses.length; i++) {
            double low = Math.min(losses[i - 1], losses[i + 1]);
            double high = Math.max(losses[i - 1], losses[i + 1]);
            medians[i] = Math.max(low, Math.min(high, losses[i]));
        }
        return medians;
    }

    private static Stretch thinned(double[] x, double[] y) {
        if (x.length <= MOST) {
            return new Stretch(x, y, spacing(x));
        }
        double width = Math.log(x[x.length - 1] / x[0]) / MOST;
        int[] bins =
                Arrays.stream(x)
                        .mapToInt(step -> Math.min(MOST - 1, (int) (Math.log(step / x[0]) / width)))
                        .toArray();
        double[] counts = new double[MOST];
        double[] steps = new double[MOST];
        double[] losses = new double[MOST];
        for (int i = 0; i < x.length; i++) {
            counts[bins[i]]++;
            steps[bins[i]] += x[i];
            losses[bins[i]] += y[i];
        }

        int[] full = IntStream.range(0, MOST).filter(bin -> counts[bin] > 0).toArray();
        double[] means = Arrays.stream(full).mapToDouble(b -> steps[b] / counts[b]).toArray();
        double[] levels = Arrays.stream(full).mapToDouble(b -> losses[b] / counts[b]).toArray();
        return new Stretch(means, levels, spacing(means));
    }

    private static double[] spacing(double[] x) {
        double[] weights = new double[x.length];
        Arrays.fill(weights, 1);
        if (x.length < 3) {
            return weights;
        }
        double whole = Math.log(x[x.length - 1] / x[0]) / (x.length - 1);
        for (int i = 0; i < x.length; i++) {
            int low = Math.max(0, i - 1);
            int high = Math.min(x.length - 1, i + 1);
            double each = Math.log(x[high] / x[low]) / (high - low);
            weights[i] = Math.max(LIGHTEST, Math.min(HEAVIEST, each / whole));
        }
        return weights;
    }

    int size() {
        return steps.length;
    }

    double end() {
        return steps[steps.length - 1];
    }
}
