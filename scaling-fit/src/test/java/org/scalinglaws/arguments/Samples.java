package org.scalinglaws.arguments;

import java.io.StringReader;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.law.ChinchillaLaw;

/** Good values of every type to call public methods with, grown from answers. */
final class Samples {
    private static final int MOST_OF_A_CLASS = 3;

    /** Lengths that occur together: two to six parameters, 15 runs, 5 x 15, 5 x 5. */
    private static final int[] LENGTHS = {5, 15, 75, 25, 3, 2, 1, 4, 6};

    private final Map<Class<?>, List<Object>> grown = new LinkedHashMap<>();
    private final Path folder;

    Samples(Path folder) {
        this.folder = folder;
    }

    /** Keeps an answer of a call as a value for others; a few of each class. */
    void keep(Object answer) {
        List<Object> same = grown.computeIfAbsent(answer.getClass(), type -> new ArrayList<>());
        if (same.size() < MOST_OF_A_CLASS && !same.contains(answer)) {
            same.add(answer);
        }
    }

    /** The objects on which a method of the class can be called. */
    List<Object> receivers(Class<?> type) {
        return grown(type);
    }

    List<Object> grown(Class<?> type) {
        return grown.entrySet().stream()
                .filter(entry -> type.isAssignableFrom(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** Good values of a type, each made anew when it can be changed; empty when none is known. */
    List<Supplier<Object>> good(Type type) {
        Class<?> raw = raw(type);
        if (raw == double.class || raw == Double.class) {
            return same(0.5, 2.0, 1e9, 20.0, 1e19, 0.95, 0.0, 100.0);
        } else if (raw == int.class || raw == Integer.class) {
            return same(3, 1, 0, 2, 12, 64);
        } else if (raw == long.class || raw == Long.class) {
            return same(3L, 42L, 1L, 0L);
        } else if (raw == boolean.class || raw == Boolean.class) {
            return same(true, false);
        } else if (raw == String.class) {
            return same("params", "loss", "E", "2e9", "70B", "8xH100", "alpha", "tokens", "source");
        } else if (raw == Object.class) {
            return same("text");
        } else if (raw == Path.class) {
            return same(folder.resolve("out.csv"), folder.resolve("runs.csv"));
        } else if (raw == java.io.Reader.class) {
            return List.of(
                    () -> new StringReader("params,tokens,loss\n1e9,2e10,2.5\n2e9,4e10,2.3\n"));
        } else if (raw == ToDoubleFunction.class) {
            return same((ToDoubleFunction<Object>) Samples::number, always(raw, 0.5));
        } else if (raw == SplittableRandom.class) {
            return List.of(() -> new SplittableRandom(7));
        } else if (raw.isArray()) {
            return arrays(type, raw);
        } else if (raw.isEnum()) {
            return same(raw.getEnumConstants());
        } else if (raw == List.class
                || raw == java.util.Collection.class
                || raw == Iterable.class) {
            return lists(argument(type, 0)).map(list -> of((Object) list)).toList();
        } else if (raw == Set.class) {
            return lists(argument(type, 0))
                    .map(list -> of((Object) new LinkedHashSet<>(list)))
                    .toList();
        } else if (raw == Map.class) {
            return maps(type);
        } else if (raw == Optional.class) {
            return Stream.concat(
                            Stream.of(of(Optional.empty())),
                            values(argument(type, 0)).map(value -> of((Object) Optional.of(value))))
                    .toList();
        } else if (raw == OptionalDouble.class) {
            return same(OptionalDouble.empty(), OptionalDouble.of(2));
        }
        List<Supplier<Object>> own = new ArrayList<>();
        grown(raw).forEach(value -> own.add(of(value)));
        if (own.size() < 2 && function(raw) != null) {
            values(answer(type)).limit(2).forEach(value -> own.add(of(always(raw, value))));
        }
        return own;
    }

    static double[] numbers(int length, int variant) {
        double[] numbers = new double[length];
        double[] start =
                variant == 0
                        ? new double[] {1.7, 400, 0.34, 400, 0.28, 0.5}
                        : new double[] {0.5, 0.25, 0.3, 0.2, 0.1, 0.3};
        for (int place = 0; place < length; place++) {
            numbers[place] = place < start.length ? start[place] : 2 + 0.01 * place;
        }
        return numbers;
    }

    private List<Supplier<Object>> arrays(Type type, Class<?> raw) {
        if (raw == double[].class) {
            List<Supplier<Object>> arrays = new ArrayList<>();
            for (int length : LENGTHS) {
                arrays.add(() -> numbers(length, 0));
                arrays.add(() -> numbers(length, 1));
            }
            return arrays;
        } else if (raw == int[].class) {
            return List.of(() -> new int[] {0, 1, 2}, () -> new int[] {1});
        } else if (raw == long[].class) {
            return List.of(() -> new long[] {0, 1, 2}, () -> new long[] {1});
        } else if (raw == boolean[].class) {
            return List.of(() -> new boolean[] {true, false, true, false, false});
        } else if (raw.getComponentType().isPrimitive()) {
            return List.of();
        }
        Type component =
                type instanceof GenericArrayType array
                        ? array.getGenericComponentType()
                        : raw.getComponentType();
        return lists(component)
                .map(
                        list ->
                                (Supplier<Object>)
                                        () ->
                                                list.toArray(
                                                        (Object[])
                                                                Array.newInstance(
                                                                        raw.getComponentType(), 0)))
                .toList();
    }

    Stream<List<Object>> lists(Type element) {
        List<Object> all = values(element).limit(8).toList();
        return all.isEmpty()
                ? Stream.of()
                : Stream.of(1, 2, 3, 8)
                        .filter(size -> size <= all.size())
                        .map(size -> all.subList(0, size));
    }

    private List<Supplier<Object>> maps(Type type) {
        List<Object> keys = values(argument(type, 0)).limit(3).toList();
        List<Object> values = values(argument(type, 1)).toList();
        if (keys.isEmpty() || values.isEmpty()) {
            return same(Map.of());
        }
        Map<Object, Object> several = new LinkedHashMap<>();
        for (int place = 0; place < keys.size(); place++) {
            several.put(keys.get(place), values.get(place % values.size()));
        }
        return same(Map.of(), Map.of(keys.get(0), values.get(0)), several);
    }

    /** A number of a law that differs from law to law, and another of anything else. */
    private static double number(Object thing) {
        return thing instanceof ChinchillaLaw law ? law.alpha() : 2;
    }

    Stream<Object> values(Type type) {
        return good(type).stream().map(Supplier::get);
    }

    private static List<Supplier<Object>> same(Object... values) {
        return Arrays.stream(values).map(Samples::of).toList();
    }

    static Supplier<Object> of(Object value) {
        return () -> value;
    }

    static Object always(Class<?> function, Object answer) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    return switch (method.getName()) {
                        case "toString" -> "always " + answer;
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> answer;
                    };
                };
        return Proxy.newProxyInstance(
                Samples.class.getClassLoader(), new Class<?>[] {function}, handler);
    }

    /** The one method of a function, or null for other types. */
    static Method function(Class<?> raw) {
        List<Method> open =
                Arrays.stream(raw.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .filter(method -> !method.getDeclaringClass().equals(Object.class))
                        .filter(method -> !method.getName().equals("equals"))
                        .toList();
        return raw.isInterface() && !raw.isSealed() && open.size() == 1 ? open.get(0) : null;
    }

    static Type answer(Type type) {
        Class<?> raw = raw(type);
        Type answer = function(raw).getGenericReturnType();
        if (answer instanceof TypeVariable<?> variable && type instanceof ParameterizedType) {
            int place = Arrays.asList(raw.getTypeParameters()).indexOf(variable);
            return place < 0 ? answer : argument(type, place);
        }
        return answer;
    }

    static Type argument(Type type, int place) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[place]
                : Object.class;
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        } else if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        } else if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        } else if (type instanceof WildcardType wildcard) {
            return raw(
                    wildcard.getLowerBounds().length > 0
                            ? wildcard.getLowerBounds()[0]
                            : wildcard.getUpperBounds()[0]);
        } else if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        throw new IllegalArgumentException("unknown type " + type);
    }
}
