package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Decimal;

/**
 * Akima's spline: a cubic between neighbours, whose slope at a knot looks at two neighbours on each
 * side, so that one strange point bends the curve only near itself.
 *
 * <pre>
 *  m_i = (y_(i+1) - y_i) / (x_(i+1) - x_i)
 *  t_i = (|m_(i+1) - m_i| m_(i-1) + |m_(i-1) - m_(i-2)| m_i) / (|m_(i+1) - m_i| + |m_(i-1) - m_(i-2)|)
 *  m_(-1) = 2 m_0 - m_1,  m_(-2) = 2 m_(-1) - m_0,  and likewise at the right</pre>
 *
 * <p>Where both weights are 0, t_i is the mean of m_(i-1) and m_i. Weights that are differences of
 * rounding errors mean nothing, so a sum of weights that is at most 1e-9 of the largest counts as 0;
 * this is SciPy's rule, and so that of the analyses that were made with it. Outside the knots the
 * first or the last cubic goes on. Two knots make a line.
 *
 * @see <a href="https://doi.org/10.1145/321607.321609">Akima (1970), A new method of interpolation
 *     and smooth curve fitting based on local procedures</a>
 */
final class Akima {
    private static final double NO_WEIGHT = 1e-9;

    private final double[] x;
    private final double[] y;
    private final double[] slopes;

    private Akima(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        this.slopes = slopes(extended(x, y));
    }

    /**
     * The spline through points.
     *
     * @param x the places, in any order, no two the same
     * @param y the height at each
     * @return the spline
     * @throws IllegalArgumentException when the arrays differ in length, there are fewer than two
     *     places, two are the same, or a number is not finite
     */
    static Akima through(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "places and heights must be equally many, got %d and %d",
                            x.length, y.length));
        }
        if (x.length < 2) {
            throw new IllegalArgumentException("a spline needs 2 places or more, got " + x.length);
        }

        int[] order =
                IntStream.range(0, x.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> x[i]))
                        .mapToInt(i -> i)
                        .toArray();
        double[] places = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
        double[] heights = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();

        for (int i = 0; i < places.length; i++) {
            Decimal.finite("place of a spline", places[i]);
            Decimal.finite("height of a spline", heights[i]);
            if (i > 0 && !(places[i] > places[i - 1])) {
                throw new IllegalArgumentException(
                        "places of a spline must differ, got "
                                + Decimal.format(places[i])
                                + " twice");
            }
        }

        return new Akima(places, heights);
    }

    /** The slopes of the segments, m_i at i + 2, with two more at each end. */
    private static double[] extended(double[] x, double[] y) {
        int segments = x.length - 1;
        double[] m = new double[segments + 4];
        for (int i = 0; i < segments; i++) {
            m[i + 2] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        }

        // Two knots make a line: there is no change of slope to extrapolate.
        if (segments == 1) {
            Arrays.fill(m, m[2]);
            return m;
        }

        m[1] = 2 * m[2] - m[3];
        m[0] = 2 * m[1] - m[2];
        int last = segments + 1;
        m[last + 1] = 2 * m[last] - m[last - 1];
        m[last + 2] = 2 * m[last + 1] - m[last];
        return m;
    }

    /** The slopes at the knots. */
    private static double[] slopes(double[] m) {
        int knots = m.length - 3;
        double[] sums = new double[knots];
        Arrays.setAll(sums, i -> Math.abs(m[i + 3] - m[i + 2]) + Math.abs(m[i + 1] - m[i]));

        double least = NO_WEIGHT * Arrays.stream(sums).max().orElse(0);
        double[] slopes = new double[knots];
        for (int i = 0; i < knots; i++) {
            double before = Math.abs(m[i + 3] - m[i + 2]);
            double after = Math.abs(m[i + 1] - m[i]);
            slopes[i] =
                    sums[i] > least
                            ? (before * m[i + 1] + after * m[i + 2]) / sums[i]
                            : 0.5 * (m[i + 1] + m[i + 2]);
        }
        return slopes;
    }

    /**
     * The height at a place.
     *
     * @param place any place; outside the knots the first or the last cubic goes on
     * @return the height there
     */
    double at(double place) {
        int found = Arrays.binarySearch(x, place);
        int after = found < 0 ? -found - 1 : found + 1;
        int i = Math.max(0, Math.min(x.length - 2, after - 1));
        double width = x[i + 1] - x[i];
        double m = (y[i + 1] - y[i]) / width;
        double second = (3 * m - 2 * slopes[i] - slopes[i + 1]) / width;
        double third = (slopes[i] + slopes[i + 1] - 2 * m) / (width * width);
        double h = place - x[i];
        return y[i] + h * (slopes[i] + h * (second + h * third));
    }

    /**
     * The lowest place of an even grid from the first knot to the last, both included. With places
     * that are logarithms this is a geometric grid of sizes.
     *
     * @param points how many places the grid has, at least 2
     * @return the place; of several equally low ones the first
     * @throws IllegalArgumentException when the grid has fewer than 2 places
     * @see <a href="https://arxiv.org/abs/2406.19146">Porian et al. (2024), who take 25 places for
     *     each segment</a>
     */
    double leastOnGrid(int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a grid needs 2 places or more, got " + points);
        }
        double first = x[0];
        double last = x[x.length - 1];
        double step = (last - first) / (points - 1);
        double least = first;
        double height = y[0];
        for (int k = 1; k < points; k++) {
            double place = k == points - 1 ? last : first + k * step;
            double here = at(place);
            if (here < height) {
                least = place;
                height = here;
            }
        }
        return least;
    }

    /**
     * Whether a place lies between the first knot and the last: a least place that does not is where
     * the points end, not where the curve turns.
     *
     * @param place such as what {@link #leastOnGrid} gives
     * @return whether it is no edge and not outside
     */
    boolean isInterior(double place) {
        return place > x[0] && place < x[x.length - 1];
    }
}
