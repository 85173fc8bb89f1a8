package org.scalinglaws.sweep;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Cost;
import org.scalinglaws.resource.Prices;

/**
 * What a sweep costs when its runs follow each other on one cluster.
 *
 * @param sweep the runs
 * @param budgets what all runs of each budget cost, in the order of the sweep
 * @param total what all runs cost
 * @param longest what one run of the greatest budget costs; no schedule is shorter than its days
 */
public record SweepCost(IsoFlopSweep sweep, List<Cost> budgets, Cost total, Cost longest) {
    /** Copies the costs. */
    public SweepCost {
        Require.noNull("budgets", budgets);
        requireNonNull(sweep, "sweep");
        budgets = List.copyOf(budgets);
        if (budgets.size() != sweep.curves().size()) {
            throw new IllegalArgumentException(
                    "budgets must hold a cost for each of "
                            + sweep.curves().size()
                            + " budgets of the sweep, got "
                            + budgets.size());
        }
        requireNonNull(total, "total");
        requireNonNull(longest, "longest");
    }

    /**
     * What a sweep costs.
     *
     * @param sweep the runs
     * @param cluster where it runs
     * @param prices what an accelerator-hour costs
     * @return the costs of each budget, of all and of the longest run
     * @throws IllegalArgumentException when the power of the accelerator is not known
     */
    public static SweepCost of(IsoFlopSweep sweep, Cluster cluster, Prices prices) {
        requireNonNull(sweep, "sweep");
        requireNonNull(cluster, "cluster");
        requireNonNull(prices, "prices");
        Compute all = sweep.compute();
        Compute largest =
                sweep.curves().stream()
                        .map(Curve::budget)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();

        return new SweepCost(
                sweep,
                sweep.curves().stream()
                        .map(curve -> prices.cost(cluster, curve.compute()))
                        .toList(),
                prices.cost(cluster, all),
                prices.cost(cluster, largest));
    }

    /**
     * Writes a row for each budget, the sum and the longest run; hours are accelerator-hours.
     *
     * @return a table
     */
    @Override
    public String toString() {
        return SweepTable.of(sweep.curves(), budgets, List.of(total, longest)).text() + "\n";
    }
}
