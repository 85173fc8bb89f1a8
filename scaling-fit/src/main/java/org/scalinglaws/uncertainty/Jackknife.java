package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.ParallelCall;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Require;

/**
 * Fits the same law without each run, or each group of runs, in turn: shows what hangs on which of
 * them, and gives {@link Ensemble#bca} its acceleration. For a fit by absolute residuals, or nearly
 * so, its standard errors do not settle however many runs there are; use a bootstrap.
 *
 * @param column the label or factor whose values are the groups; empty to leave out one run at a time
 * @param effort on how many threads, on whose, until when, and who hears of it
 * @see <a href="https://doi.org/10.1137/1.9781611970319">Efron (1982), The Jackknife, the Bootstrap
 *     and Other Resampling Plans, chapter 3</a>
 */
public record Jackknife(String column, Effort effort) implements ParallelCall<Jackknife> {
    /** Refuses nulls and fewer than one thread. */
    public Jackknife {
        requireNonNull(column, "column");
        requireNonNull(effort, "effort");
    }

    /**
     * Leaves out one run at a time.
     *
     * @return the jackknife
     */
    public static Jackknife one() {
        return group("");
    }

    /**
     * Leaves out one group of runs at a time.
     *
     * @param column the label or factor whose values are the groups
     * @return the jackknife
     */
    public static Jackknife group(String column) {
        return new Jackknife(column, Effort.DEFAULT);
    }

    /**
     * Fits without each run or group. Where a row counts more than once its runs are left out one by
     * one, so that there are as many laws as runs are counted.
     *
     * @param fit the fit to repeat
     * @param <L> the type of the law
     * @return a law for each run or group that was left out, in the order of the runs
     * @throws IllegalArgumentException when the runs lack the column, or it tells fewer than two
     *     groups apart, or when weights count more than 1 million runs
     */
    public <L extends LossLaw> Ensemble<L> of(Fit<L> fit) {
        requireNonNull(fit, "fit");
        if (!column.isEmpty()) {
            return of(fit, Draws.groups(fit.problem().runs(), column));
        }
        Fit<L> copies = Copies.of(fit);
        int runs = copies.problem().runs().size();
        return of(copies, Variation.LeftOut.each(runs), runs);
    }

    /**
     * Fits without each of some groups of runs, which may overlap.
     *
     * @param fit the fit to repeat
     * @param groups the places of the runs of each group, from 0; the column plays no part
     * @param <L> the type of the law
     * @return a law for each group that was left out, in their order
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes, unless what there is
     *     was asked for
     * @throws org.scalinglaws.problem.InterruptedFitException when the thread is interrupted, unless
     *     what there is was asked for
     */
    public <L extends LossLaw> Ensemble<L> of(Fit<L> fit, List<int[]> groups) {
        requireNonNull(fit, "fit");
        Require.noNull("groups", groups);
        return of(fit, Variation.LeftOut.of(groups), groups.size());
    }

    private <L extends LossLaw> Ensemble<L> of(Fit<L> fit, Variation without, int groups) {
        return new Replication(effort, "the jackknife")
                .run(this.toString(), Ensemble.Kind.JACKKNIFE, fit, 0, groups, without);
    }

    @Override
    public Jackknife withEffort(Effort effort) {
        return new Jackknife(column, effort);
    }

    @Override
    public String toString() {
        return column.isEmpty() ? "jackknife of single runs" : "jackknife by " + column;
    }
}
