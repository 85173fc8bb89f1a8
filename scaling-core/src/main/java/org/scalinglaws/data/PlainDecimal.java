package org.scalinglaws.data;

/**
 * The double nearest to digits with a point among them, such as 93647954.22756957. Division by a power of ten
 * and the part that it leaves over decide nearly all such numbers; the few near to the middle between two
 * doubles are left to {@link Double#parseDouble}.
 *
 * @see <a href="https://doi.org/10.1145/93542.93557">Clinger (1990), How to read floating point numbers
 *     accurately</a>
 * @see <a href="https://doi.org/10.1007/BF01397083">Dekker (1971), A floating-point technique for extending the
 *     available precision</a>
 */
final class PlainDecimal {
    /** As many digits always fit a long. */
    private static final int MOST_DIGITS = 18;

    /** Up to here every whole number is a double. */
    private static final long WHOLE = 1L << 53;

    /** Halves the digits of a double. */
    private static final double SPLIT = (1L << 27) + 1;

    /** Of half the way to the next double: the rest is the rounding of this reckoning, many times over. */
    private static final double SURE = 1 - 1e-9;

    /** Powers of ten that are doubles without rounding. */
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18
    };

    private PlainDecimal() {}

    /** The number, the same as that of {@link Double#parseDouble}; NaN where it must decide. */
    static double of(String cell) {
        int length = cell.length();
        int first = length > 0 && cell.charAt(0) == '-' ? 1 : 0;
        int point = -1;
        long digits = 0;
        for (int place = first; place < length; place++) {
            char letter = cell.charAt(place);
            if (letter >= '0' && letter <= '9') {
                digits = 10 * digits + (letter - '0');
            } else if (letter == '.' && point < 0) {
                point = place;
            } else {
                return Double.NaN;
            }
        }

        int count = length - first - (point < 0 ? 0 : 1);
        if (count == 0 || count > MOST_DIGITS) {
            return Double.NaN;
        }
        double size = quotient(digits, point < 0 ? 0 : length - 1 - point);
        return first == 1 ? -size : size;
    }

    /** Whole digits over a power of ten, rounded once. */
    private static double quotient(long digits, int decimals) {
        double whole = digits;
        double ten = TENS[decimals];
        if (digits <= WHOLE || decimals == 0) {
            return whole / ten;
        }

        // What the two roundings so far left over, as a share of the divisor.
        double rough = whole / ten;
        double left = (whole - rough * ten) - productError(rough, ten);
        double rest = (left + (digits - (long) whole)) / ten;
        double nearest = rough + rest;
        double off = Math.abs((rough - nearest) + rest);
        boolean isPower = (Double.doubleToRawLongBits(nearest) & (WHOLE >> 1) - 1) == 0;
        return !isPower && off < SURE * 0.5 * Math.ulp(nearest) ? nearest : Double.NaN;
    }

    /** What a product is more than its double. */
    private static double productError(double one, double other) {
        double oneHigh = high(one);
        double oneLow = one - oneHigh;
        double otherHigh = high(other);
        double otherLow = other - otherHigh;
        return oneLow * otherLow
                - (((one * other - oneHigh * otherHigh) - oneLow * otherHigh) - oneHigh * otherLow);
    }

    private static double high(double number) {
        double scaled = SPLIT * number;
        return scaled - (scaled - number);
    }
}
