package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a curve through the losses of one budget is least. It keeps how much each run counted, so that
 * what the same estimate would say of other losses of the same runs can be asked.
 */
final class Minimum {
    private static final int FEWEST = 3;

    private final Parabolas.Estimator estimator;
    private final double[] places;
    private final double[] weights;
    private final @Nullable Polynomial curve;
    private final double place;
    private final double height;
    private final String refusal;

    private Minimum(
            Parabolas.Estimator estimator,
            double[] places,
            double[] weights,
            @Nullable Polynomial curve,
            double place,
            double height,
            String refusal) {
        this.estimator = estimator;
        this.places = places;
        this.weights = weights;
        this.curve = curve;
        this.place = place;
        this.height = height;
        this.refusal = refusal;
    }

    /** The least place of a curve over some places; the refusal says over what it does not exist. */
    static Minimum of(
            Parabolas.Estimator estimator,
            double[] places,
            double[] heights,
            double[] weights,
            String over) {
        long different = distinct(places, weights).length;
        if (different < FEWEST) {
            return refused(
                    estimator,
                    places,
                    weights,
                    "a parabola needs " + FEWEST + " different " + over + ", got " + different);
        }

        return switch (estimator) {
            case PARABOLA, ROBUST_PARABOLA -> parabola(estimator, places, heights, weights, over);
            case AKIMA -> akima(places, heights, weights, over);
        };
    }

    private static Minimum refused(
            Parabolas.Estimator estimator, double[] places, double[] weights, String why) {
        return new Minimum(estimator, places, weights, null, Double.NaN, Double.NaN, why);
    }

    private static Minimum parabola(
            Parabolas.Estimator estimator,
            double[] places,
            double[] heights,
            double[] weights,
            String over) {
        Polynomial parabola = Polynomial.fit(2, places, heights, weights);
        if (!(parabola.leading() > 0)) {
            return refused(estimator, places, weights, "no upward curvature over " + over);
        }

        double vertex = parabola.vertex();
        if (!(Math.exp(vertex) > 0 && Math.exp(vertex) < Double.POSITIVE_INFINITY)) {
            return refused(
                    estimator,
                    places,
                    weights,
                    "so little curvature over " + over + " that the vertex is beyond all numbers");
        }

        return new Minimum(estimator, places, weights, parabola, vertex, parabola.at(vertex), "");
    }

    private static Minimum akima(double[] places, double[] heights, double[] weights, String over) {
        TreeMap<Double, double[]> sums = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            if (weights[i] > 0) {
                double[] sum = sums.computeIfAbsent(places[i], place -> new double[2]);
                sum[0] += weights[i];
                sum[1] += weights[i] * heights[i];
            }
        }

        double[] x = sums.keySet().stream().mapToDouble(place -> place).toArray();
        double[] y = sums.values().stream().mapToDouble(sum -> sum[1] / sum[0]).toArray();

        // Runs of one size count once, by their mean: a spline cannot have two heights at a place.
        Akima spline = Akima.through(x, y);
        double least = spline.leastOnGrid(Parabolas.GRID_POINTS * (x.length - 1));
        if (!spline.isInterior(least)) {
            return refused(
                    Parabolas.Estimator.AKIMA,
                    places,
                    weights,
                    "the least loss is at the edge of its " + over);
        }

        return new Minimum(
                Parabolas.Estimator.AKIMA, places, weights, null, least, spline.at(least), "");
    }

    /** What the same estimate says of other losses of the same runs, which count as much as before. */
    Minimum again(double[] heights, String over) {
        return of(estimator, places, heights, weights, over);
    }

    /** How many runs count. */
    long runs() {
        return Arrays.stream(weights).filter(weight -> weight > 0).count();
    }

    /** The different places that count, ascending. */
    double[] distinct() {
        return distinct(places, weights);
    }

    private static double[] distinct(double[] places, double[] weights) {
        double[] counted = new double[places.length];
        int count = 0;
        for (int i = 0; i < places.length; i++) {
            if (weights[i] > 0) {
                counted[count++] = places[i];
            }
        }
        return Arrays.stream(counted, 0, count).sorted().distinct().toArray();
    }

    double place() {
        return place;
    }

    double height() {
        return height;
    }

    String refusal() {
        return refusal;
    }

    /** The parabola; null where there is none. */
    @Nullable Polynomial curve() {
        return curve;
    }
}
