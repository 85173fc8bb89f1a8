package org.scalinglaws.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.report.PlotTable.Axis;

/** Round numbers along an axis. */
final class Ticks {
    /** An axis with fewer ticks than this could not be read. */
    private static final int FEW = 4;

    private static final String[] SUFFIXES = {"", "K", "M", "B", "T"};

    /** Parts of a decade, the coarsest first. */
    private static final double[][] PARTS = {
        {1},
        {1, 3},
        {1, 2, 5},
        {1, 1.5, 2, 3, 5, 7},
        {1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9}
    };

    private Ticks() {}

    /**
     * Numbers and what they are called.
     *
     * @param axis what they stand on
     * @param low the place where it begins; of a logarithmic axis the decimal logarithm
     * @param high where it ends
     * @param most how many there is room for
     * @return labels by place
     */
    static Map<Double, String> of(Axis axis, double low, double high, int most) {
        Map<Double, String> ticks = new LinkedHashMap<>();
        if (!axis.places().isEmpty()) {
            for (int i = 0; i < axis.places().size(); i++) {
                ticks.put((double) i, axis.places().get(i));
            }
        } else if (axis.logarithmic()) {
            for (double value : decades(low, high, most)) {
                ticks.put(Math.log10(value), label(value, 0));
            }
        } else {
            double step = step(high - low, most);
            for (double value : multiples(low, high, step)) {
                ticks.put(value, label(value, step));
            }
        }
        return ticks;
    }

    /** The coarsest parts of decades that give enough ticks; within a narrow span, equal steps. */
    private static List<Double> decades(double low, double high, int most) {
        int stride = Math.max(1, (int) Math.ceil((high - low) / most));
        for (double[] parts : PARTS) {
            List<Double> values = new ArrayList<>();
            for (int decade = (int) Math.floor(low / stride) * stride;
                    decade <= high;
                    decade += stride) {
                for (double part : parts) {
                    double value =
                            new BigDecimal(part)
                                    .scaleByPowerOfTen(decade)
                                    .round(new MathContext(3))
                                    .doubleValue();
                    if (value > 0 && Math.log10(value) >= low && Math.log10(value) <= high) {
                        values.add(value);
                    }
                }
            }
            if (values.size() >= FEW && values.size() <= most + 1) {
                return values;
            }
        }
        double from = Math.pow(10, low);
        double to = Math.pow(10, high);
        return multiples(from, to, step(to - from, Math.min(most, 6)));
    }

    private static double step(double span, int most) {
        double least = span / most;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double part : new double[] {1, 2, 2.5, 5}) {
            if (part * decade >= least * (1 - 1e-9)) {
                return part * decade;
            }
        }
        return 10 * decade;
    }

    private static List<Double> multiples(double low, double high, double step) {
        List<Double> values = new ArrayList<>();
        double room = 1e-9 * (high - low);
        for (double i = Math.ceil((low - room) / step); i * step <= high + room; i++) {
            values.add(i == 0 ? 0.0 : i * step);
        }
        return values;
    }

    /** To the digits of a step; to three digits where there is no step. */
    private static String label(double value, double step) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 1e15 || size < 1e-3) {
            return scientific(value);
        }
        int thousands = 0;
        while (thousands < SUFFIXES.length - 1
                && size >= (step > 0 ? 1e4 : 1e3)
                && size >= Math.pow(1000, thousands + 1)) {
            thousands++;
        }
        double unit = Math.pow(1000, thousands);
        BigDecimal number = BigDecimal.valueOf(value / unit);
        if (step > 0) {
            BigDecimal part = BigDecimal.valueOf(step / unit).round(new MathContext(2));
            int decimals = Math.max(0, part.stripTrailingZeros().scale());
            return number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
                    + SUFFIXES[thousands];
        }
        return number.round(new MathContext(3)).stripTrailingZeros().toPlainString()
                + SUFFIXES[thousands];
    }

    private static String scientific(double value) {
        BigDecimal number = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        return number.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
                + "e"
                + exponent;
    }
}
