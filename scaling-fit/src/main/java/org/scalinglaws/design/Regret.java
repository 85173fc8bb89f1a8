package org.scalinglaws.design;

import java.util.Arrays;
import java.util.Optional;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Digits;

/**
 * What a recipe costs for not being the one that each law would have chosen: its loss minus that of
 * the best one, both under the same law, nats per token. Loss is flat about its optimum, so that a
 * model size may be open within wide limits and cost little regret.
 *
 * <p>Laws without such a number are left out.
 */
public final class Regret {
    private final double[] sorted;

    private Regret(double[] sorted) {
        this.sorted = sorted;
    }

    /** From the regret under each law, NaN where there is none. */
    static Regret of(Doubt<?> doubt, double[] values) {
        doubt.requireProbabilities();
        return find(values)
                .orElseThrow(
                        () ->
                                new NoPlanException(
                                        "no law has both losses that a regret is between: "
                                                + doubt.ensemble()));
    }

    /** None where no law has one. */
    static Optional<Regret> find(double[] values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        Arrays.sort(known);
        return known.length == 0 ? Optional.empty() : Optional.of(new Regret(known));
    }

    /**
     * The mean over laws.
     *
     * @return nats per token
     */
    public double expected() {
        return Arrays.stream(sorted).sum() / sorted.length;
    }

    /**
     * How far off the expected regret may be for the number of laws alone.
     *
     * <pre>  sqrt(sum (r - mean r)^2 / (n - 1) / n)</pre>
     *
     * @return the Monte-Carlo standard error of the mean, nats per token; NaN of a single law
     */
    public double standardError() {
        double mean = expected();
        double squares = Arrays.stream(sorted).map(r -> (r - mean) * (r - mean)).sum();
        return sorted.length > 1
                ? Math.sqrt(squares / (sorted.length - 1) / sorted.length)
                : Double.NaN;
    }

    /**
     * The least regret that at least this share of laws does not exceed.
     *
     * @param share above 0 and at most 1, such as 0.95
     * @return nats per token
     */
    public double quantile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share of laws must be above 0 and at most 1, got " + share);
        }
        int rank = (int) Math.ceil(share * sorted.length * (1 - 1e-12));
        return sorted[Math.max(1, rank) - 1];
    }

    /**
     * The regret under the law that makes the worst of it. More laws find a worse one; {@link
     * #quantile} settles.
     *
     * @return nats per token
     */
    public double greatest() {
        return sorted[sorted.length - 1];
    }

    /**
     * How probable it is that the recipe is as good as the best for all that matters.
     *
     * @param nats the regret that does not matter, nats per token
     * @return the share of laws whose regret is no more
     */
    public double probabilityWithin(double nats) {
        return (double) Arrays.stream(sorted).filter(value -> value <= nats).count()
                / sorted.length;
    }

    /**
     * How many laws have a regret.
     *
     * @return a count, at least 1
     */
    public int laws() {
        return sorted.length;
    }

    /**
     * Writes the mean, the quantile of 95 % and the greatest, rounded.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return String.format(
                "%s nats expected, %s in 95 %% of %d laws, %s at most",
                Digits.cell(expected()),
                Digits.cell(quantile(0.95)),
                laws(),
                Digits.cell(greatest()));
    }
}
