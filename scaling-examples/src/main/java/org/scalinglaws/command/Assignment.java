package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The two sides of {@code NAME=VALUE} as an option takes them. */
record Assignment(String name, String value) {
    static Assignment parse(String option, String text) {
        return parse(option, "NAME=VALUE", text);
    }

    private static Assignment parse(String option, String form, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    String.format("%s takes %s, got '%s'", option, form, text));
        }
        return new Assignment(text.substring(0, equals).trim(), text.substring(equals + 1).trim());
    }

    /** The values by name, each name once. */
    static <V> Map<String, V> parseAll(
            String option, String form, List<String> texts, BiFunction<String, String, V> value) {
        Map<String, V> values = new LinkedHashMap<>();
        for (String text : texts) {
            Assignment sides = parse(option, form, text);
            V added = value.apply(sides.name, sides.value);
            if (values.putIfAbsent(sides.name, added) != null) {
                throw new IllegalArgumentException(
                        String.format("%s must name %s once, got it twice", option, sides.name));
            }
        }
        return values;
    }
}
