package org.scalinglaws.resource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.quantity.Decimal;

/** Numbers in sentences: rounded, with a unit. */
final class Text {
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");

    private Text() {}

    /** A number to four digits, such as {@code 33.91} or {@code 833.3K}. */
    static String number(double value) {
        return Decimal.format(value, 4);
    }

    /** An amount of memory to three digits, such as {@code 1.12 TB}; a kB is a thousand bytes. */
    static String bytes(double value) {
        double left = rounded(value, 3);
        int unit = 0;
        while (left >= 1000 && unit < BYTES.size() - 1) {
            left /= 1000;
            unit++;
        }
        return Decimal.format(left, 3) + " " + BYTES.get(unit);
    }

    /** A speed to five digits, such as {@code 989.4 TFLOP/s}. */
    static String teraflops(double flopsPerSecond) {
        double teraflops = rounded(flopsPerSecond / 1e12, 5);
        return new BigDecimal(Double.toString(teraflops)).stripTrailingZeros().toPlainString()
                + " TFLOP/s";
    }

    /** A list, such as {@code weights, gradients and optimizer state}. */
    static String sentence(List<String> parts) {
        List<String> most = new ArrayList<>(parts);
        String last = most.remove(most.size() - 1);
        return most.isEmpty() ? last : String.join(", ", most) + " and " + last;
    }

    private static double rounded(double value, int digits) {
        double near =
                new BigDecimal(Double.toString(value)).round(new MathContext(digits)).doubleValue();
        return Double.isFinite(near) ? near : value;
    }
}
