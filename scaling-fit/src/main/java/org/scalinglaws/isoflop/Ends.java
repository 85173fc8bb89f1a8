package org.scalinglaws.isoflop;

import java.util.Locale;
import java.util.function.DoubleFunction;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/** The two ends of an interval as text, in words where runs set no limit. */
final class Ends {
    private Ends() {}

    /** In four digits, such as {@code [0.42, 0.5]} or {@code [0, no limit]}. */
    static String text(Interval interval) {
        return text(interval, end -> Digits.four(end));
    }

    /** As printf writes numbers by a format. */
    static String text(Interval interval, String format) {
        return text(interval, end -> String.format(Locale.ROOT, format, end));
    }

    private static String text(Interval interval, DoubleFunction<String> number) {
        return "[" + end(interval.lower(), number) + ", " + end(interval.upper(), number) + "]";
    }

    private static String end(double end, DoubleFunction<String> number) {
        return Double.isInfinite(end) ? "no limit" : number.apply(end);
    }
}
