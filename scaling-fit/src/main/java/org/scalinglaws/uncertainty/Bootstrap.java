package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.ParallelCall;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.quantity.Require;

/**
 * Fits the same law to many other sets of runs made out of those at hand: how the laws differ is how
 * far off the fit could be. Replicates are weights of rows, solved from the fit's optimum by its own
 * solver; one that lands in another basin is searched for over the whole range. The same seed gives
 * the same laws to the last bit, on any number of threads and in any parts. An interrupt stops the
 * work; the ensemble then holds the replicates that were done, and says so.
 *
 * <p>Where runs are drawn, a weight is a frequency: a run of weight 2 is drawn as two runs are. Where
 * recipes are kept, it is one run whose loss counts twice.
 *
 * <pre>
 *   Ensemble&lt;ChinchillaLaw&gt; laws = Bootstrap.pairs(4000, 42).of(fit);
 *   Interval alpha = laws.interval(0.95, ChinchillaLaw::alpha);
 * </pre>
 *
 * @param resampling how other runs are made
 * @param replicates how many times
 * @param seed decides every draw
 * @param effort on how many threads, on whose, until when, and who hears of it
 * @see <a href="https://doi.org/10.1007/978-1-4899-4541-9">Efron and Tibshirani (1993), An
 *     Introduction to the Bootstrap, chapter 9</a>
 */
