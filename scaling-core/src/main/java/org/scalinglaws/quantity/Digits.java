package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;

/**
 * Rounded numbers for people, in sentences and tables. {@link Decimal} writes numbers that read back
 * exactly. An infinite number is written {@code inf} or {@code -inf}, and NaN {@code unknown}.
 */
public final class Digits {
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");
    private static final List<String> SUFFIXES = List.of("", "K", "M", "B", "T");
    private static final double[] POWERS = powers();
    private static final double TIE = 1e-6;
    private static final double LOG10_OF_2 = Math.log10(2);

    private Digits() {}

    private static double[] powers() {
        double[] powers = new double[300];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }

    /**
     * A number in a sentence, to two digits.
     *
     * @param value any number
     * @return such as {@code 34}, {@code 830K} or {@code 5.8e23}
     */
    public static String two(double value) {
        return brief(value, 2);
    }

    /**
     * A number in a sentence, to three digits.
     *
     * @param value any number
     * @return such as {@code 33.9}, {@code 833K} or {@code 5.76e23}
     */
    public static String three(double value) {
        return brief(value, 3);
    }

    /**
     * A number in a sentence, to four digits.
     *
     * @param value any number
     * @return such as {@code 33.91}, {@code 833.3K} or {@code 2.84e25}
     */
    public static String four(double value) {
        return brief(value, 4);
    }

    /**
     * A number in a sentence, to five digits.
     *
     * @param value any number
     * @return such as {@code 1.9734} or {@code 63.123B}
     */
    public static String five(double value) {
        return brief(value, 5);
    }

    /**
     * A number in a sentence, to six digits.
     *
     * @param value any number
     * @return such as {@code 2.71239B}
     */
    public static String six(double value) {
        return brief(value, 6);
    }

    /**
     * A record as Java writes it, its numbers to six digits: for {@code toString} of records that a person
     * reads. What reads back exactly is another form.
     *
     * @param record a public record
     * @return such as {@code ChinchillaLaw[e=1.69337, a=406.401, alpha=0.339171, b=410.723,
     *     beta=0.284908]}
     * @throws IllegalArgumentException when the record is not public
     */
    public static String six(Record record) {
        return record(record, Digits::six);
    }

