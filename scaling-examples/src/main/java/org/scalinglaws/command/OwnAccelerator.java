package org.scalinglaws.command;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.resource.Accelerator;
import org.scalinglaws.resource.Arithmetic;

/**
 * An accelerator that the catalogue lacks, as {@code --accelerator} takes it: {@code
 * RTX3090:peak=71T,memory=24GB,watts=350}.
 *
 * @param name how --cluster names it
 * @param peak operations a second in training, dense
 * @param memory bytes of each, if said
 * @param watts power of each, if said
 */
record OwnAccelerator(String name, double peak, OptionalDouble memory, OptionalDouble watts) {
    private static final String OPTION = "--accelerator";
    private static final String FORM = "NAME:peak=FLOP/s,memory=BYTES,watts=W";
    private static final List<String> KEYS = List.of("peak", "memory", "watts");
    private static final Pattern BYTES =
            Pattern.compile("(.+?)\\s*(MB|GB|TB|GiB)", Pattern.CASE_INSENSITIVE);

    static OwnAccelerator parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.substring(0, colon).isBlank()) {
            throw new IllegalArgumentException(
                    String.format("%s takes %s, got '%s'", OPTION, FORM, text));
        }
        String name = text.substring(0, colon).trim();
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.substring(colon + 1).split(",", -1)) {
            Assignment sides = Assignment.parse(OPTION, part);
            if (!KEYS.contains(sides.name())) {
                throw new IllegalArgumentException(
                        String.format(
                                "%s takes peak, memory and watts, got '%s'", OPTION, sides.name()));
            }
            if (values.putIfAbsent(sides.name(), sides.value()) != null) {
                throw new IllegalArgumentException(
                        String.format("%s must name %s once, got it twice", OPTION, sides.name()));
            }
        }
        return of(name, values);
    }

    private static OwnAccelerator of(String name, Map<String, String> values) {
        String peak = values.get("peak");
        if (peak == null) {
            throw new IllegalArgumentException(
                    String.format("%s %s needs its peak, such as peak=71T", OPTION, name));
        }
        String memory = values.get("memory");
        String watts = values.get("watts");
        return new OwnAccelerator(
                name,
                positive("peak of " + name + " in FLOP/s", peak),
                memory == null ? OptionalDouble.empty() : OptionalDouble.of(bytes(name, memory)),
                watts == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(positive("power of " + name + " in watts", watts)));
    }

    private static double positive(String what, String text) {
        return Decimal.positive(what, Decimal.parse(what, text));
    }

    /** In units of memory, since B alone is a billion elsewhere. */
    private static double bytes(String name, String text) {
        Matcher matcher = BYTES.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    String.format("memory of %s must be such as 24GB, got '%s'", name, text));
        }
        double each =
                switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                    case "MB" -> 1e6;
                    case "GB" -> 1e9;
                    case "TB" -> 1e12;
                    default -> 0x1p30;
                };
        return each * positive("memory of " + name, matcher.group(1));
    }

    /** What was not said stands in no answer: who needs the memory asks for it first. */
    Accelerator accelerator() {
        return new Accelerator(
                name,
                Map.of(Arithmetic.BF16, peak),
                memory.orElse(Double.MAX_VALUE),
                Double.MAX_VALUE,
                watts,
                "the command line",
                LocalDate.EPOCH);
    }
}
