package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/** A finite mixture of shifted and scaled Student distributions; quantiles by bisection. */
public final class StudentMixture {
    private static final int HALVINGS = 60;
    private static final double REACH = 1e3;

    private final double[] weights;
    private final double[] centres;
    private final double[] deviations;
    private final TDistribution[] shapes;

    /**
     * A mixture.
     *
     * @param weights shares of the components, which sum to one
     * @param centres where each lies
     * @param deviations how wide each is, positive
     * @param degreesOfFreedom of each
     * @throws IllegalArgumentException when the arrays are empty or not equally long, when a share or a
     *     deviation is negative, or when degrees of freedom are not positive
     */
    public StudentMixture(
            double[] weights, double[] centres, double[] deviations, double[] degreesOfFreedom) {
        int count = requireNonNull(weights, "weights").length;
        requireNonNull(centres, "centres");
        requireNonNull(deviations, "deviations");
        requireNonNull(degreesOfFreedom, "degreesOfFreedom");
        Require.count("components", count, 1, Integer.MAX_VALUE);
        Require.length("centres", centres, count);
        Require.length("deviations", deviations, count);
        Require.length("degreesOfFreedom", degreesOfFreedom, count);
        for (int i = 0; i < count; i++) {
            Decimal.nonNegative("share of a component", weights[i]);
            Decimal.finite("centre of a component", centres[i]);
            Decimal.nonNegative("deviation of a component", deviations[i]);
            Decimal.positive("degrees of freedom", degreesOfFreedom[i]);
        }
        this.weights = weights.clone();
        this.centres = centres.clone();
        this.deviations = deviations.clone();
        this.shapes = new TDistribution[weights.length];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = new TDistribution(null, degreesOfFreedom[i]);
        }
    }

    /**
     * The share that lies up to a number.
     *
     * @param number any
     * @return from 0 to 1
     */
    public double shareUpTo(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("number must not be NaN");
        }
        return IntStream.range(0, weights.length)
                .mapToDouble(
                        i ->
                                weights[i]
                                        * shapes[i].cumulativeProbability(
                                                (number - centres[i]) / deviations[i]))
                .sum();
    }

    /**
     * The number up to which a share lies.
     *
     * @param share between 0 and 1
     * @return the quantile
     */
    public double quantile(double share) {
        double low = edge(-1);
        double high = edge(1);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (shareUpTo(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private double edge(int sign) {
        return sign
                * IntStream.range(0, weights.length)
                        .mapToDouble(i -> sign * centres[i] + REACH * deviations[i])
                        .max()
                        .orElseThrow();
    }

    /**
     * The middle part of the mixture that holds a level.
     *
     * @param level such as 0.95
     * @return between two quantiles
     */
    public Interval interval(double level) {
        Quantiles.requireLevel(level);
        return new Interval(quantile(0.5 - 0.5 * level), quantile(0.5 + 0.5 * level));
    }
}
