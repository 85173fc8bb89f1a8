package org.scalinglaws.data;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;

/** How large the units are in which people count parameters, tokens and FLOPs. */
final class SizeUnit {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final Pattern COUNTED = Pattern.compile("\\s*(flops?|tokens?|params)$");
    private static final Map<String, Double> SIZES =
            Map.ofEntries(
                    Map.entry("", 1.0),
                    Map.entry("k", 1e3),
                    Map.entry("thousands", 1e3),
                    Map.entry("m", 1e6),
                    Map.entry("millions", 1e6),
                    Map.entry("b", 1e9),
                    Map.entry("g", 1e9),
                    Map.entry("billions", 1e9),
                    Map.entry("t", 1e12),
                    Map.entry("trillions", 1e12),
                    Map.entry("p", 1e15),
                    Map.entry("e", 1e18),
                    Map.entry("z", 1e21),
                    Map.entry("pf-days", 1e15 * SECONDS_PER_DAY),
                    Map.entry("petaflop-days", 1e15 * SECONDS_PER_DAY));

    private SizeUnit() {}

    /** The names there are, each with how many it stands for. */
    static Map<String, Double> names() {
        Map<String, Double> names = new TreeMap<>(SIZES);
        names.remove("");
        return names;
    }

    /** The size of a unit by its name, such as B, PFLOP or PF-days, or by a number such as 1e9. */
    static double parse(String column, String text) {
        String name = COUNTED.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        Double known = SIZES.get(name);
        if (known != null && !text.isBlank()) {
            return known;
        }
        try {
            return Decimal.positive("the unit", Decimal.parse("the unit", text));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    Brief.of(
                            String.format(
                                    "the unit of '%s' must be K, M, B, T, PFLOP, EFLOP, PF-days or a number"
                                            + " such as 1e9, got '%s'",
                                    column, text)),
                    unknown);
        }
    }
}
