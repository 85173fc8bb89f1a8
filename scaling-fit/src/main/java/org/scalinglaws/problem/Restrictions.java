package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/**
 * What a fit may not choose freely: bounds, fixed values and ties between parameters, by name.
 *
 * @param bounds narrower or wider bounds than the family's own
 * @param fixed values that are given
 * @param tied parameters that take the value of another: from the follower to the one it follows
 */
public record Restrictions(
        Map<String, Interval> bounds, Map<String, Double> fixed, Map<String, String> tied) {
    /** No restriction beyond the family's own bounds. */
    public static final Restrictions NONE = new Restrictions(Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public Restrictions {
        Require.noNull("bounds", bounds);
        Require.noNull("fixed", fixed);
        Require.noNull("tied", tied);
        fixed.forEach((name, value) -> Decimal.finite("fixed value of " + name, value));
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        tied = Collections.unmodifiableMap(new LinkedHashMap<>(tied));
    }

    /**
     * With one parameter kept inside bounds.
     *
     * @param parameter its name
     * @param range least and greatest value
     * @return new restrictions
     */
    public Restrictions withBounds(String parameter, Interval range) {
        requireNonNull(parameter, "parameter");
        requireNonNull(range, "range");
        return new Restrictions(put(bounds, parameter, range), fixed, tied);
    }

    /**
     * With one parameter given.
     *
     * @param parameter its name
     * @param value its value
     * @return new restrictions
     */
    public Restrictions withFixed(String parameter, double value) {
        requireNonNull(parameter, "parameter");
        return new Restrictions(
                bounds, put(fixed, parameter, Decimal.finite(parameter, value)), tied);
    }

    /**
     * With one parameter always equal to another.
     *
     * @param follower the one that gives up its freedom
     * @param leader the one it follows
     * @return new restrictions
     */
    public Restrictions withTied(String follower, String leader) {
        requireNonNull(follower, "follower");
        requireNonNull(leader, "leader");
        return new Restrictions(bounds, fixed, put(tied, follower, leader));
    }

    private static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
