package org.scalinglaws.problem;

import java.util.Arrays;

/** Sums over rows: the cost, and its derivatives by the numbers of the law and by ln s. */
final class DerivativeSum {
    private double value;
    private double scaleSlope;
    private double scaleCurvature;
    private final double[] slope;
    private final double[] curvature;
    private final double[] mixedWithScale;

    DerivativeSum(int count) {
        this.slope = new double[count];
        this.curvature = new double[count * count];
        this.mixedWithScale = new double[count];
    }

    /** Sets the cost and what it has for derivatives by ln s. */
    void set(double cost, double byScale, double byScaleTwice) {
        value = cost;
        scaleSlope = byScale;
        scaleCurvature = byScaleTwice;
    }

    double value() {
        return value;
    }

    double scaleSlope() {
        return scaleSlope;
    }

    double scaleCurvature() {
        return scaleCurvature;
    }

    double[] slope() {
        return slope;
    }

    double[] curvature() {
        return curvature;
    }

    double[] mixedWithScale() {
        return mixedWithScale;
    }

    void add(DerivativeSum other) {
        value += other.value;
        scaleSlope += other.scaleSlope;
        scaleCurvature += other.scaleCurvature;
        add(slope, other.slope);
        add(curvature, other.curvature);
        add(mixedWithScale, other.mixedWithScale);
    }

    private static void add(double[] sums, double[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** How many numbers tell a sum. */
    int width() {
        return 3 + slope.length + curvature.length + mixedWithScale.length;
    }

    /** The sum as numbers. */
    double[] numbers() {
        double[] numbers = new double[width()];
        numbers[0] = value;
        numbers[1] = scaleSlope;
        numbers[2] = scaleCurvature;
        System.arraycopy(slope, 0, numbers, 3, slope.length);
        System.arraycopy(curvature, 0, numbers, 3 + slope.length, curvature.length);
        System.arraycopy(
                mixedWithScale,
                0,
                numbers,
                3 + slope.length + curvature.length,
                mixedWithScale.length);
        return numbers;
    }

    /** Adds a sum that such numbers tell. */
    void add(double[] numbers, int at) {
        value += numbers[at];
        scaleSlope += numbers[at + 1];
        scaleCurvature += numbers[at + 2];
        int place = at + 3;
        for (double[] own : new double[][] {slope, curvature, mixedWithScale}) {
            for (int i = 0; i < own.length; i++) {
                own[i] += numbers[place++];
            }
        }
    }

    void clear() {
        value = 0;
        scaleSlope = 0;
        scaleCurvature = 0;
        Arrays.fill(slope, 0);
        Arrays.fill(curvature, 0);
        Arrays.fill(mixedWithScale, 0);
    }
}
