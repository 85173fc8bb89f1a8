package org.scalinglaws.data;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Decimal;

/** What one cell of a file spells, and which numbers may stand in a column. */
final class Cell {
    /** How a line begins that is none of the table. */
    static final String COMMENT = "#";

    /** Whole numbers up to here are written without an exponent. */
    private static final double LONGEST = 1e15;

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

    /** A number such that equal numbers have equal texts; a missing one is blank. */
    static String text(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < LONGEST;
        return whole
                ? Long.toString((long) number)
                : Double.toString(number).replace(".0E", "E").toLowerCase(Locale.ROOT);
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
