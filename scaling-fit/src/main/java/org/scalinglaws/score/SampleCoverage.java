package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * The exponentiated power law of coverage: what share of tasks some one of k samples solves.
 *
 * <pre>  c(k) = exp(a k^b)</pre>
 *
 * @param a negative: the logarithm of what one sample solves
 * @param b negative: how fast what is unsolved in logarithms falls
 * @see <a href="https://arxiv.org/abs/2407.21787">Brown et al. (2024), equations 2 and 3</a>
 */
public record SampleCoverage(double a, double b) {
    private static final Factor SAMPLES = Factor.named("samples");

    /** Refuses numbers above zero: coverage would be more than 1, or fall. */
    public SampleCoverage {
        Decimal.nonPositive("a", a);
        Decimal.nonPositive("b", b);
    }

    /**
     * The curve of least squares of ln c.
     *
     * @param samples k, 1 or more, at two places at least
     * @param coverage what share was solved with so many samples, above 0 and up to 1
     * @return the curve
     * @throws IllegalArgumentException when a share is outside of its range; it names the place
     */
    public static SampleCoverage fit(double[] samples, double[] coverage) {
        requireNonNull(samples, "samples");
        double[] missing = new double[requireNonNull(coverage, "coverage").length];
        for (int i = 0; i < missing.length; i++) {
            if (!(coverage[i] > 0 && coverage[i] <= 1)) {
                throw new IllegalArgumentException(
                        String.format(
                                "coverage %d must be above 0 and at most 1, got %s",
                                i + 1, Decimal.format(coverage[i])));
            }
            missing[i] = -Math.log(coverage[i]);
        }
        PowerLaw law =
                Fitter.of(PowerLaw.familyWithoutFloor(SAMPLES))
                        .withObjective(Objective.squares())
                        .fit(Dataset.of(SAMPLES, samples, missing))
                        .law();
        return new SampleCoverage(-law.a(), -law.alpha());
    }

    /**
     * What share of tasks is solved.
     *
     * @param samples k, positive
     * @return from 0 to 1
     */
    public double at(double samples) {
        return Math.exp(a * Math.pow(Decimal.positive("samples", samples), b));
    }

    /**
     * How many samples solve so many tasks.
     *
     * @param coverage above 0 and below 1
     * @return k, which need not be whole
     */
    public double samplesFor(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "coverage must lie between 0 and 1, got " + Decimal.format(coverage));
        }
        return Math.pow(Math.log(coverage) / a, 1 / b);
    }

    /**
     * Writes the curve.
     *
     * @return such as {@code c(k) = exp(-2.3 k^-0.4)}
     */
    @Override
    public String toString() {
        return "c(k) = exp(" + Digits.four(a) + " k^" + Digits.four(b) + ")";
    }
}
