package org.scalinglaws.curve;

import java.util.Arrays;

/** A straight line by least squares of ln loss, and how sure its slope is. */
record Slope(double value, double error, double rise) {
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double QUIETEST = 1e-4;

    /** The line through places begin to end, not including the last, with a noise that is known. */
    static Slope of(double[] x, double[] y, int begin, int end, double noise) {
        double count = end - begin;
        double sumX = 0;
        double sumY = 0;
        for (int i = begin; i < end; i++) {
            sumX += x[i];
            sumY += y[i];
        }
        double above = 0;
        double below = 0;
        for (int i = begin; i < end; i++) {
            above += (x[i] - sumX / count) * (y[i] - sumY / count);
            below += (x[i] - sumX / count) * (x[i] - sumX / count);
        }
        double slope = above / below;
        return new Slope(slope, noise / Math.sqrt(below), slope * (x[end - 1] - x[begin]));
    }

    /** In units of its error. */
    double score() {
        return value / error;
    }

    /** The noise of ln loss by second differences, robust against single spikes. */
    static double noise(double[] y) {
        double[] bends = new double[Math.max(0, y.length - 2)];
        for (int i = 0; i < bends.length; i++) {
            bends[i] = Math.abs(y[i + 1] - 0.5 * (y[i] + y[i + 2]));
        }
        if (bends.length == 0) {
            return QUIETEST;
        }
        Arrays.sort(bends);
        double median = 0.5 * (bends[bends.length / 2] + bends[(bends.length - 1) / 2]);
        return Math.max(QUIETEST, MAD_TO_DEVIATION * median / Math.sqrt(1.5));
    }
}
