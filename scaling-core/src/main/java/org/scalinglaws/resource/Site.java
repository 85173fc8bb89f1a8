package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Compute;

/**
 * Where work is done and what it costs there.
 *
 * @param cluster the accelerators and how much of their peak they reach
 * @param prices what an accelerator-hour costs
 */
public record Site(Cluster cluster, Prices prices) {
    private static final Compute ONE = Compute.flops(1);
    private static final double GRAMS_PER_KILOGRAM = 1000;

    /** Refuses nulls. */
    public Site {
        requireNonNull(cluster, "cluster");
        requireNonNull(prices, "prices");
    }

    /**
     * All that some work costs here.
     *
     * @param work the work
     * @return time, money, energy and carbon dioxide
     * @throws IllegalArgumentException when the power of the accelerator is not known
     */
    public Cost cost(Compute work) {
        requireNonNull(work, "work");
        return prices.cost(cluster, work);
    }

    double moneyPerFlop() {
        return prices.money(cluster, ONE);
    }

    double kilowattHoursPerFlop() {
        return prices.energyKilowattHours(cluster, ONE);
    }

    double kilogramsPerFlop() {
        return kilowattHoursPerFlop() * prices.gridGramsPerKilowattHour() / GRAMS_PER_KILOGRAM;
    }
}
