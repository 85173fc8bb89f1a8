package org.scalinglaws.select;

import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/**
 * Whether a law with fewer numbers will do: the F test of nested laws.
 *
 * <pre>
 *   F = ((S_few - S_many) / (p_many - p_few)) / (S_many / (n - p_many))</pre>
 *
 * <p>S is the sum of squared residuals of ln L at its least.
 *
 * @param statistic F, 0 or more
 * @param fewer how many numbers the smaller law has less
 * @param spare how many runs the larger law has more than numbers
 * @param pValue the chance of such an F or a larger one where the smaller law is true
 */
public record NestedTest(double statistic, int fewer, int spare, double pValue) {
    private static final double LEAST_SHOWN = 1e-4;

    /** Refuses a negative statistic, and a chance outside 0 to 1. */
    public NestedTest {
        Decimal.nonNegative("statistic", statistic);
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException(
                    "chance must lie between 0 and 1, got " + Decimal.format(pValue));
        }
    }

    /**
     * The test by the sums of squares of the two laws, with Fisher's distribution: right for normal noise
     * that is the same for all runs.
     *
     * @param few the least sum of the law with fewer numbers
     * @param many that of the larger law, which cannot fit worse but for rounding
     * @param fewer how many numbers the smaller law has less
     * @param spare how many runs the larger law has more than numbers
     * @return empty where no run is to spare or a law is missing
     */
    public static Optional<NestedTest> of(double few, double many, int fewer, int spare) {
        Require.count("fewer", fewer, 1, Integer.MAX_VALUE);
        if (spare < 1 || !(many > 0 && few > 0)) {
            return Optional.empty();
        }
        double statistic = statistic(few, many, fewer, spare);
        double below = new FDistribution(fewer, spare).cumulativeProbability(statistic);
        return Optional.of(new NestedTest(statistic, fewer, spare, 1 - below));
    }

    static double statistic(double few, double many, int fewer, int spare) {
        return Math.max(0, few - many) / fewer / (many / spare);
    }

    /**
     * Writes the statistic and its chance.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return String.format(
                "F(%d, %d) = %s, p %s",
                fewer,
                spare,
                Digits.four(statistic),
                pValue < LEAST_SHOWN ? "< 1e-4" : "= " + Digits.general(pValue));
    }
}
