package org.scalinglaws.score;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * Metrics that people decide by, and what they make of a smooth change: exact match, thresholds,
 * pass@k, best of n, the Brier score beside accuracy.
 */
public final class Metrics {
    private static final int LONGEST_PRODUCT = 1_000_000;

    private Metrics() {}

    /**
     * Exact match: the chance that so many tokens in a row are right, each with the chance that its
     * loss says.
     *
     * <pre>  exp(-k L)</pre>
     *
     * @param loss L, nats per token of the answer, zero or more
     * @param tokens k, 1 or more
     * @return a share
     * @see <a href="https://arxiv.org/abs/2304.15004">Schaeffer et al. (2023), section 2</a>
     */
    public static double exactMatch(double loss, int tokens) {
        Require.count("tokens", tokens, 1, Integer.MAX_VALUE);
        return Math.exp(-tokens * Decimal.nonNegative("loss", loss));
    }

    /**
     * Scores as a threshold sees them.
     *
     * @param scores any numbers
     * @param threshold from which on a score counts
     * @return 1 for each score at the threshold or above, else 0
     */
    public static List<Integer> reached(List<Double> scores, double threshold) {
        Require.noNull("scores", scores);
        Decimal.finite("threshold", threshold);
        return scores.stream().map(score -> score >= threshold ? 1 : 0).toList();
    }

    /**
     * The unbiased estimator of pass@k: the chance that of k samples at least one is right.
     *
     * <pre>  1 - C(n - c, k) / C(n, k)</pre>
     *
     * @param samples n, how many were drawn
     * @param correct c, how many of them were right
     * @param k how many one may draw
     * @return a share
     * @throws IllegalArgumentException when c or k is greater than n
     * @see <a href="https://arxiv.org/abs/2107.03374">Chen et al. (2021), equation 1</a>
     */
    public static double passAtK(int samples, int correct, int k) {
        Require.count("samples", samples, 1, Integer.MAX_VALUE);
        notMore("correct", Require.count("correct", correct, 0, Integer.MAX_VALUE), samples);
        notMore("k", Require.count("k", k, 1, Integer.MAX_VALUE), samples);
        if (samples - correct < k) {
            return 1;
        }

        // A product of ratios does not overflow as binomial coefficients do; k and c change places.
        int fewer = Math.min(correct, k);
        int more = Math.max(correct, k);
        if (fewer > LONGEST_PRODUCT) {
            double none =
                    Gamma.logGamma(samples - correct + 1.0)
                            + Gamma.logGamma(samples - k + 1.0)
                            - Gamma.logGamma((double) samples - correct - k + 1)
                            - Gamma.logGamma(samples + 1.0);
            return -Math.expm1(Math.min(0, none));
        }
        double none = 0;
        for (long i = (long) samples - fewer + 1; i <= samples; i++) {
            none += Math.log1p(-(double) more / i);
        }
        return -Math.expm1(none);
    }

    private static void notMore(String what, int value, int samples) {
        if (value > samples) {
            throw new IllegalArgumentException(
                    what + " must not be more than the " + samples + " samples, got " + value);
        }
    }

    /**
     * Best of n: the chance that of n independent tries at least one is right.
     *
     * <pre>  1 - (1 - p)^n</pre>
     *
     * @param share p, the chance of one try
     * @param tries n, 1 or more
     * @return a share
     */
    public static double bestOf(double share, int tries) {
        Require.count("tries", tries, 1, Integer.MAX_VALUE);
        return -Math.expm1(tries * Math.log1p(-requireShare("share", share)));
    }

    /**
     * The Brier score: the mean square of probability less outcome. It moves smoothly where accuracy
     * jumps; the least is best.
     *
     * @param probabilities what each was given, from 0 to 1
     * @param outcomes whether each came true
     * @return from 0 to 1
     * @see <a href="https://doi.org/10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2">Brier
     *     (1950)</a>
     */
    public static double brier(List<Double> probabilities, List<Boolean> outcomes) {
        requirePairs(probabilities, outcomes);
        double sum = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            double miss = probabilities.get(i) - (outcomes.get(i) ? 1 : 0);
            sum += miss * miss;
        }
        return sum / outcomes.size();
    }

    /**
     * Accuracy: how often the likelier side of each came true.
     *
     * @param probabilities what each was given, from 0 to 1; one half stands for coming true
     * @param outcomes whether each came true
     * @return a share
     */
    public static double accuracy(List<Double> probabilities, List<Boolean> outcomes) {
        requirePairs(probabilities, outcomes);
        int right = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            right += (probabilities.get(i) >= 0.5) == outcomes.get(i) ? 1 : 0;
        }
        return right / (double) outcomes.size();
    }

    private static void requirePairs(List<Double> probabilities, List<Boolean> outcomes) {
        Require.noNull("probabilities", probabilities);
        Require.noNull("outcomes", outcomes);
        if (probabilities.isEmpty() || probabilities.size() != outcomes.size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "there must be an outcome for each probability, got %d and %d",
                            outcomes.size(), probabilities.size()));
        }
        probabilities.forEach(each -> requireShare("probability", each));
    }

    private static double requireShare(String what, double value) {
        if (value >= 0 && value <= 1) {
            return value;
        }
        throw new IllegalArgumentException(
                what + " must lie between 0 and 1, got " + Decimal.format(value));
    }
}
