package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Require;

/**
 * The way between the numbers of a law and the free coordinates of a fit. Parameters on a log scale
 * become their logarithms, and coefficients on a linear one are counted in the size of a loss; fixed
 * ones vanish; tied ones share a place. Where the family allows it, factors are counted in units of
 * their geometric mean.
 */
public final class Coordinates {
    private final LawFamily<?> family;
    private final ResolvedRestrictions restrictions;
    private final FactorUnits units;
    private final int[] places;
    private final boolean[] logarithmic;
    private final double[] sizes;
    private final double[] fixed;
    private final double[] lower;
    private final double[] upper;

    /**
     * Gives each parameter that is free its place.
     *
     * @param family the laws
     * @param columns what the law reads, in the units of the data
     * @param stated what may not be chosen freely
     * @param loss the size of a typical loss
     */
    Coordinates(LawFamily<?> family, Columns columns, Restrictions stated, double loss) {
        this.family = family;
        this.restrictions = new ResolvedRestrictions(family, stated);
        List<Parameter> parameters = family.parameters();
        int count = parameters.size();
        this.places = new int[count];
        this.logarithmic = new boolean[count];
        this.sizes = new double[count];
        this.fixed = new double[count];
        int free = 0;
        for (int j = 0; j < count; j++) {
            int leader = restrictions.leader(j);
            logarithmic[j] = parameters.get(leader).scale() == Scale.LOG;
            sizes[j] = family.coefficients().contains(leader) ? loss : 1;
            fixed[j] = restrictions.fixed(j);
            if (leader == j && !restrictions.isFixed(j)) {
                places[j] = free++;
            }
        }

        // Bounds of a coordinate are those of all parameters that share it.
        this.lower = new double[free];
        this.upper = new double[free];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        for (int j = 0; j < count; j++) {
            if (restrictions.isFixed(j)) {
                restrictions.requireFixedInside(j);
                places[j] = -1;
            } else {
                places[j] = places[restrictions.leader(j)];
                narrow(j);
            }
        }
        this.units = FactorUnits.of(family, columns, restrictions);
    }

    private void narrow(int j) {
        int place = places[j];
        lower[place] = Math.max(lower[place], coordinate(j, restrictions.lower(j)));
        upper[place] = Math.min(upper[place], coordinate(j, restrictions.upper(j)));
        if (!(lower[place] <= upper[place])) {
            List<Parameter> parameters = family.parameters();
            throw new IllegalArgumentException(
                    String.format(
                            "parameters %s and %s are tied, and no value lies within the bounds of"
                                    + " both",
                            parameters.get(restrictions.leader(j)).name(),
                            parameters.get(j).name()));
        }
    }

    private double coordinate(int parameter, double value) {
        return logarithmic[parameter] ? Math.log(value) : value / sizes[parameter];
    }

    /**
     * How many parameters of the law the fit chooses. A fitted scale of the residuals is not counted.
     *
     * @return parameters less those that are fixed or tied
     */
    public int dimension() {
        return lower.length;
    }

    /**
     * Where a parameter of the law stands among the coordinates.
     *
     * @param parameter its place in the family
     * @return its coordinate, shared by tied parameters; -1 for a fixed one
     */
    public int place(int parameter) {
        return places[Require.place("parameter", parameter, places.length)];
    }

    /**
     * The least value of a coordinate.
     *
     * @param coordinate its place
     * @return a number, or minus infinity
     */
    public double lower(int coordinate) {
        return lower[Require.place("coordinate", coordinate, lower.length)];
    }

    /**
     * The greatest value of a coordinate.
     *
     * @param coordinate its place
     * @return a number, or infinity
     */
    public double upper(int coordinate) {
        return upper[Require.place("coordinate", coordinate, upper.length)];
    }

    /**
     * A point moved onto the bounds that it lies beyond.
     *
     * @param point a number for each coordinate, and perhaps a scale, which is dropped; NaN stays NaN
     * @return new coordinates without a scale
     */
    public double[] inside(double[] point) {
        double[] inside = Arrays.copyOf(checked("point", point), lower.length);
        for (int a = 0; a < inside.length; a++) {
            inside[a] = Math.max(lower[a], Math.min(upper[a], inside[a]));
        }
        return inside;
    }

    int parameters() {
        return places.length;
    }

    /** The parameter whose value a parameter takes: itself unless it is tied. */
    int leader(int parameter) {
        return restrictions.leader(parameter);
    }

    /** What a parameter on a linear scale is counted in. */
    double size(int parameter) {
        return sizes[parameter];
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
        return units.of(columns);
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
            natural[j] =
                    Math.max(restrictions.lower(j), Math.min(restrictions.upper(j), natural[j]));
        }
        return natural;
    }

    private double[] unboundedValues(double[] point) {
        double[] values = new double[places.length];
        values(point, values);
        return units.toNatural(values);
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
        if (units.areThoseOfData()) {
            for (int j = 0; j < slopes.length; j++) {
                slopes[j] = places[j] == coordinate ? factor(j, values) : 0;
            }
            return slopes;
        }

        // The central difference of fourth order: (8 (f1 - f-1) - (f2 - f-2)) / 12 h.
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
        double[] values = units.fromNatural(naturalValues);
        double[] point = new double[dimension()];
        for (int j = 0; j < places.length; j++) {
            if (places[j] >= 0) {
                point[places[j]] = coordinate(j, values[j]);
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
