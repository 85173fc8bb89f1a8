package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;

/**
 * The way between the numbers of a law and the free coordinates of a fit. Factors are counted in
 * units of their geometric mean, which removes the entanglement of coefficients with exponents;
 * parameters on a log scale become their logarithms, and coefficients on a linear one are counted in
 * the size of a loss; fixed ones vanish; tied ones share a place.
 */
final class Coordinates {
    private final LawFamily<?> family;
    private final double[] units;
    private final int[] leaders;
    private final int[] places;
    private final boolean[] logarithmic;
    private final double[] sizes;
    private final double[] fixed;
    private final double[] lower;
    private final double[] upper;

    /** Bounds of the law's numbers in the units of the data. */
    private final double[] naturalLower;

    private final double[] naturalUpper;

    private Coordinates(
            LawFamily<?> family,
            double[] units,
            int[] leaders,
            int[] places,
            boolean[] logarithmic,
            double[] sizes,
            double[] fixed,
            double[] lower,
            double[] upper,
            double[] naturalLower,
            double[] naturalUpper) {
        this.family = family;
        this.units = units;
        this.leaders = leaders;
        this.places = places;
        this.logarithmic = logarithmic;
        this.sizes = sizes;
        this.fixed = fixed;
        this.lower = lower;
        this.upper = upper;
        this.naturalLower = naturalLower;
        this.naturalUpper = naturalUpper;
    }

    static Coordinates of(
            LawFamily<?> family, Columns columns, Restrictions restrictions, double loss) {
        Draft draft = new Draft(family);
        draft.tie(restrictions.tied());
        draft.fix(restrictions.fixed());
        draft.bound(restrictions.bounds());
        return draft.finish(columns, loss);
    }

    /** The restrictions of each parameter while they are gathered. */
    private static final class Draft {
        private final LawFamily<?> family;
        private final List<Parameter> parameters;
        private final int[] leader;
        private final double[] fixed;
        private final double[] lower;
        private final double[] upper;
        private final boolean[] touched;

        Draft(LawFamily<?> family) {
            this.family = family;
            this.parameters = family.parameters();
            int count = parameters.size();
            this.leader = new int[count];
            this.fixed = new double[count];
            this.lower = new double[count];
            this.upper = new double[count];
            this.touched = new boolean[count];
            Arrays.setAll(leader, j -> j);
            Arrays.fill(fixed, Double.NaN);
            Arrays.setAll(lower, j -> parameters.get(j).lower());
            Arrays.setAll(upper, j -> parameters.get(j).upper());
            for (int j = 0; j < count; j++) {
                touched[j] = !(lower[j] == 0 || lower[j] == Double.NEGATIVE_INFINITY);
                touched[j] |= upper[j] < Double.POSITIVE_INFINITY;
            }
        }

        void tie(Map<String, String> tied) {
            tied.forEach(
                    (follower, led) -> {
                        if (follower.equals(led)) {
                            throw tiedToItself(follower);
                        }
                        int from = family.place(follower);
                        int to = family.place(led);
                        leader[from] = to;
                        touched[from] = true;
                        touched[to] = true;
                    });
            for (int j = 0; j < leader.length; j++) {
                leader[j] = last(leader, j, parameters);
            }
        }

        void fix(Map<String, Double> given) {
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
        }

        void bound(Map<String, Interval> bounds) {
            bounds.forEach(
                    (name, range) -> {
                        int j = family.place(name);
                        Parameter narrowed = parameters.get(j).within(range.lower(), range.upper());
                        lower[j] = narrowed.lower();
                        upper[j] = narrowed.upper();
                        touched[j] = true;
                    });
        }

