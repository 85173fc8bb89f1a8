package org.scalinglaws.diagnose;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Do tokens follow from size? Above a correlation of 0.95 of their logarithms the variance of each
 * exponent is more than ten times what runs of free shape would leave: the usual limit of a variance
 * inflation factor.
 *
 * @see <a href="https://doi.org/10.1002/0471725153">Belsley, Kuh and Welsch (1980), Regression
 *     Diagnostics, section 3.1</a>
 */
final class Collinear implements Check<Fit<?>> {
    private static final double TOGETHER = 0.95;
    private static final int FEWEST = 3;

    /** On one line to the last digits, which {@link SwappedTerms} tells. */
    private static final double ROUNDING = 1e-9;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!Directions.readsSizeAndData(fit) || runs.size() < FEWEST) {
            return Optional.empty();
        }

        // Runs on one line are a matter of identifiability, and an error.
        double[] n = Directions.logarithms(runs, Factor.PARAMETERS);
        double[] d = Directions.logarithms(runs, Factor.TOKENS);
        double together = new PearsonsCorrelation().correlation(n, d);
        boolean onOneLine = 1 - together * together < ROUNDING;
        if (!(Math.abs(together) > TOGETHER) || onOneLine) {
            return Optional.empty();
        }

        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = 0; row < n.length; row++) {
            least = Math.min(least, Math.exp(d[row] - n[row]));
            most = Math.max(most, Math.exp(d[row] - n[row]));
        }

        return Optional.of(
                Finding.warning(
                        CheckName.COLLINEAR,
                        String.format(
                                Locale.ROOT,
                                "params and tokens go together in these runs (correlation %.3f of"
                                        + " their logarithms, %s to %s tokens a parameter): the errors of"
                                        + " their exponents are %.0f times those of runs that vary"
                                        + " both freely; train some at other tokens a parameter",
                                together,
                                Digits.three(least),
                                Digits.three(most),
                                1 / Math.sqrt(1 - together * together))));
    }
}
