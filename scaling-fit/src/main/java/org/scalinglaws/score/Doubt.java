package org.scalinglaws.score;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Interval;

/**
 * Variances of one number on a scale where it is symmetric: what the law's numbers make of it, and what
 * one run scatters beside. Degrees of freedom are Satterthwaite's, each equation with its own.
 *
 * @param centre the number on that scale
 * @param law the variance by the law's numbers
 * @param run the variance of one new run about the law
 * @param lawFreedom degrees of freedom of the first
 * @param runFreedom degrees of freedom of both together
 */
record Doubt(double centre, double law, double run, double lawFreedom, double runFreedom) {
    static Doubt of(double centre, double law, double run, double spare) {
        return new Doubt(centre, law, run, spare, spare);
    }

    Optional<Interval> interval(double level, DoubleUnaryOperator back) {
        return ends(level, law, lawFreedom, back);
    }

    Optional<Interval> newRun(double level, DoubleUnaryOperator back) {
        return ends(level, law + run, runFreedom, back);
    }

    private Optional<Interval> ends(
            double level, double variance, double freedom, DoubleUnaryOperator back) {
        if (!Double.isFinite(centre) || !(variance >= 0 && Double.isFinite(variance))) {
            return Optional.empty();
        }
        double reach = Quantiles.ofStudent(level, freedom) * Math.sqrt(variance);
        double one = back.applyAsDouble(centre - reach);
        double two = back.applyAsDouble(centre + reach);
        return Double.isFinite(one) && Double.isFinite(two)
                ? Optional.of(new Interval(Math.min(one, two), Math.max(one, two)))
                : Optional.empty();
    }

    /** Welch and Satterthwaite for two variances, each of its own residuals. */
    static double freedom(double one, double spareOfOne, double two, double spareOfTwo) {
        double sum = one + two;
        return sum > 0
                ? sum * sum / (one * one / spareOfOne + two * two / spareOfTwo)
                : Math.min(spareOfOne, spareOfTwo);
    }
}
