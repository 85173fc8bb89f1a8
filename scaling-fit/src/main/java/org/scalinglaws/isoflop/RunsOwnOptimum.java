package org.scalinglaws.isoflop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * The best recipe of a budget by a law, found by Brent's method along the very tokens that runs of
 * the budget have: what a budget pays for is read off them, by whatever rule C is counted.
 *
 * @param logSize ln N
 * @param logTokens ln D
 * @param loss by the law
 */
record RunsOwnOptimum(double logSize, double logTokens, double loss) {
    private static final int HIGHEST_DEGREE = 3;
    private static final double PRECISION = 1e-9;

    /** Half as far again as the sizes reach, a rule read off the runs is still believed. */
    private static final double BEYOND = 0.5;

    /** The least loss along a curve of ln D over ln N; null where it is at the end of the curve. */
    static @Nullable RunsOwnOptimum along(double[] logSizes, double[] logTokens, LossLaw law) {
        Polynomial tokens = curve(logSizes, logTokens);

        double smallest = Arrays.stream(logSizes).min().orElseThrow();
        double largest = Arrays.stream(logSizes).max().orElseThrow();
        double margin = BEYOND * (largest - smallest);
        double lower = smallest - margin;
        double upper = largest + margin;

        double best =
                LineMinimum.brent(
                        size -> loss(law, size, tokens.at(size)), lower, upper, PRECISION);

        // A least place at the end of the search is where the search ended, no optimum.
        double edge = 1e-3 * (upper - lower);
        if (!(best > lower + edge && best < upper - edge)) {
            return null;
        }

        return new RunsOwnOptimum(best, tokens.at(best), loss(law, best, tokens.at(best)));
    }

    private static double loss(LossLaw law, double logSize, double logTokens) {
        return law.loss(Recipe.of(ModelSize.of(Math.exp(logSize)), Tokens.of(Math.exp(logTokens))));
    }

    /** How far tokens lie from the curve, root mean square of ln D. */
    static double scatter(double[] logSizes, double[] logTokens) {
        if (Arrays.stream(logSizes).distinct().count() < 2) {
            return 0;
        }
        Polynomial curve = curve(logSizes, logTokens);
        double squares = 0;
        for (int i = 0; i < logSizes.length; i++) {
            double off = logTokens[i] - curve.at(logSizes[i]);
            squares += off * off;
        }
        return Math.sqrt(squares / logSizes.length);
    }

    private static Polynomial curve(double[] logSizes, double[] logTokens) {
        long sizes = Arrays.stream(logSizes).distinct().count();
        int degree = (int) Math.max(1, Math.min(HIGHEST_DEGREE, sizes - 2));
        return Polynomial.fit(degree, logSizes, logTokens);
    }
}
