package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * What an accelerator-hour costs in money, energy and carbon dioxide. Nothing has a default: these
 * numbers differ by provider, place and year.
 *
 * <pre>
 *  money  = accelerator-hours * price
 *  energy = accelerator-hours * watts * power usage effectiveness / 1000   in kWh
 *  CO2    = energy * grams per kWh / 1000                                  in kg
 * </pre>
 *
 * <p>The power is the rated power of the accelerator all the time. Hosts and network are not in it
 * unless {@link Accelerator#withWatts} adds their share; nor is the making of the machines.
 *
 * @param perAcceleratorHour price of one accelerator for one hour, in any currency, positive
 * @param powerUsageEffectiveness energy of the whole building over that of its computers (PUE), 1
 *     or more
 * @param gridGramsPerKilowattHour carbon dioxide equivalent of the electricity, in grams per kWh,
 *     zero or more
 * @param currency what money is counted in, such as {@code EUR}; empty where nobody said it
 * @see <a href="https://arxiv.org/abs/2104.10350">Patterson et al. (2021)</a>
 */
public record Prices(
        double perAcceleratorHour,
        double powerUsageEffectiveness,
        double gridGramsPerKilowattHour,
        String currency) {
    private static final double THOUSAND = 1000;

    /** Refuses numbers outside their ranges. */
    public Prices {
        Decimal.positive("price per accelerator-hour", perAcceleratorHour);
        if (!(powerUsageEffectiveness >= 1 && powerUsageEffectiveness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "power usage effectiveness must be 1 or more and finite, got "
                            + Decimal.format(powerUsageEffectiveness));
        }
        Decimal.nonNegative("grid intensity in g/kWh", gridGramsPerKilowattHour);
        requireNonNull(currency, "currency");
    }

    /**
     * Prices in a currency that nobody named.
     *
     * @param perAcceleratorHour price of one accelerator for one hour, positive
     * @param powerUsageEffectiveness energy of the building over that of its computers, 1 or more
     * @param gridGramsPerKilowattHour grams of carbon dioxide per kWh, zero or more
     */
    public Prices(
            double perAcceleratorHour,
            double powerUsageEffectiveness,
            double gridGramsPerKilowattHour) {
        this(perAcceleratorHour, powerUsageEffectiveness, gridGramsPerKilowattHour, "");
    }

    /**
     * The same prices with the name of their currency, which every amount of money then carries.
     *
     * @param name such as {@code EUR}; empty for none
     * @return the changed prices
     */
    public Prices withCurrency(String name) {
        requireNonNull(name, "name");
        return new Prices(
                perAcceleratorHour, powerUsageEffectiveness, gridGramsPerKilowattHour, name);
    }

    /**
     * Writes an amount of money to four digits.
     *
     * @param amount how much, in the currency of the price
     * @return such as {@code 1.667M EUR}, or {@code 1.667M of money} where the currency has no name
     */
    public String text(double amount) {
        return Digits.four(amount) + " " + (currency.isEmpty() ? "of money" : currency);
    }

    /**
     * All that a training costs.
     *
     * @param cluster where it runs
     * @param work the work
     * @return time, money, energy and carbon dioxide
     * @throws IllegalArgumentException when the power of the accelerator is not known
     */
    public Cost cost(Cluster cluster, Compute work) {
        requireNonNull(cluster, "cluster");
        requireNonNull(work, "work");
        double energy = energyKilowattHours(cluster, work);
        return new Cost(
                cluster.days(work),
                cluster.acceleratorHours(work),
                money(cluster, work),
                energy,
                energy * gridGramsPerKilowattHour / THOUSAND);
    }

    /**
     * The money alone, for which no power need be known.
     *
     * @param cluster where it runs
     * @param work the work
     * @return money in the currency of the price
     */
    public double money(Cluster cluster, Compute work) {
        requireNonNull(cluster, "cluster");
        requireNonNull(work, "work");
        return cluster.acceleratorHours(work) * perAcceleratorHour;
    }

    /**
     * The energy alone.
     *
     * @param cluster where it runs
     * @param work the work
     * @return kilowatt-hours, the building included
     * @throws IllegalArgumentException when the power of the accelerator is not known
     */
    public double energyKilowattHours(Cluster cluster, Compute work) {
        requireNonNull(cluster, "cluster");
        requireNonNull(work, "work");
        return cluster.acceleratorHours(work) * kilowatts(cluster);
    }

    /**
     * The work that an amount of money pays for; the inverse of {@link #money}.
     *
     * @param cluster where it runs
     * @param money money in the currency of the price, positive
     * @return the work
     */
    public Compute computeForMoney(Cluster cluster, double money) {
        requireNonNull(cluster, "cluster");
        return cluster.computeInHours(Decimal.positive("money", money) / perAcceleratorHour);
    }

    /**
     * The work that an amount of energy is enough for; the inverse of {@link #energyKilowattHours}.
     *
     * @param cluster where it runs
     * @param kilowattHours energy, the building included, positive
     * @return the work
     * @throws IllegalArgumentException when the power of the accelerator is not known
     */
    public Compute computeForEnergy(Cluster cluster, double kilowattHours) {
        requireNonNull(cluster, "cluster");
        Decimal.positive("energy in kWh", kilowattHours);
        return cluster.computeInHours(kilowattHours / kilowatts(cluster));
    }

    /** Power of one accelerator and its share of the building. */
    private double kilowatts(Cluster cluster) {
        return cluster.accelerator().knownWatts() * powerUsageEffectiveness / THOUSAND;
    }
}