public record Bootstrap(Resampling resampling, int replicates, long seed, Effort effort)
        implements ParallelCall<Bootstrap> {
    /** Refuses nulls and counts below one. */
    public Bootstrap {
        requireNonNull(resampling, "resampling");
        requireNonNull(effort, "effort");
        requirePositive("number of replicates", replicates);
    }

    /** Whole runs drawn a thousand times. */
    public static final Bootstrap DEFAULT = pairs(Defaults.REPLICATES, Defaults.SEED);

    /** More replicates than memory holds laws. */
    private static final int MOST = 10_000_000;

    /** With so many rows a parameter no draw has fewer different ones; groups of rows are fewer. */
    private static final int MANY = 1_000;

    /** The same of rows that are equally likely: 20 rows are all one at 20^-19, more are so ever less. */
    private static final int MANY_EVEN = 20;

    static void requirePositive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be positive, got " + count);
        }
        Require.count(what, count, 1, MOST);
    }

    /**
     * A bootstrap of any kind, on as many threads as the machine runs at once.
     *
     * @param resampling how other runs are made
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     */
    public static Bootstrap of(Resampling resampling, int replicates, long seed) {
        return new Bootstrap(resampling, replicates, seed, Effort.DEFAULT);
    }

    /**
     * Draws whole runs with replacement.
     *
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Pairs
     */
    public static Bootstrap pairs(int replicates, long seed) {
        return of(new Resampling.Pairs(), replicates, seed);
    }

    /**
     * Gives each prediction the residual of any run.
     *
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Residual
     */
    public static Bootstrap residual(int replicates, long seed) {
        return of(new Resampling.Residual(), replicates, seed);
    }

    /**
     * Gives each prediction its own residual with a random sign.
     *
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Wild
     */
    public static Bootstrap wild(int replicates, long seed) {
        return wild(Resampling.Multiplier.RADEMACHER, replicates, seed);
    }

    /**
     * Gives each prediction its own residual times a random number.
     *
     * @param multiplier what the random number is
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Wild
     */
    public static Bootstrap wild(Resampling.Multiplier multiplier, int replicates, long seed) {
        return of(new Resampling.Wild(multiplier), replicates, seed);
    }

    /**
     * Draws whole groups of runs with replacement.
     *
     * @param column the label or factor whose values are the groups
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Cluster
     */
    public static Bootstrap cluster(String column, int replicates, long seed) {
        return of(new Resampling.Cluster(column), replicates, seed);
    }

    /**
     * Gives each prediction noise of the objective's density.
     *
     * @param replicates how many times
     * @param seed decides every draw
     * @return the bootstrap
     * @see Resampling.Parametric
     */
    public static Bootstrap parametric(int replicates, long seed) {
        return of(new Resampling.Parametric(), replicates, seed);
    }

    /**
     * Fits all replicates.
     *
     * @param fit the fit to repeat
     * @param <L> the type of the law
     * @return a law for each replicate
     * @throws IllegalArgumentException when the runs lack the column of the groups, or it tells fewer
     *     than two apart; when weights count more than 10 million runs that are to be drawn by pairs, or
     *     more than 1 million whose losses are to be drawn
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes, unless what there is
     *     was asked for
     * @throws org.scalinglaws.problem.InterruptedFitException when the thread is interrupted, unless
     *     what there is was asked for
     */
    public <L extends LossLaw> Ensemble<L> of(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return part(fit, 0, replicates);
    }

    /**
     * Fits some of the replicates: the same ones as in the whole, so that several machines can share
     * the work. {@link Ensemble#concat} joins them.
     *
     * @param fit the fit to repeat
     * @param from the first replicate, from 0
     * @param to the one after the last, at most all
     * @param <L> the type of the law
     * @return a law for each of these replicates
     * @throws IllegalArgumentException unless 0 &lt;= from &lt; to &lt;= replicates; and as {@link #of}
     */
    public <L extends LossLaw> Ensemble<L> part(Fit<L> fit, int from, int to) {
        requireNonNull(fit, "fit");
        if (!(from >= 0 && from < to && to <= replicates)) {
            throw new IllegalArgumentException(
                    String.format(
                            "a part of %d replicates must lie between 0 and all, got %d to %d",
                            replicates, from, to));
        }

        // New losses need a row for every run; drawn runs carry their counts.
        Fit<L> repeated = drawsRuns() ? fit : Copies.of(fit);
        return new Replication(effort, "the bootstrap")
                .run(
                        this + drawnAgain(repeated),
                        Ensemble.Kind.BOOTSTRAP,
                        repeated,
                        from,
                        to,
                        new Variation.Drawn(resampling, seed, to));
    }

    /**
     * What is said of draws with too few different runs, of all replicates, so that parts say the same.
     * Where runs are many there is none.
     */
    private String drawnAgain(Fit<?> fit) {
        double[] weights = fit.problem().weights().toArray();
        int parameters = fit.problem().coordinates().dimension();
        boolean even =
                resampling instanceof Resampling.Pairs
                        && Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
        if (!drawsRuns() || weights.length > (even ? MANY_EVEN : MANY) * parameters) {
            return "";
        }
        DistinctRuns draws = Draws.ofRuns(resampling, fit);
        int again = 0;
        for (SplittableRandom random : randoms(seed, replicates)) {
            again += draws.again(random.split(), weights, new double[weights.length]);
        }
        return again == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %d draw%s of fewer than %d different runs made again",
                        again,
                        again == 1 ? "" : "s",
                        parameters);
    }

    /** Whether whole runs are drawn and keep their losses. */
    private boolean drawsRuns() {
        return resampling instanceof Resampling.Pairs || resampling instanceof Resampling.Cluster;
    }

    /** One stream for each replicate, whatever the threads. */
    static SplittableRandom[] randoms(long seed, int count) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[count];
        Arrays.setAll(randoms, number -> root.split());
        return randoms;
    }

    /**
     * How often each run counts in each replicate, so that something else can be read off the very
     * runs that the laws of {@link #of} were fitted to.
     *
     * @param fit the fit that is repeated
     * @return for each replicate, by number, a weight for each run, zero or more
     * @throws IllegalArgumentException when the bootstrap keeps the runs and changes their losses; and
     *     as {@link #of}
     */
    public List<double[]> weights(Fit<?> fit) {
        requireNonNull(fit, "fit");
        if (!drawsRuns()) {
            throw new IllegalArgumentException(
                    "only a bootstrap that draws whole runs, pairs or cluster, has weights, got "
                            + resampling.name());
        }

        // The same streams as the replicates have, so that number i is drawn alike.
        Draws draws = Draws.of(resampling, fit);
        double[] losses = fit.problem().runs().losses();
        return Arrays.stream(randoms(seed, replicates))
                .map(
                        random -> {
                            double[] weights = fit.problem().weights().toArray();
                            draws.draw(random.split(), weights, losses);
                            return weights;
                        })
                .toList();
    }

    @Override
    public Bootstrap withEffort(Effort effort) {
        return new Bootstrap(resampling, replicates, seed, effort);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s bootstrap of %d replicates, seed %d",
                resampling.name(),
                replicates,
                seed);
    }
}