        Coordinates finish(Columns columns, double loss) {
            int count = leader.length;
            int[] places = new int[count];
            int free = 0;
            for (int j = 0; j < count; j++) {
                if (leader[j] == j && Double.isNaN(fixed[j])) {
                    places[j] = free++;
                }
            }
            double[] lowest = new double[free];
            double[] highest = new double[free];
            Arrays.fill(lowest, Double.NEGATIVE_INFINITY);
            Arrays.fill(highest, Double.POSITIVE_INFINITY);
            boolean[] logarithmic = new boolean[count];
            double[] sizes = new double[count];
            for (int j = 0; j < count; j++) {
                int led = leader[j];
                logarithmic[j] = parameters.get(led).scale() == Scale.LOG;
                sizes[j] = family.coefficients().contains(led) ? loss : 1;
                fixed[j] = fixed[led];
                if (!Double.isNaN(fixed[j])) {
                    requireInside(
                            "parameter " + parameters.get(j).name(), lower[j], upper[j], fixed[j]);
                    places[j] = -1;
                    touched[j] = true;
                } else {
                    int place = places[led];
                    places[j] = place;
                    double low = logarithmic[j] ? Math.log(lower[j]) : lower[j] / sizes[j];
                    double high = logarithmic[j] ? Math.log(upper[j]) : upper[j] / sizes[j];
                    lowest[place] = Math.max(lowest[place], low);
                    highest[place] = Math.min(highest[place], high);
                    requireRoom(led, j, lowest[place], highest[place]);
                }
            }
            double[] units = units(family, columns, touched);
            return new Coordinates(
                    family,
                    units,
                    leader,
                    places,
                    logarithmic,
                    sizes,
                    fixed,
                    lowest,
                    highest,
                    lower,
                    upper);
        }

        private void requireRoom(int led, int follower, double least, double most) {
            if (!(least <= most)) {
                throw new IllegalArgumentException(
                        String.format(
                                "parameters %s and %s are tied, and no value lies within the bounds"
                                        + " of both",
                                parameters.get(led).name(), parameters.get(follower).name()));
            }
        }
    }

