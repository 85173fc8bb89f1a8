package org.scalinglaws.tuning;

import java.math.BigDecimal;
import java.math.MathContext;
import org.scalinglaws.quantity.Decimal;

/** Numbers in sentences. */
final class Text {
    private Text() {}

    /** A number to four digits, such as {@code 0.001156} or {@code 400.2K}. */
    static String number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        return Decimal.format(exact.round(new MathContext(4)).doubleValue());
    }
}
