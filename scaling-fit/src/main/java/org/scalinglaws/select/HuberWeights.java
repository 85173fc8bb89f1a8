package org.scalinglaws.select;

import java.util.Arrays;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;

/**
 * Huber's weights for iteratively reweighted least squares: a residual beyond four times the robust
 * scale counts as if it were there.
 *
 * <pre>  factor = min(1, 4 s / |r|),   s = 1.4826 median |r|,   r = sqrt(w) residual</pre>
 */
final class HuberWeights {
    private static final double CORNER = 4;
    private static final double NORMAL = 1.4826;

    private HuberWeights() {}

    static double[] of(Fit<?> fit, double[] weights) {
        double[] sizes = fit.residuals();
        for (int row = 0; row < sizes.length; row++) {
            sizes[row] = Math.abs(sizes[row]) * Math.sqrt(weights[row]);
        }
        double[] equal = new double[sizes.length];
        Arrays.fill(equal, 1);
        double corner =
                CORNER * NORMAL * Quantiles.weighted(sizes, equal, 0.5 * (sizes.length + 1));
        return Arrays.stream(sizes)
                .map(size -> corner > 0 && size > corner ? corner / size : 1)
                .toArray();
    }
}
