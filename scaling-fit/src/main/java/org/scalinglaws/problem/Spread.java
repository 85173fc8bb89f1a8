package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.scalinglaws.law.LawFamily;

/**
 * Where shares of a range lie: the way from the unit cube, which a search fills evenly, to coordinates
 * that are not solved for.
 */
final class Spread {
    private static final double WIDE = 1e6;

    /** The share of a number that is not searched for. */
    private static final double MIDDLE = 0.5;

    private final LawFamily<?> family;
    private final Coordinates coordinates;
    private final SeparableCoordinates separable;

    /** What the family makes of shares, where it says it. */
    private final Optional<UnaryOperator<double[]>> given;

    private final double[] values;
    private final double[] shares;

    Spread(
            LawFamily<?> family,
            Coordinates coordinates,
            SeparableCoordinates separable,
            Optional<UnaryOperator<double[]>> given) {
        this.family = family;
        this.coordinates = coordinates;
        this.separable = separable;
        this.given = given;
        this.values = new double[coordinates.parameters()];
        this.shares = new double[coordinates.parameters()];
    }

    /** Writes the searched coordinates at shares of their ranges; others may change too. */
    void choose(double[] unit, double[] point) {
        int[] searched = separable.searched();
        if (given.isEmpty()) {
            for (int k = 0; k < searched.length; k++) {
                point[searched[k]] = at(searched[k], unit[k]);
            }
            coordinates.values(point, values);
            move(family.place(values), point);
            return;
        }

        for (int j = 0; j < shares.length; j++) {
            int k = Arrays.binarySearch(searched, coordinates.place(j));
            shares[j] = k < 0 ? MIDDLE : unit[k];
        }
        // Every number is moved: none is what it was.
        Arrays.fill(values, Double.NaN);
        move(given.get().apply(shares), point);
    }

    /** Moves coordinates to where the family looks. */
    private void move(double[] placed, double[] point) {
        for (int j = 0; j < placed.length; j++) {
            int a = coordinates.place(j);
            if (a >= 0 && placed[j] != values[j] && coordinates.leader(j) == j) {
                boolean logarithmic = separable.logarithmic()[a];
                double there = logarithmic ? Math.log(placed[j]) : placed[j] / separable.sizes()[a];
                point[a] = Math.max(coordinates.lower(a), Math.min(coordinates.upper(a), there));
            }
        }
    }

    /** A coordinate from its share of the range, on a linear scale denser near zero. */
    double at(int coordinate, double share) {
        double lower = coordinates.lower(coordinate);
        double upper = coordinates.upper(coordinate);
        if (separable.logarithmic()[coordinate]) {
            double least = Math.max(lower, -Math.log(WIDE));
            return least + share * (Math.min(upper, Math.log(WIDE)) - least);
        }
        double least = Math.max(lower, -WIDE);
        double most = Math.min(upper, WIDE);
        if (least < 0 && most > 0) {
            double side = 2 * share - 1;
            double power = side * side * side * side;
            return power * (side < 0 ? least : most);
        }
        double power = lower >= 0 ? share * share * share * share : share;
        return least + power * (most - least);
    }
}
