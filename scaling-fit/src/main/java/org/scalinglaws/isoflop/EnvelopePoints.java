package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Points of an envelope of training curves, ascending in compute, and which of them count: read at
 * budgets, or as corners of the lower convex hull, which Andrew's monotone chain finds.
 */
final class EnvelopePoints {
    /** Whether a point takes part, and if not why. */
    enum Verdict {
        USED(""),
        ONE_SIZE("runs of one size only reach this budget"),
        SMALLEST("the smallest size that reaches this budget is the best: a smaller may be better"),
        LARGEST("the largest size that reaches this budget is the best: a larger may be better"),
        FIRST("the first checkpoint of its run: where the run came onto the envelope is not known"),
        LAST("the last checkpoint of its run: where the run would leave the envelope is not known"),
        OUTSIDE("the line through all budgets puts the best size beyond what is seen at this one"),
        RISING("less loss was reached with less compute");

        final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }
    }

    /** ln C. */
    final double[] flops;

    /** ln N, ln D and the loss of the best. */
    final double[] sizes;

    final double[] tokens;
    final double[] losses;

    /** Which size of the grid is the best. */
    final int[] best;

    final Verdict[] verdicts;
    int count;

    private final TrainingCurves.Kept curves;
    private final double[] sizeLoss;
    private final double[] sizeTokens;
    private final int[] seen;
    private final double[] lower;
    private final double[] upper;
    private final boolean[] isEnd;

    private EnvelopePoints(TrainingCurves.Kept curves, int most) {
        this.curves = curves;
        this.flops = new double[most];
        this.sizes = new double[most];
        this.tokens = new double[most];
        this.losses = new double[most];
        this.best = new int[most];
        this.verdicts = new Verdict[most];
        this.lower = new double[most];
        this.upper = new double[most];
        this.isEnd = new boolean[most];

        int grid = curves.logSizes().length;
        this.sizeLoss = new double[grid];
        this.sizeTokens = new double[grid];
        this.seen = new int[grid];

        // The cursors of the curves only move forward, and another reading may have moved them.
        curves.rewind();
    }

    /** The best at each of some budgets in equal ratios over all that the runs span. */
    static EnvelopePoints atBudgets(
            TrainingCurves.Kept curves, int budgets, boolean between, boolean keepsEnds) {
        EnvelopePoints points = new EnvelopePoints(curves, curves.count == 0 ? 0 : budgets);
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < curves.count; i++) {
            first = Math.min(first, curves.flops[i]);
            last = Math.max(last, curves.flops[i]);
        }

        for (int i = 0; i < points.flops.length; i++) {
            // The last budget is set, not computed, lest rounding put it beyond every curve.
            double place = first + i / (budgets - 1.0) * (last - first);
            points.read(i == budgets - 1 ? last : place, between, keepsEnds);
        }

        points.dropRising();
        if (between && !keepsEnds) {
            points.dropOutside();
        }
        return points;
    }

    /** The lower convex hull of loss over ln C, as far as it falls. */
    static EnvelopePoints hull(TrainingCurves.Kept curves, boolean keepsEnds) {
        int[] corners = corners(curves);
        EnvelopePoints points = new EnvelopePoints(curves, corners.length);
        for (int corner : corners) {
            int reached = points.look(curves.flops[corner]);
            int rank = Arrays.binarySearch(points.seen, 0, reached, curves.sizeOf(corner));

            Verdict verdict = points.verdict(rank, reached);
            if (verdict == Verdict.USED && curves.isFirst(corner)) {
                verdict = Verdict.FIRST;
            } else if (verdict == Verdict.USED && curves.isLast(corner)) {
                verdict = Verdict.LAST;
            }

            int i = points.count++;
            points.flops[i] = curves.flops[corner];
            points.best[i] = curves.sizeOf(corner);
            points.sizes[i] = curves.logSizes()[points.best[i]];
            points.tokens[i] = curves.tokens[corner];
            points.losses[i] = curves.loss[corner];
            points.judge(i, verdict, keepsEnds);
        }

        return points;
    }

    /** Andrew's monotone chain over the checkpoints. */
    private static int[] corners(TrainingCurves.Kept curves) {
        double[] x = curves.flops;
        double[] y = curves.loss;
        int[] order =
                IntStream.range(0, curves.count)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(place -> x[place])
                                        .thenComparingDouble(place -> y[place]))
                        .mapToInt(place -> place)
                        .toArray();

        // Andrew's monotone chain: a corner goes when the next point makes it lie above the hull.
        int[] chain = new int[order.length];
        int length = 0;
        for (int next : order) {
            if (length > 0 && !(y[next] < y[chain[length - 1]])) {
                continue;
            }

            while (length > 1) {
                int a = chain[length - 2];
                int b = chain[length - 1];
                if ((x[b] - x[a]) * (y[next] - y[a]) > (x[next] - x[a]) * (y[b] - y[a])) {
                    break;
                }
                length--;
            }

            chain[length++] = next;
        }
        return Arrays.copyOf(chain, length);
    }

    /** Finds which sizes reach a budget; their places are then in {@code seen}. */
    private int look(double logC) {
        curves.sample(logC, sizeLoss, sizeTokens);
        int reached = 0;
        for (int size = 0; size < sizeLoss.length; size++) {
            if (!Double.isNaN(sizeLoss[size])) {
                seen[reached++] = size;
            }
        }
        return reached;
    }

    private Verdict verdict(int rank, int reached) {
        if (reached == 1) {
            return Verdict.ONE_SIZE;
        }
        return rank == 0 ? Verdict.SMALLEST : rank == reached - 1 ? Verdict.LARGEST : Verdict.USED;
    }

    private void judge(int i, Verdict verdict, boolean keepsEnds) {
        verdicts[i] = keepsEnds ? Verdict.USED : verdict;
        isEnd[i] = verdict != Verdict.USED;
    }

    private void read(double logC, boolean between, boolean keepsEnds) {
        int reached = look(logC);
        if (reached == 0) {
            return;
        }

        int rank = 0;
        for (int i = 1; i < reached; i++) {
            rank = sizeLoss[seen[i]] < sizeLoss[seen[rank]] ? i : rank;
        }

        double[] grid = curves.logSizes();
        int i = count++;
        flops[i] = logC;
        best[i] = seen[rank];
        sizes[i] = grid[best[i]];
        tokens[i] = sizeTokens[best[i]];
        losses[i] = sizeLoss[best[i]];

        Verdict verdict = verdict(rank, reached);
        judge(i, verdict, keepsEnds);
        if (between && verdict == Verdict.USED) {
            refine(i, seen[rank - 1], seen[rank + 1]);
            lower[i] = (grid[seen[0]] + grid[seen[1]]) / 2;
            upper[i] = (grid[seen[reached - 2]] + grid[seen[reached - 1]]) / 2;
        }
    }

    /** The lowest point of the parabola through the best size and its neighbours. */
    private void refine(int i, int smaller, int larger) {
        double[] grid = curves.logSizes();
        double u = grid[smaller] - grid[best[i]];
        double v = grid[larger] - grid[best[i]];

        double left = (sizeLoss[smaller] - sizeLoss[best[i]]) / u;
        double right = (sizeLoss[larger] - sizeLoss[best[i]]) / v;
        double curvature = (right - left) / (v - u);
        if (!(curvature > 0)) {
            return;
        }

        double slope = left - curvature * u;
        double step = -slope / (2 * curvature);

        // The tokens of the vertex by Newton's parabola through the same three sizes.
        double less = (sizeTokens[smaller] - sizeTokens[best[i]]) / u;
        double more = (sizeTokens[larger] - sizeTokens[best[i]]) / v;
        double bend = (more - less) / (v - u);

        sizes[i] += step;
        tokens[i] += step * (less + bend * (step - u));
        losses[i] += slope * step / 2;
    }

    private void dropRising() {
        int lowest = 0;
        for (int i = 1; i < count; i++) {
            lowest = losses[i] < losses[lowest] ? i : lowest;
        }
        Arrays.fill(verdicts, Math.min(lowest + 1, count), count, Verdict.RISING);
    }

    /**
     * The parabola can only answer between the middle of the two smallest sizes and that of the two
     * largest. Where the line through all answers lies outside, an answer is there by luck.
     */
    private void dropOutside() {
        double[] line = line(sizes);
        boolean[] outside = new boolean[count];
        int left = 0;

        for (int i = 0; i < count; i++) {
            double height = line[0] + line[1] * flops[i];
            outside[i] = !(height >= lower[i] && height <= upper[i]);
            left += isUsed(i) && !outside[i] ? 1 : 0;
        }

        // A line that would throw out most of its own points is not one to judge them by.
        if (2 * left < used()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (isUsed(i) && outside[i]) {
                judge(i, Verdict.OUTSIDE, false);
            }
        }
    }

    boolean isUsed(int i) {
        return verdicts[i] == Verdict.USED;
    }

    int used() {
        return countOf(Verdict.USED);
    }

    /** How many points have a verdict. */
    int countOf(Verdict verdict) {
        return (int) IntStream.range(0, count).filter(i -> verdicts[i] == verdict).count();
    }

    /** At how many points that fall the best size could lie beyond the sizes, kept or not. */
    int ends() {
        return (int)
                IntStream.range(0, count)
                        .filter(i -> isEnd[i] && verdicts[i] != Verdict.RISING)
                        .count();
    }

    /** How many sizes there are. */
    int gridSizes() {
        return sizeLoss.length;
    }

    /** Whether the best size is not the same at all points that count. */
    boolean sizesDiffer() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = isUsed(i) ? Math.min(least, sizes[i]) : least;
            most = isUsed(i) ? Math.max(most, sizes[i]) : most;
        }
        return least < most;
    }

    /** How many sizes of the grid are the best at a point that counts. */
    int bestSizes() {
        return (int)
                IntStream.range(0, count).filter(this::isUsed).map(i -> best[i]).distinct().count();
    }

    /** Height at zero and slope of the line of least squares through the points that count. */
    double[] line(double[] heights) {
        double n = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < count; i++) {
            if (isUsed(i)) {
                n++;
                x += flops[i];
                y += heights[i];
            }
        }

        // About the means, where the sums of products keep their digits.
        double product = 0;
        double square = 0;
        for (int i = 0; i < count; i++) {
            if (isUsed(i)) {
                product += (flops[i] - x / n) * (heights[i] - y / n);
                square += (flops[i] - x / n) * (flops[i] - x / n);
            }
        }
        double slope = product / square;
        return new double[] {y / n - slope * (x / n), slope};
    }
}