    private static int last(int[] leader, int start, List<Parameter> parameters) {
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

    /**
     * The geometric mean of each factor; 1 for all when a factor is not positive, when the family
     * cannot change units, or when a restriction speaks of a number that changes with them.
     */
    private static double[] units(LawFamily<?> family, Columns columns, boolean[] touched) {
        double[] units = new double[family.factors().size()];
        double[] none = new double[units.length];
        Arrays.fill(none, 1);
        for (int k = 0; k < units.length; k++) {
            double sum = 0;
            for (double value : columns.values(k)) {
                sum += Math.log(value);
            }
            units[k] = Math.exp(sum / columns.rows());
            if (!(units[k] > 0 && units[k] < Double.POSITIVE_INFINITY)) {
                return none;
            }
        }
        double[] probe = new double[touched.length];
        Arrays.setAll(probe, j -> 0.5 + 0.1 * j);
        Optional<double[]> changed = family.inUnits(probe, units);
        if (changed.isEmpty()) {
            return none;
        }
        for (int j = 0; j < touched.length; j++) {
            if (touched[j] && changed.get()[j] != probe[j]) {
                return none;
            }
        }
        return units;
    }

    int dimension() {
        return lower.length;
    }

    int parameters() {
        return places.length;
    }

    /** The free coordinate of a parameter, or -1 when its value is given. */
    int place(int parameter) {
        return places[parameter];
    }

    /** The parameter whose value a parameter takes: itself unless it is tied. */
    int leader(int parameter) {
        return leaders[parameter];
    }

    /** What a parameter on a linear scale is counted in. */
    double size(int parameter) {
        return sizes[parameter];
    }

    double lower(int coordinate) {
        return lower[coordinate];
    }

    double upper(int coordinate) {
        return upper[coordinate];
    }

    /** The point, when it has a number for each coordinate, and perhaps one for the scale. */
    double[] checked(String name, double[] point) {
        int length = requireNonNull(point, name).length;
        if (length == dimension() || length == dimension() + 1) {
            return point;
        }
        throw new IllegalArgumentException(
                String.format(
                        "%s must have %d numbers, or %d with a scale, got %d",
                        name, dimension(), dimension() + 1, length));
    }

    Columns inUnits(Columns columns) {
        return columns.inUnits(units);
    }

    /** Writes the law's numbers, in the units of the fit. */
    void values(double[] point, double[] values) {
        for (int j = 0; j < places.length; j++) {
            values[j] =
                    places[j] < 0
                            ? fixed[j]
                            : logarithmic[j]
                                    ? Math.exp(point[places[j]])
                                    : sizes[j] * point[places[j]];
        }
    }

    /** The law's numbers in the units of the data; rounding never takes one out of its bounds. */
    double[] naturalValues(double[] point) {
        double[] natural = unboundedValues(point);
        for (int j = 0; j < natural.length; j++) {
            natural[j] = Math.max(naturalLower[j], Math.min(naturalUpper[j], natural[j]));
        }
        return natural;
    }

    private double[] unboundedValues(double[] point) {
        double[] values = new double[places.length];
        values(point, values);
        double[] back = Arrays.stream(units).map(unit -> 1 / unit).toArray();
        return family.inUnits(values, back).orElse(values);
    }

    /**
     * How fast the law's numbers in the units of the data move with a coordinate. Without a change of
     * units that is the factor of each; with one, it is a difference over a wide step of fourth order,
     * of the logarithm where the scale is one: a change of units adds to logarithms a multiple of the
     * exponents, of which such a difference is exact.
     */
    double[] naturalSlopes(double[] point, int coordinate) {
        double[] values = unboundedValues(point);
        double[] slopes = new double[places.length];
        if (Arrays.stream(units).allMatch(unit -> unit == 1)) {
            for (int j = 0; j < slopes.length; j++) {
                slopes[j] = places[j] == coordinate ? factor(j, values) : 0;
            }
            return slopes;
        }
        double step = 0.125;
        for (int side = -2; side <= 2; side++) {
            double[] moved = point.clone();
            moved[coordinate] += side * step;
            double[] there = unboundedValues(moved);
            double weight = side == 0 ? 0 : Math.abs(side) == 1 ? 8 * side : -side / 2.0;
            for (int j = 0; j < slopes.length; j++) {
                double seen =
                        logarithmic[j] ? Math.log(there[j] / values[j]) : there[j] - values[j];
                slopes[j] += weight == 0 ? 0 : weight * seen / (12 * step);
            }
        }
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] *= logarithmic[j] ? values[j] : 1;
        }
        return slopes;
    }

    /** The point of a law's numbers in the units of the data. */
    double[] point(double[] naturalValues) {
        double[] values = family.inUnits(naturalValues, units).orElse(naturalValues);
        double[] point = new double[dimension()];
        for (int j = 0; j < places.length; j++) {
            if (places[j] >= 0) {
                point[places[j]] = logarithmic[j] ? Math.log(values[j]) : values[j] / sizes[j];
            }
        }
        return point;
    }

    /** How fast a law's number moves with its coordinate. */
    double factor(int parameter, double[] values) {
        return logarithmic[parameter] ? values[parameter] : sizes[parameter];
    }

    /** Turns derivatives by the law's numbers into derivatives by the coordinates. */
    void chain(
            double[] values,
            double[] slope,
            double[] curvature,
            double[] gradient,
            double[] hessian,
            int stride) {
        int count = places.length;
        for (int j = 0; j < count; j++) {
            int a = places[j];
            if (a < 0) {
                continue;
            }
            double own = slope[j] * factor(j, values);
            gradient[a] += own;
            hessian[a * stride + a] += logarithmic[j] ? own : 0;
            for (int k = 0; k < count; k++) {
                if (places[k] >= 0) {
                    hessian[a * stride + places[k]] +=
                            curvature[j * count + k] * factor(j, values) * factor(k, values);
                }
            }
        }
    }
}
