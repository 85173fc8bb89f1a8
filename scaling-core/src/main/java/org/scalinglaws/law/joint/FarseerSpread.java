package org.scalinglaws.law.joint;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.scalinglaws.law.Columns;

/**
 * Where a search for a law of {@link FarseerLaw} looks: each of its three curves of size by what it
 * does between the least and the largest model, so that floor, scale and exponent of data are of a
 * likely size. Where slopes and exponents are drawn one by one, a slope suits few exponents.
 *
 * <p>The smaller p is, the nearer to a logarithm is a curve a N^p + b that moves by a given amount, and
 * the larger are its numbers: the least p is about the one where b reaches its bound.
 */
final class FarseerSpread implements UnaryOperator<double[]> {
    private static final double STEEPEST = 2;
    private static final double MOST_B1 = 10;
    private static final double LEAST_B2 = -50;
    private static final double MOST_B3 = 20;
    private static final double MOST_A2 = 1e4;

    /** Logarithms fall at most so far from the least to the largest model. */
    private static final double FALL = 3;

    /** The logarithm of the exponent of data, for a model of middle size. */
    private static final double LEAST_EXPONENT = -4;

    private static final double EXPONENTS = 5;

    /** The logarithm of how much larger the data term of the least model is, on middle data. */
    private static final double RATIOS = 4;

    private static final double LEAST_FALL = 1e-3;

    private final double least;
    private final double middle;
    private final double largest;
    private final double reach;
    private final double logTokens;

    private FarseerSpread(double[] sizes, double[] tokens) {
        this.least = Arrays.stream(sizes).min().orElse(1);
        this.largest = Arrays.stream(sizes).max().orElse(1);
        this.reach = Math.max(Math.log(largest / least), LEAST_FALL);
        this.middle = Math.sqrt(least) * Math.sqrt(largest);
        this.logTokens = Arrays.stream(tokens).map(Math::log).average().orElse(0);
    }

    static FarseerSpread of(Columns columns) {
        return new FarseerSpread(columns.values(0), columns.values(1));
    }

    @Override
    public double[] apply(double[] shares) {
        // How the exponent of data falls with size, from its value in the middle.
        double exponentFall = FALL * shares[0] * shares[0];
        double exponent = LEAST_EXPONENT + EXPONENTS * shares[2];
        double alpha = power(exponentFall / (MOST_B1 - exponent), shares[1]);
        double a1 = -exponentFall / rise(alpha);
        double b1 = exponent - a1 * Math.pow(middle, alpha);

        // The scale makes up for the exponent, so that the term is of a likely size in the middle.
        double fromLeast = Math.exp(a1 * Math.pow(least, alpha) + b1);
        double fromLargest = Math.exp(a1 * Math.pow(largest, alpha) + b1);
        double ratio = RATIOS * (shares[3] - 0.5);
        double scaleFall = Math.max(LEAST_FALL, (fromLeast - fromLargest) * logTokens + ratio);
        double scale = Math.max(0, Math.exp(exponent) * logTokens);
        double beta = -power(scaleFall / (scale - LEAST_B2), shares[4]);
        while (-scaleFall / rise(beta) > MOST_A2 && beta < -LEAST_FALL) {
            beta *= 0.8;
        }
        double a2 = -scaleFall / rise(beta);

        double floorFall = FALL * shares[6] * shares[6];
        double gamma = power(floorFall / MOST_B3, shares[7]);
        double a3 = -floorFall / rise(gamma);
        return new double[] {a1, alpha, b1, a2, beta, shares[5], a3, gamma, shares[8]};
    }

    /** An exponent of size, more often a small one. */
    private double power(double bent, double share) {
        double lowest = Math.min(STEEPEST, Math.max(LEAST_FALL, bent / reach));
        return lowest + (STEEPEST - lowest) * share * share * share * share;
    }

    /** How much a power of size rises from the least model to the largest. */
    private double rise(double exponent) {
        double rise = Math.pow(largest, exponent) - Math.pow(least, exponent);
        return rise == 0 ? exponent * LEAST_FALL : rise;
    }
}