    /**
     * The same with numbers in another form.
     *
     * @param record a public record
     * @param numbers such as {@code Double::toString}, which writes them exactly
     * @return such as {@code ChinchillaLaw[e=1.81686, a=482.00572, alpha=0.34781, b=2085.4342,
     *     beta=0.36585]}
     * @throws IllegalArgumentException when the record is not public
     */
    public static String record(Record record, DoubleFunction<String> numbers) {
        requireNonNull(numbers, "numbers");
        Class<? extends Record> type = requireNonNull(record, "record").getClass();
        StringJoiner parts = new StringJoiner(", ", type.getSimpleName() + "[", "]");
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                Object part = component.getAccessor().invoke(record);
                Object text = part instanceof Double number ? numbers.apply(number) : part;
                parts.add(component.getName() + "=" + text);
            } catch (ReflectiveOperationException refused) {
                throw new IllegalArgumentException(type.getName() + " is not public", refused);
            }
        }
        return parts.toString();
    }

    /**
     * A level of confidence, in percent.
     *
     * @param level such as 0.95
     * @return such as {@code 95 %}
     */
    public static String level(double level) {
        return Decimal.format(Math.round(level * 1e6) / 1e4) + " %";
    }

    static String brief(double value, int digits) {
        return Double.isFinite(value) ? Decimal.rounded(value, digits) : notFinite(value);
    }

    /**
     * A number in a table, to four digits.
     *
     * @param value any number, also an infinite one
     * @return such as {@code 63.12B}, {@code 0.0042}, {@code 5.760e+23} or {@code inf}
     */
    public static String cell(double value) {
        return cell(value, 4);
    }

    /**
     * A loss in a table, to five digits.
     *
     * @param nats any number, also an infinite one
     * @return such as {@code 1.9734}
     */
    public static String loss(double nats) {
        return cell(nats, 5);
    }

    /**
     * A number in a column to five digits, zeros kept so that points stand below each other.
     *
     * @param value any number
     * @return such as {@code 22.437}, {@code 60.000}, {@code 1.0504e+24} or {@code inf}
     */
    public static String column(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        boolean plain = value == 0 || (size >= 1e-4 && size < 1e7);
        return String.format(Locale.ROOT, plain ? "%.5g" : "%.4e", value);
    }

    /**
     * A model size or a corpus in a column, to four digits, zeros kept.
     *
     * @param value any number
     * @return such as {@code 88.33B} or {@code 1.000T}; that of {@link #column} below one and beyond
     *     the suffixes
     */
    public static String size(double value) {
        int place = value > 0 ? (int) Math.floor(Math.log10(value) / 3) : -1;
        return place >= 0 && place < SUFFIXES.size()
                ? String.format(
                        Locale.ROOT, "%.4g%s", value / Math.pow(1000, place), SUFFIXES.get(place))
                : column(value);
    }

    /**
     * A number of runs, which is whole or counts parts of them.
     *
     * @param runs how many
     * @return all digits of a whole number, else six
     */
    public static String count(double runs) {
        boolean whole = runs == Math.rint(runs) && Double.isFinite(runs);
        return whole ? String.format(Locale.ROOT, "%.0f", runs) : six(runs);
    }

    /**
     * A probability or another share in a table.
     *
     * @param share such as 0.8325
     * @return such as {@code 83.25 %}
     */
    public static String percent(double share) {
        return cell(100 * share, 4) + " %";
    }

    /**
     * An amount of memory, to three digits; a kB is a thousand bytes.
     *
     * @param bytes how much
     * @return such as {@code 1.12 TB}
     */
    public static String bytes(double bytes) {
        if (!Double.isFinite(bytes)) {
            return notFinite(bytes) + " B";
        }

        // Rounded before the unit is chosen, or 999.6 kB would be written as 1000 kB.
        double left = rounded(bytes, 3);
        int unit = 0;
        while (left >= 1000 && unit < BYTES.size() - 1) {
            left /= 1000;
            unit++;
        }
        return Decimal.rounded(left, 3) + " " + BYTES.get(unit);
    }

    /**
     * A speed, to five digits.
     *
     * @param flopsPerSecond how fast
     * @return such as {@code 989.4 TFLOP/s}
     */
    public static String teraflops(double flopsPerSecond) {
        if (!Double.isFinite(flopsPerSecond)) {
            return notFinite(flopsPerSecond) + " TFLOP/s";
        }
        double teraflops = rounded(flopsPerSecond / 1e12, 5);
        return new BigDecimal(Double.toString(teraflops)).stripTrailingZeros().toPlainString()
                + " TFLOP/s";
    }

    /**
     * A number for another program: six significant digits, and no suffix.
     *
     * @param value any number
     * @return such as {@code 0.00123}, {@code 512} or {@code 5.76E+23}
     */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
        return rounded.stripTrailingZeros().toString();
    }

    /**
     * A number as {@code %.3g}, the general form of printf, writes it, to the letter, but without
     * its machinery: a plan that says how far it extrapolates would else spend nearly all of its
     * time there.
     *
     * @param value any number
     * @return such as {@code 0.00123}, {@code 512} or {@code 5.76e+23}
     */
    public static String general(double value) {
        if (!(value >= 1e3 && value < 1e299)) {
            return Double.isFinite(value)
                    ? String.format(Locale.ROOT, "%.3g", value)
                    : notFinite(value);
        }

        // The exponent of two gives that of ten or one less.
        int exponent = (int) (Math.getExponent(value) * LOG10_OF_2);
        if (value >= POWERS[exponent + 1]) {
            exponent++;
        }

        double scaled = value / POWERS[exponent - 2];
        if (isNearTie(scaled)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }

        int digits = (int) (scaled + 0.5);
        if (digits == 1000) {
            digits = 100;
            exponent++;
        }
        return digits / 100
                + "."
                + digits / 10 % 10
                + digits % 10
                + (exponent < 10 ? "e+0" : "e+")
                + exponent;
    }

    /**
     * A number as {@code %.1f} writes it, to the letter, but without the machinery of printf.
     *
     * @param value any number
     * @return such as {@code 1.4}
     */
    public static String oneDecimal(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double scaled = 10 * value;
        if (!(value >= 0 && value < 1e6) || isNearTie(scaled)) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        int tenths = (int) (scaled + 0.5);
        return tenths / 10 + "." + tenths % 10;
    }

    /** The quotient is off by a rounding error, which decides nothing unless it is close to a tie. */
    private static boolean isNearTie(double scaled) {
        return Math.abs(scaled - (int) scaled - 0.5) < TIE;
    }

    private static String cell(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        return Math.abs(value) >= 1e15
                ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
                : Decimal.format(rounded(value, digits));
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "unknown" : value > 0 ? "inf" : "-inf";
    }

    private static double rounded(double value, int digits) {
        double near =
                new BigDecimal(Double.toString(value)).round(new MathContext(digits)).doubleValue();
        return Double.isFinite(near) ? near : value;
    }
}
