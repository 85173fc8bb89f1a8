package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;

/**
 * Restrictions by the place of each parameter in place of its name: the one that it follows, the
 * value that is given, and the bounds, which are those of the family where none is stated.
 */
final class ResolvedRestrictions {
    private final LawFamily<?> family;
    private final List<Parameter> parameters;
    private final int[] leader;
    private final double[] fixed;
    private final double[] lower;
    private final double[] upper;
    private final boolean[] restricted;

    ResolvedRestrictions(LawFamily<?> family, Restrictions restrictions) {
        this.family = family;
        this.parameters = family.parameters();
        int count = parameters.size();
        this.leader = new int[count];
        this.fixed = new double[count];
        this.lower = new double[count];
        this.upper = new double[count];
        this.restricted = new boolean[count];
        Arrays.setAll(leader, j -> j);
        Arrays.fill(fixed, Double.NaN);
        Arrays.setAll(lower, j -> parameters.get(j).lower());
        Arrays.setAll(upper, j -> parameters.get(j).upper());

        // Zero and infinity are the same number in any unit; any other bound is not.
        for (int j = 0; j < count; j++) {
            restricted[j] = !(lower[j] == 0 || lower[j] == Double.NEGATIVE_INFINITY);
            restricted[j] |= upper[j] < Double.POSITIVE_INFINITY;
        }

        // Ties come first, for a value that is given to a follower is given to its leader.
        tie(restrictions.tied());
        fix(restrictions.fixed());
        bound(restrictions.bounds());
    }

    private void tie(Map<String, String> tied) {
        tied.forEach(
                (follower, led) -> {
                    if (follower.equals(led)) {
                        throw tiedToItself(follower);
                    }
                    int from = family.place(follower);
                    int to = family.place(led);
                    leader[from] = to;
                    restricted[from] = true;
                    restricted[to] = true;
                });

        // A chain of ties leads to its last link; one that never ends is a ring.
        for (int j = 0; j < leader.length; j++) {
            leader[j] = last(j);
        }
    }

    private int last(int start) {
        int j = start;
        for (int hop = 0; leader[j] != j; hop++) {
            if (hop > leader.length) {
                throw tiedToItself(parameters.get(start).name());
            }
            j = leader[j];
        }
        return j;
    }

    private static IllegalArgumentException tiedToItself(String parameter) {
        return new IllegalArgumentException("parameter " + parameter + " is tied to itself");
    }

    private void fix(Map<String, Double> given) {
        given.forEach(
                (name, value) -> {
                    int j = leader[family.place(name)];
                    if (!Double.isNaN(fixed[j]) && fixed[j] != value) {
                        throw new IllegalArgumentException(
                                String.format(
                                        "parameter %s must be %s like the one it is tied to,"
                                                + " got %s",
                                        name, Decimal.format(fixed[j]), Decimal.format(value)));
                    }
                    fixed[j] = value;
                });

        // Followers take what their leaders were given; nobody's leader follows another.
        for (int j = 0; j < leader.length; j++) {
            fixed[j] = fixed[leader[j]];
            restricted[j] |= isFixed(j);
        }
    }

    private void bound(Map<String, Interval> bounds) {
        bounds.forEach(
                (name, range) -> {
                    int j = family.place(name);
                    Parameter narrowed = parameters.get(j).within(range.lower(), range.upper());
                    lower[j] = narrowed.lower();
                    upper[j] = narrowed.upper();
                    restricted[j] = true;
                });
    }

    int parameters() {
        return leader.length;
    }

    /** The parameter whose value a parameter takes: itself unless it is tied. */
    int leader(int parameter) {
        return leader[parameter];
    }

    boolean isFixed(int parameter) {
        return !Double.isNaN(fixed[parameter]);
    }

    /** The value that is given; NaN where none is. */
    double fixed(int parameter) {
        return fixed[parameter];
    }

    /** Least value, in the units of the data. */
    double lower(int parameter) {
        return lower[parameter];
    }

    /** Greatest value, in the units of the data. */
    double upper(int parameter) {
        return upper[parameter];
    }

    /** Whether a restriction or a bound speaks of the parameter's value in the units of the data. */
    boolean isRestricted(int parameter) {
        return restricted[parameter];
    }

    /** Refuses a given value outside the bounds. */
    void requireFixedInside(int parameter) {
        requireInside(
                "parameter " + parameters.get(parameter).name(),
                lower[parameter],
                upper[parameter],
                fixed[parameter]);
    }

    static void requireInside(String what, double lower, double upper, double value) {
        if (!(value >= lower && value <= upper)) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s must lie between %s and %s, got %s",
                            what,
                            Decimal.format(lower),
                            Decimal.format(upper),
                            Decimal.format(value)));
        }
    }
}
