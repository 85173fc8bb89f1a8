package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Whether a jump of a score is an ability that emerges, or what the metric makes of a smooth loss. Two
 * things are tested: that the loss goes on smoothly with scale, by {@link BreakTest}, and that the
 * scores are what the metric makes of the losses that were measured, by the chi-squared test of
 * binomial counts.
 *
 * @param verdict the answer
 * @param loss the test for a break of the loss along the scale
 * @param scores how often binomial noise alone puts scores as far from the metric of the loss; empty
 *     where no number of items is known, and then only the loss is tested
 * @param jump the greatest rise of the score from one run to the next along the scale
 * @param jumpByMetric the rise of the metric of the loss between the same two runs
 * @see <a href="https://arxiv.org/abs/2304.15004">Schaeffer et al. (2023)</a>
 */
public record Emergence(
        Verdict verdict, BreakTest loss, OptionalDouble scores, double jump, double jumpByMetric) {
    private static final double SCORE_LEVEL = 0.01;
    private static final double LEAST_SHOWN = 1e-4;

    /** What a jump of a score is. */
    public enum Verdict {
        /** The loss is smooth, and the metric makes the jump of it. */
        METRIC("explained by the metric: the loss goes on smoothly"),
        /** The loss itself breaks. */
        BREAK("not explained by the metric: the loss itself breaks"),
        /** The scores are not what the metric makes of the losses. */
        OTHER("not explained by this metric: scores are not what it makes of the losses");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** {@return the answer in words} */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Refuses nulls. */
    public Emergence {
        requireNonNull(verdict, "verdict");
        requireNonNull(loss, "loss");
        requireNonNull(scores, "scores");
        Decimal.finite("jump", jump);
        Decimal.finite("jump by the metric", jumpByMetric);
    }

    /**
     * Judges the scores of runs along one factor.
     *
     * @param runs seven runs or more with losses, scores and, for the second test, items
     * @param along the scale, such as compute
     * @param metric what score a loss has, such as {@code loss -> Metrics.exactMatch(loss, 10)}
     * @return the verdict and both tests
     * @throws org.scalinglaws.problem.NoFitException when the runs are too few
     */
    public static Emergence of(Scores runs, Factor along, DoubleUnaryOperator metric) {
        requireNonNull(runs, "runs");
        requireNonNull(along, "along");
        requireNonNull(metric, "metric");
        BreakTest loss = BreakTest.of(runs.runs(), along);
        double[] shares = runs.shares();
        double[] losses = runs.runs().losses();
        double[] expected = new double[losses.length];
        for (int row = 0; row < losses.length; row++) {
            expected[row] = metric.applyAsDouble(losses[row]);
        }
        OptionalDouble scores = chance(shares, expected, runs.itemsOfRuns());

        Verdict verdict = Verdict.METRIC;
        if (loss.isBroken()) {
            verdict = Verdict.BREAK;
        } else if (scores.orElse(1) < SCORE_LEVEL) {
            verdict = Verdict.OTHER;
        }
        double[] jumps = jumps(runs.runs().column(along), shares, expected);
        return new Emergence(verdict, loss, scores, jumps[0], jumps[1]);
    }

    /**
     * What to know of the jump.
     *
     * @return a warning where the metric does not explain it; empty where it does
     */
    public Optional<Finding> finding() {
        return verdict == Verdict.METRIC
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.EMERGENCE,
                                String.format(
                                        "the greatest step of the score, %s, is %s",
                                        Digits.three(jump), verdict)));
    }

    /**
     * The chi-squared test. A run of less than one item of variance counts only as much as it has, for a
     * count that can hardly be other than zero is no degree of freedom.
     */
    private static OptionalDouble chance(double[] shares, double[] expected, double[] items) {
        double sum = 0;
        double freedom = 0;
        for (int row = 0; row < shares.length; row++) {
            double variance = items[row] * expected[row] * (1 - expected[row]);
            double missed = items[row] * (shares[row] - expected[row]);
            if (items[row] > 0 && !Double.isNaN(shares[row])) {
                sum += missed * missed / Math.max(1, variance);
                freedom += Math.min(1, variance);
            }
        }
        return freedom > 0
                ? OptionalDouble.of(
                        1 - new ChiSquaredDistribution(freedom).cumulativeProbability(sum))
                : OptionalDouble.empty();
    }

    private static double[] jumps(double[] scale, double[] shares, double[] expected) {
        int[] order = Quantiles.order(scale);
        double[] most = new double[2];
        int before = -1;
        for (int row : order) {
            if (Double.isNaN(shares[row])) {
                continue;
            }
            if (before >= 0 && shares[row] - shares[before] > most[0]) {
                most[0] = shares[row] - shares[before];
                most[1] = expected[row] - expected[before];
            }
            before = row;
        }
        return most;
    }

    /** {@return the verdict, both tests and the jump} */
    @Override
    public String toString() {
        return String.format(
                "%s (loss: %s; scores: %s); the greatest step is %s, %s by the metric",
                verdict,
                loss,
                scores.isPresent() ? chance(scores.getAsDouble()) : "not tested",
                Digits.three(jump),
                Digits.three(jumpByMetric));
    }

    private static String chance(double p) {
        return p < LEAST_SHOWN ? "p < 1e-4" : "p = " + Digits.three(p);
    }
}
