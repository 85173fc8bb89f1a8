package org.scalinglaws.data;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Decimal;

/** What one cell of a file spells, and which numbers may stand in a column. */
final class Cell {
    /** How a line begins that is none of the table. */
    static final String COMMENT = "#";

    /** Thousand to trillion; G is a billion too. */
    private static final String SUFFIXES = "KMBT";

    private static final Pattern UNDERSCORES =
            Pattern.compile("[+-]?\\d+(_\\d+)+(\\.\\d+)?([eE][+-]?\\d+)?[kmbtgKMBTG]?");

    private Cell() {}

    static boolean isNumber(String cell) {
        return !Double.isNaN(number(cell)) || isNan(cell);
    }

    static boolean isNan(String cell) {
        return cell.equalsIgnoreCase("nan");
    }

    /** The number a cell spells, NaN where it spells none; Java's own suffixes d and f are text. */
    static double number(String cell) {
        int length = cell.length();
        if (length == 0) {
            return Double.NaN;
        }

        char first = cell.charAt(0);
        char last = cell.charAt(length - 1);
        boolean digitLast = last >= '0' && last <= '9';
        if (first <= '9' && first != ' ' && (digitLast || last == '.')) {
            try {
                return Double.parseDouble(cell);
            } catch (NumberFormatException text) {
                return Double.NaN;
            }
        }

        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** The size a cell spells, such as 1300000, 1.3M or 1_300_000; a suffix is a unit of its own. */
    static double size(String cell, NumberStyle style, double unit) {
        double plain = style.number(cell);
        if (!Double.isNaN(plain)) {
            return unit == 1 || !Double.isFinite(plain) ? plain : scaled(cell, style, unit);
        }
        if (UNDERSCORES.matcher(cell).matches()) {
            return size(cell.replace("_", ""), style, unit);
        }

        int end = cell.length() - 1;
        char last = end < 0 ? ' ' : Character.toUpperCase(cell.charAt(end));
        int suffix = SUFFIXES.indexOf(last == 'G' ? 'B' : last);
        if (suffix < 0) {
            return Double.NaN;
        }
        String mantissa = style.plain(cell.substring(0, end).strip());
        boolean isNumber = mantissa != null && Double.isFinite(number(mantissa));

        // BigDecimal, since the double 1.07 times 1e9 is not the double nearest to 1.07B.
        return isNumber
                ? new BigDecimal(mantissa).scaleByPowerOfTen(3 * (suffix + 1)).doubleValue()
                : Double.NaN;
    }

    private static double scaled(String cell, NumberStyle style, double unit) {
        return new BigDecimal(style.plain(cell))
                .multiply(new BigDecimal(Double.toString(unit)))
                .doubleValue();
    }

    /** Why a number may not stand in a column of the library's own; null when it may. */
    static @Nullable String refusal(boolean positive, double value) {
        if (positive) {
            return value > 0 && value < Double.POSITIVE_INFINITY
                    ? null
                    : "must be positive and finite, got " + Decimal.format(value);
        }
        return Double.isFinite(value) ? null : "must be finite, got " + Decimal.format(value);
    }
}
