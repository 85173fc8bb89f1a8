package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.sweep.Polynomial;

/**
 * Where a curve through the losses of one budget is least. It keeps how much each run counted, so that
 * what the same estimate would say of other losses of the same runs can be asked.
 */
final class Minimum {
    private static final int FEWEST = 3;

    /** Huber's threshold in standard deviations: 95 % as good as squares under normal noise. */
    private static final double THRESHOLD = 1.345;

    private static final double MAD_OF_NORMAL = 0.6744897501960817;
    private static final int MOST_ROUNDS = 100;
    private static final double SETTLED = 1e-10;

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
            case PARABOLA -> parabola(estimator, places, heights, weights, over);
            case ROBUST_PARABOLA ->
                    parabola(estimator, places, heights, robust(places, heights, weights), over);
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

    /** The weights at which Huber's function of the residuals is least, by weighing again and again. */
    private static double[] robust(double[] places, double[] heights, double[] weights) {
        double[] counted = weights.clone();
        double before = Double.NaN;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (distinct(places, counted).length < FEWEST) {
                return weights;
            }
            Polynomial parabola = Polynomial.fit(2, places, heights, counted);
            double vertex = parabola.vertex();
            if (Math.abs(vertex - before) <= SETTLED) {
                return counted;
            }
            before = vertex;
            double[] sizes = new double[places.length];
            Arrays.setAll(sizes, i -> Math.abs(heights[i] - parabola.at(places[i])));
            double scale = spread(sizes, weights);
            if (!(scale > 0)) {
                return counted;
            }
            for (int i = 0; i < counted.length; i++) {
                counted[i] = weights[i] * Math.min(1, THRESHOLD * scale / sizes[i]);
            }
        }
        return counted;
    }

    /**
     * The standard deviation of normal residuals with the median size of these, where a run of weight 2
     * is two runs.
     */
    private static double spread(double[] sizes, double[] weights) {
        TreeMap<Double, Double> sorted = new TreeMap<>();
        double total = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (weights[i] > 0) {
                sorted.merge(sizes[i], weights[i], Double::sum);
                total += weights[i];
            }
        }
        double below = 0;
        for (Map.Entry<Double, Double> size : sorted.entrySet()) {
            below += size.getValue();
            if (below > 0.5 * total) {
                return size.getKey() / MAD_OF_NORMAL;
            }
            if (below == 0.5 * total) {
                return 0.5 * (size.getKey() + sorted.higherKey(size.getKey())) / MAD_OF_NORMAL;
            }
        }
        return Double.NaN;
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
        Parabolas.Estimator same =
                estimator == Parabolas.Estimator.ROBUST_PARABOLA
                        ? Parabolas.Estimator.PARABOLA
                        : estimator;
        return of(same, places, heights, weights, over);
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
