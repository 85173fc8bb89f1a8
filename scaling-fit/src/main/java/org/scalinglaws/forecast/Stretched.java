package org.scalinglaws.forecast;

import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Are there far more or far fewer tokens a parameter than in any run, though N, D and C lie within them? A
 * sum of two terms was fitted where both count; where one is as good as gone, the form decides.
 *
 * @see <a href="https://arxiv.org/abs/2401.00448">Sardana et al. (2024), section 4</a>
 */
final class Stretched {
    /** Decades of D/N outside of the runs. */
    private static final double FAR = 0.5;

    private Stretched() {}

    static Optional<Finding> of(Recipe recipe, Dataset runs) {
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = 0; row < sizes.length; row++) {
            least = Math.min(least, tokens[row] / sizes[row]);
            most = Math.max(most, tokens[row] / sizes[row]);
        }
        double ratio = recipe.tokens().count() / recipe.model().parameters();
        double outside = Math.max(Math.log10(ratio / most), Math.log10(least / ratio));
        return outside > FAR
                ? Optional.of(
                        Finding.warning(
                                CheckName.EXTRAPOLATION,
                                String.format(
                                        Locale.ROOT,
                                        "%s tokens a parameter lie %.1f decades outside of those of the"
                                                + " runs, %s to %s: one of the terms decides there alone;"
                                                + " train a small model at such a ratio first",
                                        Digits.three(ratio),
                                        outside,
                                        Digits.three(least),
                                        Digits.three(most))))
                : Optional.empty();
    }
}
