package org.scalinglaws.design;

import org.scalinglaws.quantity.Interval;

/**
 * Where the slope of a curve is nothing: a + b u = 0, with the errors of both.
 *
 * @param a the slope at the middle
 * @param b how the slope grows, twice the curvature
 * @param aa the variance of a, for points with variance 1
 * @param ab the covariance of the two
 * @param bb the variance of b
 * @param sway how far a moves with what all curves share, as a deviation for points with variance 1
 * @param swing how far b does
 */
record Turn(double a, double b, double aa, double ab, double bb, double sway, double swing) {
    /** How far from the middle. */
    double place() {
        return -a / b;
    }

    /** The variance of the place to first order, for points with variance 1. */
    double variance() {
        double shift = shift();
        return slopeVariance(place()) / (b * b) + shift * shift;
    }

    /** How far the place moves with what all curves share, as a deviation for points with variance 1. */
    double shift() {
        return -(sway + swing * place()) / b;
    }

    /** The variance of the slope at a place by the curve's own points, for such with variance 1. */
    double slopeVariance(double u) {
        return aa + 2 * u * ab + u * u * bb;
    }

    /**
     * Where it could be by Fieller's theorem: {@code (a + b u)^2 <= k (aa + 2 u ab + u^2 bb)} with k =
     * t^2 s^2; without ends when b could be nothing.
     */
    Interval interval(double k) {
        double square = aa + sway * sway;
        double cross = ab + sway * swing;
        double open = b * b - k * (bb + swing * swing);
        if (!(open > 0)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = a * b - k * cross;
        double spread = Math.sqrt(Math.max(0, half * half - open * (a * a - k * square)));
        return new Interval((-half - spread) / open, (-half + spread) / open);
    }
}
