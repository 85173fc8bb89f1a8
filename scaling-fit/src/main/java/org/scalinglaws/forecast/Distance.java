package org.scalinglaws.forecast;

import org.scalinglaws.quantity.Decimal;

/**
 * How far a recipe lies beyond the runs.
 *
 * @param params decades of N beyond the sizes of the runs, on either side; 0 inside
 * @param tokens decades of D beyond the tokens of the runs, on either side; 0 inside
 * @param flops decades of C = 6ND above the most compute of the runs; 0 below
 * @param leverage the variance of the expected ln L by the runs alone, in units of the noise of one run
 */
public record Distance(double params, double tokens, double flops, double leverage) {
    /** Refuses a negative number and what is no number. */
    public Distance {
        Decimal.nonNegative("decades of params", params);
        Decimal.nonNegative("decades of tokens", tokens);
        Decimal.nonNegative("decades of compute", flops);
        Decimal.nonNegative("leverage", leverage);
    }

    /** {@return whether the recipe lies inside all three ranges} */
    public boolean isInside() {
        return params == 0 && tokens == 0 && flops == 0;
    }
}
