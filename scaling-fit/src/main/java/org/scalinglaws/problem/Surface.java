package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A separable law on a grid of the shapes of its terms, at each point with the coefficients of least
 * squares, by the normal equations: a term is evaluated once for each of its shapes, its products with
 * every other once for each pair of theirs, and each point of the grid is then the solution of a few
 * equations. Normal equations lose half of the digits, and rank points well with those that are left.
 * Of many rows a systematic sample along the losses is looked at.
 *
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), variable projection</a>
 */
final class Surface {
    private final Projection projection;
    private final int side;
    private final int dimension;
    private final int terms;

    /** For each term, and at last for the losses, the coordinate that shapes it, or -1 for none. */
    private final int[] shapedBy;

    private final int[] rows;

    /** For each term, and at last for the losses, a column for each shape; then times the roots. */
    private final double[][][] columns;

    private final double[][][] weighted;

    /** The same, one shape after the other. */
    private final double[][] flat;

    /** For each pair of terms the sums of their products, for each pair of shapes. */
    private final double[][] products;

    private final double[][] normal;

    /** The shape of each term at the point that was looked at last. */
    private final int[] at;

    private final NonNegativeSquares squares;
    private final double[] predicted;

    /**
     * Looks at the terms once for each shape.
     *
     * @param projection whose terms are each shaped by one of its chosen coordinates, or none
     * @param shapedBy which one, or -1
     * @param side how many shapes, at even shares of the range
     * @param most of the rows
     */
    Surface(Projection projection, int[] shapedBy, int side, int most) {
        this.rows = sample(projection.losses(), most);
        this.projection = rows.length < projection.rows() ? projection.chosen(rows) : projection;
        this.side = side;
        this.dimension = projection.searched();
        this.terms = shapedBy.length;
        this.shapedBy = Arrays.copyOf(shapedBy, terms + 1);
        this.shapedBy[terms] = -1;

        // What is kept of the rows that are looked at.
        this.predicted = new double[rows.length];
        this.columns = new double[terms + 1][][];
        this.weighted = new double[terms + 1][][];
        this.flat = new double[terms + 1][];
        for (int k = 0; k <= terms; k++) {
            int shapes = this.shapedBy[k] < 0 ? 1 : side;
            columns[k] = new double[shapes][];
            weighted[k] = new double[shapes][rows.length];
            flat[k] = new double[shapes * rows.length];
        }

        // What is written at a point.
        this.products = new double[(terms + 1) * (terms + 2) / 2][];
        this.normal = new double[terms + 1][terms + 1];
        this.at = new int[terms + 1];
        this.squares = new NonNegativeSquares(terms);
        look();
    }

    /** So many rows at even steps along the losses; all where there are no more. */
    private static int[] sample(double[] losses, int most) {
        if (losses.length <= most) {
            return IntStream.range(0, losses.length).toArray();
        }
        int[] order = order(losses);
        int[] rows = new int[most];
        for (int i = 0; i < most; i++) {
            rows[i] = order[(int) ((2L * i + 1) * losses.length / (2L * most))];
        }
        return rows;
    }

    /** The rows by their losses; equal ones stay in their order. */
    private static int[] order(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        int[] order = new int[losses.length];
        int[] placed = new int[losses.length];
        for (int row = 0; row < losses.length; row++) {
            int first = firstPlace(sorted, losses[row]);
            order[first + placed[first]++] = row;
        }
        return order;
    }

