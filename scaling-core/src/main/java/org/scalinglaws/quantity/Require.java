package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Map;

/**
 * The checks of arguments that methods share: lists without null, arrays of one length, counts and
 * places within their range. {@link Decimal} has those of a single number.
 */
public final class Require {
    private Require() {}

    /**
     * Returns the values when there is no null among them.
     *
     * @param <C> the kind of collection
     * @param name the argument, as the signature has it
     * @param values any number of values
     * @return the same values
     * @throws NullPointerException that names the argument when it is null or holds null
     */
    public static <C extends Collection<?>> C noNull(String name, C values) {
        for (Object value : requireNonNull(values, requireNonNull(name, "name"))) {
            present(name, value);
        }
        return values;
    }

    /**
     * Returns the values when there is no null among them.
     *
     * @param <T> the type of the values
     * @param name the argument, as the signature has it
     * @param values any number of values
     * @return the same array
     * @throws NullPointerException that names the argument when it is null or holds null
     */
    public static <T> T[] noNull(String name, T[] values) {
        for (Object value : requireNonNull(values, requireNonNull(name, "name"))) {
            present(name, value);
        }
        return values;
    }

    /**
     * Returns the map when there is no null among its keys and values.
     *
     * @param <M> the kind of map
     * @param name the argument, as the signature has it
     * @param values any number of entries
     * @return the same map
     * @throws NullPointerException that names the argument when it is null or holds null
     */
    public static <M extends Map<?, ?>> M noNull(String name, M values) {
        requireNonNull(values, requireNonNull(name, "name"))
                .forEach(
                        (key, value) -> {
                            present(name, key);
                            present(name, value);
                        });
        return values;
    }

    private static void present(String name, Object value) {
        if (value == null) {
            throw new NullPointerException(name + " must not hold null");
        }
    }

    /**
     * Returns the array when it is as long as it must be.
     *
     * @param name the argument, as the signature has it
     * @param values the array
     * @param length how many numbers it must have
     * @return the same array
     * @throws IllegalArgumentException when it is longer or shorter
     */
    public static double[] length(String name, double[] values, int length) {
        if (requireNonNull(values, requireNonNull(name, "name")).length == length) {
            return values;
        }
        throw new IllegalArgumentException(
                name + " must have " + length + " numbers, got " + values.length);
    }

    /**
     * Returns the count when it is neither too small nor too large to be meant.
     *
     * @param what what is counted, for the message
     * @param count how many
     * @param least the smallest count that makes sense
     * @param most the greatest that can be worked through
     * @return the same count
     * @throws IllegalArgumentException outside the two
     */
    public static int count(String what, int count, int least, int most) {
        if (count >= least && count <= most) {
            return count;
        }
        throw new IllegalArgumentException(
                what + " must be from " + least + " to " + most + ", got " + count);
    }

    /**
     * Returns the place when something stands there.
     *
     * @param name the argument, as the signature has it
     * @param place counted from 0
     * @param size how many places there are
     * @return the same place
     * @throws IllegalArgumentException when it is below 0, or not below the size
     */
    public static int place(String name, int place, int size) {
        if (place >= 0 && place < size) {
            return place;
        }
        throw new IllegalArgumentException(
                name + " must be from 0 and below " + size + ", got " + place);
    }
}
