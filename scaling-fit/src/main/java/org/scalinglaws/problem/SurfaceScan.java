package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks over the whole range of a separable law of one shape or two: the valleys of the objective on
 * the surface of least squares, where a robust objective has weighed the rows by their residuals at the
 * lowest point (IRLS).
 *
 * @see <a href="https://doi.org/10.1080/03610927708827533">Holland and Welsch (1977), Robust regression
 *     using iteratively reweighted least-squares</a>
 */
final class SurfaceScan {
    private static final int SIDE = 20;
    private static final int VALLEYS = 6;

    /** So many points of the lowest squares are judged by the objective itself. */
    private static final int JUDGED = 100;

    /** Of more rows than this a sample shows where to start. */
    private static final int ROWS = 128;

    /** Where there are fewer valleys other points are starts too, so far apart in steps of the grid. */
    private static final int STARTS = 4;

    private static final int GAP = 4;

    private final Projection projection;
    private final Surface surface;

    SurfaceScan(Projection projection, int[] shapedBy) {
        this.projection = projection;
        this.surface = new Surface(projection, shapedBy, SIDE, ROWS);
    }

    /**
     * Points worth descending from, the most promising first. None where a term is worth nothing at the
     * lowest point: the surface is level there along the shape of the term, and shows no more.
     */
    List<double[]> starts() {
        List<double[]> starts = new ArrayList<>();
        for (int point : chosen(surface.objective(roots(), JUDGED))) {
            boolean exists = Double.isFinite(projection.score(surface.unit(point)));
            if (starts.isEmpty() && !(exists && projection.isWhole())) {
                return List.of();
            }
            if (exists) {
                starts.add(projection.scored());
            }
        }
        return starts;
    }

    /** What rows are multiplied by: as the objective weighs them where least squares are lowest. */
    private double[] roots() {
        double[] roots = projection.rootsOfWeights();
        if (projection.isSquares()) {
            return roots;
        }
        int lowest = lowestApart(surface.leastSquares(roots), 0, List.of());
        return lowest < 0 ? roots : projection.reweighted(surface.unit(lowest));
    }

    /** The lowest of the points that no neighbour is lower than, and good points apart from them. */
    private List<Integer> chosen(double[] heights) {
        List<Integer> chosen = new ArrayList<>();
        for (int point = 0; point < heights.length; point++) {
            if (surface.isValley(point, heights)) {
                chosen.add(point);
            }
        }
        chosen.sort(Comparator.comparingDouble(point -> heights[point]));
        chosen.subList(Math.min(VALLEYS, chosen.size()), chosen.size()).clear();
        for (int gap = GAP; gap > 1; gap--) {
            int next = lowestApart(heights, gap, chosen);
            while (next >= 0 && chosen.size() < STARTS) {
                chosen.add(next);
                next = lowestApart(heights, gap, chosen);
            }
        }
        return chosen;
    }

    /** The lowest of the points so far from others, or -1 where there is none. */
    private int lowestApart(double[] heights, int gap, List<Integer> others) {
        int lowest = -1;
        for (int point = 0; point < heights.length; point++) {
            boolean lower = lowest < 0 || heights[point] < heights[lowest];
            if (Double.isFinite(heights[point]) && lower && isApart(point, gap, others)) {
                lowest = point;
            }
        }
        return lowest;
    }

    private boolean isApart(int point, int gap, List<Integer> others) {
        for (int other : others) {
            if (surface.steps(point, other) < gap) {
                return false;
            }
        }
        return true;
    }
}
