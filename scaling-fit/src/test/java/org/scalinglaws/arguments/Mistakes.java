package org.scalinglaws.arguments;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Values of every type that a caller may hand over by mistake. */
final class Mistakes {
    private final Samples good;

    /**
     * Mistakes around good values.
     *
     * @param good what to spoil
     */
    Mistakes(Samples good) {
        this.good = good;
    }

    /** Values that a caller may hand over by mistake. */
    List<Bad> of(Type type) {
        Class<?> raw = Samples.raw(type);
        if (raw == double.class) {
            return DoubleStream.of(
                            Double.NaN,
                            Double.POSITIVE_INFINITY,
                            Double.NEGATIVE_INFINITY,
                            0,
                            -1,
                            1e-300,
                            Double.MIN_VALUE,
                            1e300,
                            Double.MAX_VALUE,
                            -Double.MAX_VALUE)
                    .mapToObj(number -> new Bad(Double.toString(number), false, same(number)))
                    .toList();
        } else if (raw == int.class) {
            return Stream.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1_000_000)
                    .map(number -> new Bad(Integer.toString(number), false, same(number)))
                    .toList();
        } else if (raw == long.class) {
            return Stream.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)
                    .map(number -> new Bad(Long.toString(number), false, same(number)))
                    .toList();
        } else if (raw.isPrimitive()) {
            return List.of();
        }
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad("null", true, () -> null));
        if (raw == String.class) {
            for (String text : List.of("", " ", "-1", "x".repeat(2000))) {
                bad.add(new Bad("'" + text + "'", false, same(text)));
            }
        } else if (raw == double[].class) {
            bad.addAll(numbers());
        } else if (raw.isArray()) {
            bad.add(new Bad("empty", false, () -> Array.newInstance(raw.getComponentType(), 0)));
            if (!raw.getComponentType().isPrimitive()) {
                bad.add(
                        new Bad(
                                "{null}",
                                true,
                                () -> Array.newInstance(raw.getComponentType(), 1)));
            }
        } else if (raw == List.class || raw == java.util.Collection.class) {
            bad.add(new Bad("empty", false, same(List.of())));
            bad.add(new Bad("{null}", true, same(Collections.singletonList(null))));
            good.lists(Samples.argument(type, 0))
                    .limit(1)
                    .forEach(
                            list -> {
                                List<Object> holed = new ArrayList<>(list);
                                holed.add(null);
                                bad.add(new Bad("{.., null}", true, same(holed)));
                            });
        } else if (raw == Set.class) {
            bad.add(new Bad("empty", false, same(Set.of())));
            bad.add(new Bad("{null}", true, same(Collections.singleton(null))));
        } else if (raw == Map.class) {
            bad.add(new Bad("empty", false, same(Map.of())));
            good.values(Samples.argument(type, 0))
                    .limit(1)
                    .forEach(
                            key ->
                                    bad.add(
                                            new Bad(
                                                    "{key: null}",
                                                    true,
                                                    same(Collections.singletonMap(key, null)))));
            good.values(Samples.argument(type, 1))
                    .limit(1)
                    .forEach(
                            value ->
                                    bad.add(
                                            new Bad(
                                                    "{null: value}",
                                                    true,
                                                    same(Collections.singletonMap(null, value)))));
            if (Samples.raw(Samples.argument(type, 1)) == Double.class) {
                good.values(Samples.argument(type, 0))
                        .limit(1)
                        .forEach(
                                key -> {
                                    bad.add(
                                            new Bad(
                                                    "{key: NaN}",
                                                    false,
                                                    same(Map.of(key, Double.NaN))));
                                    bad.add(new Bad("{key: -1}", false, same(Map.of(key, -1.0))));
                                });
            }
        } else if (Samples.function(raw) != null
                && good.grown(raw).isEmpty()
                && Samples.raw(Samples.answer(type)) == double.class) {
            for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0}) {
                bad.add(new Bad("x -> " + number, false, same(Samples.always(raw, number))));
            }
        }
        return bad;
    }

    private static List<Bad> numbers() {
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad("empty", false, () -> new double[0]));
        for (int length : new int[] {1, 2, 3, 5, 7, 15, 16}) {
            bad.add(new Bad(length + " numbers", false, () -> Samples.numbers(length, 0)));
            for (double number :
                    new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 0, 1e300}) {
                if (length == 5 || length == 3 || length == 15) {
                    bad.add(
                            new Bad(
                                    length + " numbers, one of " + number,
                                    false,
                                    () -> {
                                        double[] holed = Samples.numbers(length, 0);
                                        holed[length - 1] = number;
                                        return holed;
                                    }));
                }
            }
        }
        return bad;
    }

    private static Supplier<Object> same(Object value) {
        return () -> value;
    }

    /**
     * A value to hand over by mistake.
     *
     * @param label what it is, for the message
     * @param holdsNull whether it is null or holds one
     * @param value makes it
     */
    record Bad(String label, boolean holdsNull, Supplier<Object> value) {}
}
