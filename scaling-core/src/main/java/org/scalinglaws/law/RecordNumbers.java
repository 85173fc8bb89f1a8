package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.recipe.Factor;

/**
 * The numbers of a record: its components of type double, and those of records and of lists of
 * records inside it, in their order. Components that are held have one value in all records and are
 * no numbers. What a record is made of is looked up once; immutable.
 *
 * @param <R> the type of the records
 */
final class RecordNumbers<R> {
    private final Class<R> type;
    private final List<RecordComponent> components;
    private final Constructor<R> constructor;
    private final Map<String, Object> held;
    private final Map<String, List<RecordNumbers<?>>> lists;
    private final Map<String, RecordNumbers<?>> inside = new HashMap<>();

    private RecordNumbers(
            Class<R> type, Map<String, Object> held, Map<String, List<RecordNumbers<?>>> lists) {
        this.type = type;
        this.components = List.of(type.getRecordComponents());
        this.held = Map.copyOf(held);
        this.lists = Map.copyOf(lists);
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every record has this constructor", impossible);
        }
        for (RecordComponent component : components) {
            if (component.getType().isRecord() && !held.containsKey(component.getName())) {
                inside.put(component.getName(), ofAny(component.getType()));
            }
        }
    }

    static <R extends Record> RecordNumbers<R> of(Class<R> type) {
        return ofAny(type);
    }

    private static <R> RecordNumbers<R> ofAny(Class<R> type) {
        return new RecordNumbers<>(type, Map.of(), Map.of());
    }

    /** Where a component has one value in all records. */
    RecordNumbers<R> holding(String component, Object value) {
        Map<String, Object> more = new HashMap<>(held);
        more.put(known(component), value);
        for (RecordComponent each : components) {
            Class<?> asked = MethodType.methodType(each.getType()).wrap().returnType();
            if (each.getName().equals(component) && !asked.isInstance(value)) {
                throw new IllegalArgumentException(
                        String.format(
                                "component '%s' of %s must be of type %s, got %s",
                                component,
                                type.getSimpleName(),
                                asked.getSimpleName(),
                                value.getClass().getSimpleName()));
            }
        }
        return new RecordNumbers<>(type, more, lists);
    }

    /** Where a component is a list of records, one for each factor, which holds it. */
    RecordNumbers<R> listing(
            String component, Class<? extends Record> element, List<Factor> factors) {
        List<RecordNumbers<?>> elements = new ArrayList<>();
        for (Factor factor : factors) {
            RecordNumbers<?> numbers = of(element);
            elements.add(numbers.holding(numbers.components.get(0).getName(), factor));
        }
        Map<String, List<RecordNumbers<?>>> more = new HashMap<>(lists);
        more.put(known(component), List.copyOf(elements));
        return new RecordNumbers<>(type, held, more);
    }

    private String known(String component) {
        if (components.stream().anyMatch(each -> each.getName().equals(component))) {
            return component;
        }
        throw new IllegalArgumentException(
                Brief.of(
                        String.format(
                                "%s has no component '%s'", type.getSimpleName(), component)));
    }

    /** The record with the given numbers; it may refuse them. */
    R make(double[] numbers) {
        return make(Arrays.stream(numbers).iterator());
    }

    private R make(PrimitiveIterator.OfDouble numbers) {
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            String name = components.get(i).getName();
            if (held.containsKey(name)) {
                arguments[i] = held.get(name);
            } else if (lists.containsKey(name)) {
                List<Object> elements = new ArrayList<>();
                lists.get(name).forEach(element -> elements.add(element.make(numbers)));
                arguments[i] = elements;
            } else {
                RecordNumbers<?> nested = inside.get(name);
                arguments[i] = nested == null ? numbers.next() : nested.make(numbers);
            }
        }

        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(refused);
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(type + " must be public", unreachable);
        }
    }

    /** The numbers of a record, in a new array. */
    double[] read(R record) {
        DoubleStream.Builder numbers = DoubleStream.builder();
        read(record, numbers);
        return numbers.build().toArray();
    }

    private void read(Object record, DoubleConsumer numbers) {
        for (RecordComponent component : components) {
            String name = component.getName();
            if (held.containsKey(name)) {
                continue;
            }
            Object value = value(component, record);
            if (value instanceof List<?> elements) {
                List<RecordNumbers<?>> of = requireNonNull(lists.get(name), name);
                for (int i = 0; i < of.size(); i++) {
                    of.get(i).read(elements.get(i), numbers);
                }
            } else {
                RecordNumbers<?> nested = inside.get(name);
                if (nested == null) {
                    numbers.accept((double) value);
                } else {
                    nested.read(value, numbers);
                }
            }
        }
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            return requireNonNull(component.getAccessor().invoke(record), component.getName());
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(record.getClass() + " must be public", unreachable);
        }
    }
}