    private static int firstPlace(double[] sorted, double loss) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], loss) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One law has a shape of every term. */
    private void look() {
        double[] unit = new double[dimension];
        for (int shape = 0; shape < side; shape++) {
            Arrays.fill(unit, share(shape));
            double[][] seen = projection.terms(unit);
            for (int k = 0; k <= terms; k++) {
                if (shape < columns[k].length) {
                    columns[k][shape] = seen[k].clone();
                }
            }
        }
    }

    private double[] sampled(double[] column) {
        double[] some = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = column[rows[i]];
        }
        return some;
    }

    /** How many points the grid has. */
    int points() {
        return dimension == 1 ? side : side * side;
    }

    /** The place of a point along a coordinate of the grid, which has up to two. */
    int shape(int point, int coordinate) {
        return coordinate == 0 ? point % side : point / side;
    }

    /** How far two points lie apart, in steps of the grid along the longer way. */
    int steps(int left, int right) {
        return Math.max(
                Math.abs(shape(left, 0) - shape(right, 0)),
                Math.abs(shape(left, 1) - shape(right, 1)));
    }

    /** Whether no point beside it is lower. */
    boolean isValley(int point, double[] heights) {
        int across = shape(point, 1);
        for (int other = Math.max(0, across - 1) * side;
                other < Math.min(points(), (across + 2) * side);
                other++) {
            if (steps(point, other) == 1 && heights[other] < heights[point]) {
                return false;
            }
        }
        return Double.isFinite(heights[point]);
    }

    /** A point as shares of the ranges of the coordinates. */
    double[] unit(int point) {
        double[] unit = new double[dimension];
        Arrays.setAll(unit, i -> share(shape(point, i)));
        return unit;
    }

    private double share(int shape) {
        return (shape + 0.5) / side;
    }

    /** The least sum of squares at every point, when each row is multiplied by its root. */
    double[] leastSquares(double[] roots) {
        weigh(sampled(roots));
        double[] heights = new double[points()];
        Arrays.setAll(heights, this::leastAt);
        return heights;
    }

    /**
     * The objective at the points of the lowest sums of squares, with the coefficients that lead to
     * them; infinite elsewhere.
     */
    double[] objective(double[] roots, int most) {
        double[] heights = leastSquares(roots);
        double[] sorted = heights.clone();
        Arrays.sort(sorted);
        double highest = sorted[Math.min(most, sorted.length) - 1];
        for (int point = 0; point < heights.length; point++) {
            if (heights[point] <= highest) {
                leastAt(point);
                heights[point] = objectiveOfLast();
            } else {
                heights[point] = Double.POSITIVE_INFINITY;
            }
        }
        return heights;
    }

    private double leastAt(int point) {
        for (int k = 0, pair = 0; k <= terms; k++) {
            at[k] = shapedBy[k] < 0 ? 0 : shape(point, shapedBy[k]);
            for (int l = 0; l <= k; l++, pair++) {
                normal[k][l] = products[pair][at[k] * columns[l].length + at[l]];
            }
        }
        return squares.leastOf(normal, projection.mayBeNegative());
    }

    private void weigh(double[] roots) {
        for (int k = 0, pair = 0; k <= terms; k++) {
            for (int shape = 0; shape < columns[k].length; shape++) {
                double[] column = columns[k][shape];
                double[] scaled = weighted[k][shape];
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] = roots[i] * column[i];
                }
                System.arraycopy(scaled, 0, flat[k], shape * scaled.length, scaled.length);
            }
            for (int l = 0; l <= k; l++, pair++) {
                products[pair] = products(k, l);
            }
        }
    }

    /** Of terms that share their coordinate only equal shapes meet. */
    private double[] products(int k, int l) {
        int across = weighted[l].length;
        double[] sums = new double[weighted[k].length * across];
        boolean shared = shapedBy[k] >= 0 && shapedBy[k] == shapedBy[l];
        for (int shape = 0; shape < weighted[k].length; shape++) {
            double[] left = weighted[k][shape];
            if (shared) {
                sums[shape * across + shape] = Sums.dot(left, weighted[l][shape]);
            } else {
                Sums.columns(left, flat[l], across, left.length, sums, shape * across);
            }
        }
        return sums;
    }

    private double objectiveOfLast() {
        double[] losses = projection.losses();
        double[] rest = columns[terms][0];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = losses[i] - rest[i];
        }
        for (int k = 0; k < terms; k++) {
            double coefficient = squares.coefficients()[k];
            double[] column = columns[k][at[k]];
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] += coefficient * column[i];
            }
        }
        return projection.objectiveOf(predicted);
    }
}
