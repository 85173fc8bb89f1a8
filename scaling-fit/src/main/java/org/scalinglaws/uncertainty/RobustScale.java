package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.scalinglaws.numeric.Quantiles;

/**
 * The size of noise by the median absolute residual, which a run that diverged does not widen. A robust
 * fit goes through about as many runs as it has parameters; the least residuals, so many, tell nothing
 * and are left out.
 *
 * <pre>  s = 1.4826 median |r|, without the p least</pre>
 *
 * @see <a href="https://doi.org/10.1002/9780470434697">Huber and Ronchetti (2009), Robust Statistics,
 *     section 5.1</a>
 */
final class RobustScale {
    /** One over the median of |Z|, Z normal. */
    private static final double NORMAL = 1.482602218505602;

    private RobustScale() {}

    /**
     * Of residuals.
     *
     * @param residuals at the optimum
     * @param weights precisions, or how many runs a row stands for
     * @param counts whether they count runs
     * @param parameters how many were fitted
     * @return the deviation of a run of weight 1
     */
    static double of(double[] residuals, double[] weights, boolean counts, int parameters) {
        double[] sizes = new double[residuals.length];
        Arrays.setAll(
                sizes, row -> Math.abs(residuals[row]) * (counts ? 1 : Math.sqrt(weights[row])));
        double[] often = weights.clone();
        if (!counts) {
            Arrays.fill(often, 1);
        }
        double runs = Arrays.stream(often).sum();
        double rank = Math.min(runs, parameters + 0.5 * (Math.max(1, runs - parameters) + 1));
        return NORMAL * Quantiles.weighted(sizes, often, rank);
    }
}
