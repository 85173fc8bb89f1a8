package org.scalinglaws.curve;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.numeric.LineMinimum;

/**
 * Forms of how a loss goes on, each by separable least squares: one number is searched for, and the
 * two that the loss is linear in follow from it, neither below zero.
 */
enum Decay {
    /** E + A s^-alpha. */
    POWER(0.03) {
        @Override
        DoubleUnaryOperator fit(Stretch at) {
            return separable(at, FLATTEST, STEEPEST, (alpha, s) -> Math.pow(s, -alpha));
        }
    },
    /** E + A exp(-s/tau). */
    EXPONENTIAL(0.03) {
        @Override
        DoubleUnaryOperator fit(Stretch at) {
            return separable(at, FASTEST, SLOWEST, (tau, s) -> Math.exp((1 - s) / tau));
        }
    },
    /** A s^-alpha through the later half of the checkpoints, without a floor. */
    LINE(0.03) {
        @Override
        DoubleUnaryOperator fit(Stretch at) {
            int from = Math.max(0, Math.min(at.size() - 4, at.size() / 2));
            double sum = 0;
            double x = 0;
            double y = 0;
            for (int i = from; i < at.size(); i++) {
                sum += at.weights()[i];
                x += at.weights()[i] * Math.log(at.steps()[i]);
                y += at.weights()[i] * Math.log(at.losses()[i]);
            }
            double centre = x / sum;
            double level = y / sum;
            double above = 0;
            double below = 0;
            for (int i = from; i < at.size(); i++) {
                double log = Math.log(at.steps()[i]) - centre;
                above += at.weights()[i] * log * (Math.log(at.losses()[i]) - level);
                below += at.weights()[i] * log * log;
            }
            double slope = below > 0 ? Math.min(0, above / below) : 0;
            return s -> Math.exp(level + slope * (Math.log(s) - centre));
        }
    },
    /** The loss stays where it is: the median of the newest tenth. */
    LAST(0.05) {
        @Override
        DoubleUnaryOperator fit(Stretch at) {
            int count = Math.max(1, at.size() / 10);
            double[] newest = Arrays.copyOfRange(at.losses(), at.size() - count, at.size());
            Arrays.sort(newest);
            double level =
                    count < 3
                            ? at.losses()[at.size() - 1]
                            : 0.5 * (newest[count / 2] + newest[(count - 1) / 2]);
            return s -> level;
        }
    };

    private static final double FLATTEST = 0.05;
    private static final double STEEPEST = 1.5;
    private static final double FASTEST = 0.1;
    private static final double SLOWEST = 5;
    private static final int GRID = 16;
    private static final double PRECISION = 1e-4;

    private final double untried;

    Decay(double untried) {
        this.untried = untried;
    }

    /** By how much it errs in ln loss where steps are e times as many, when nothing tells. */
    double untried() {
        return untried;
    }

    /** The shape of a decay: its one number, and the step as a share of the newest. */
    interface Shape {
        double of(double number, double share);
    }

    /** The form through a stretch: the loss at any later step. */
    abstract DoubleUnaryOperator fit(Stretch at);

    private static DoubleUnaryOperator separable(Stretch at, double low, double high, Shape shape) {
        double ratio = Math.log(high / low) / (GRID - 1);
        double best = low;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            double number = low * Math.exp(i * ratio);
            double cost = Coefficients.of(at, number, shape).cost();
            if (cost < least) {
                least = cost;
                best = number;
            }
        }

        // Between its neighbours on the grid the cost has one valley.
        double near =
                LineMinimum.brent(
                        number -> Coefficients.of(at, number, shape).cost(),
                        Math.max(low, best * Math.exp(-ratio)),
                        Math.min(high, best * Math.exp(ratio)),
                        PRECISION);
        Coefficients fitted = Coefficients.of(at, near, shape);
        double end = at.end();
        return s -> fitted.floor() + fitted.scale() * shape.of(near, s / end);
    }

    /** Non-negative weighted least squares of a floor and a scale. */
    private record Coefficients(double floor, double scale, double cost) {
        static Coefficients of(Stretch at, double number, Shape shape) {
            double[] f = new double[at.size()];
            double sum = 0;
            double sumF = 0;
            double sumY = 0;
            double sumFf = 0;
            double sumFy = 0;
            for (int i = 0; i < f.length; i++) {
                f[i] = shape.of(number, at.steps()[i] / at.end());
                double w = at.weights()[i];
                double y = at.losses()[i];
                sum += w;
                sumF += w * f[i];
                sumY += w * y;
                sumFf += w * f[i] * f[i];
                sumFy += w * f[i] * y;
            }

            double spread = sumFf - sumF * sumF / sum;
            double scale = spread > 0 ? (sumFy - sumF * sumY / sum) / spread : 0;
            double floor = (sumY - scale * sumF) / sum;
            if (scale < 0) {
                scale = 0;
                floor = sumY / sum;
            } else if (floor < 0) {
                floor = 0;
                scale = sumFy / sumFf;
            }

            double cost = 0;
            for (int i = 0; i < f.length; i++) {
                double miss = at.losses()[i] - floor - scale * f[i];
                cost += at.weights()[i] * miss * miss;
            }
            return new Coefficients(floor, scale, cost);
        }
    }
}
