package org.scalinglaws.recipe;

import java.util.Locale;

/**
 * Numbers as printf writes them, to the letter, but without its machinery: a plan that says how far
 * it extrapolates would else spend nearly all of its time there. What is close to a tie, or of a
 * size that nobody plans with, is left to printf.
 */
final class Rounded {
    private static final double[] POWERS = powers();
    private static final double TIE = 1e-6;
    private static final double LOG10_OF_2 = Math.log10(2);

    private Rounded() {}

    private static double[] powers() {
        double[] powers = new double[300];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }

    /** Appends a number as {@code %.3g}. */
    static void threeDigits(StringBuilder text, double value) {
        if (!(value >= 1e3 && value < 1e299)) {
            text.append(String.format(Locale.ROOT, "%.3g", value));
            return;
        }
        int exponent = (int) (Math.getExponent(value) * LOG10_OF_2);
        if (value >= POWERS[exponent + 1]) {
            exponent++;
        }
        double scaled = value / POWERS[exponent - 2];
        if (isNearTie(scaled)) {
            text.append(String.format(Locale.ROOT, "%.3g", value));
            return;
        }
        int digits = (int) (scaled + 0.5);
        if (digits == 1000) {
            digits = 100;
            exponent++;
        }
        text.append((char) ('0' + digits / 100)).append('.');
        text.append((char) ('0' + digits / 10 % 10)).append((char) ('0' + digits % 10));
        text.append(exponent < 10 ? "e+0" : "e+").append(exponent);
    }

    /** Appends a number as {@code %.1f}. */
    static void oneDecimal(StringBuilder text, double value) {
        double scaled = 10 * value;
        if (!(value >= 0 && value < 1e6) || isNearTie(scaled)) {
            text.append(String.format(Locale.ROOT, "%.1f", value));
            return;
        }
        int tenths = (int) (scaled + 0.5);
        text.append(tenths / 10).append('.').append((char) ('0' + tenths % 10));
    }

    private static boolean isNearTie(double scaled) {
        return Math.abs(scaled - (int) scaled - 0.5) < TIE;
    }
}
