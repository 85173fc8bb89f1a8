package org.scalinglaws.health;

import java.math.BigDecimal;
import org.scalinglaws.quantity.Decimal;

/**
 * What a unit of money bought at some time.
 *
 * @param year such as 2020.5
 * @param flops for a unit of money, or of any other resource
 */
public record Dated(double year, double flops) {
    /** Refuses a year that is no number, and FLOPs that are not positive. */
    public Dated {
        Decimal.finite("year", year);
        Decimal.positive("FLOPs of year " + text(year), flops);
    }

    /** A year in all its digits, which no suffix shortens. */
    static String text(double year) {
        return BigDecimal.valueOf(year).stripTrailingZeros().toPlainString();
    }
}
