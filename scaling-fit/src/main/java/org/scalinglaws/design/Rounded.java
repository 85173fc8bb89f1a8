package org.scalinglaws.design;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.scalinglaws.quantity.Decimal;

/** Numbers as a table shows them. */
final class Rounded {
    private Rounded() {}

    /** Four digits, such as {@code 63.12B}, {@code 0.0042} or {@code 5.760e+23}. */
    static String number(double value) {
        return digits(value, 4);
    }

    /** Five digits, such as {@code 1.9734}. */
    static String loss(double value) {
        return digits(value, 5);
    }

    /** A probability, such as {@code 83.25 %}. */
    static String percent(double share) {
        return digits(100 * share, 4) + " %";
    }

    private static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "unknown" : value > 0 ? "inf" : "-inf";
        }
        if (Math.abs(value) >= 1e15) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        return Decimal.format(
                new BigDecimal(Double.toString(value))
                        .round(new MathContext(digits))
                        .doubleValue());
    }
}
