package org.scalinglaws.resource;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * What one training costs.
 *
 * @param days time on the wall
 * @param acceleratorHours hours times accelerators
 * @param money money in the currency of the price
 * @param energyKilowattHours energy, the building included
 * @param co2Kilograms carbon dioxide equivalent of that energy
 */
public record Cost(
        double days,
        double acceleratorHours,
        double money,
        double energyKilowattHours,
        double co2Kilograms) {
    /** Refuses negative and infinite numbers. */
    public Cost {
        Decimal.nonNegative("days", days);
        Decimal.nonNegative("accelerator-hours", acceleratorHours);
        Decimal.nonNegative("money", money);
        Decimal.nonNegative("energy in kWh", energyKilowattHours);
        Decimal.nonNegative("carbon dioxide in kg", co2Kilograms);
    }

    /**
     * Writes every part to four digits.
     *
     * @return such as {@code 33.91 days, 833.3K accelerator-hours, 1.667M of money, 366.7K kWh, 146.7K
     *     kg CO2}
     */
    @Override
    public String toString() {
        return Digits.four(days)
                + " days, "
                + Digits.four(acceleratorHours)
                + " accelerator-hours, "
                + Digits.four(money)
                + " of money, "
                + Digits.four(energyKilowattHours)
                + " kWh, "
                + Digits.four(co2Kilograms)
                + " kg CO2";
    }
}
