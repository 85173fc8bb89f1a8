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
 */
record Turn(double a, double b, double aa, double ab, double bb) {
    /** How far from the middle. */
    double place() {
        return -a / b;
    }

    /** The variance of the place to first order, for points with variance 1. */
    double variance() {
        return slopeVariance(place()) / (b * b);
    }

    /** The variance of the slope at a place, for points with variance 1. */
    double slopeVariance(double u) {
        return aa + 2 * u * ab + u * u * bb;
    }

    /**
     * Where it could be by Fieller's theorem: {@code (a + b u)^2 <= k (aa + 2 u ab + u^2 bb)} with k =
     * t^2 s^2; without ends when b could be nothing.
     */
    Interval interval(double k) {
        double open = b * b - k * bb;
        if (!(open > 0)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = a * b - k * ab;
        double spread = Math.sqrt(Math.max(0, half * half - open * (a * a - k * aa)));
        return new Interval((-half - spread) / open, (-half + spread) / open);
    }
}
