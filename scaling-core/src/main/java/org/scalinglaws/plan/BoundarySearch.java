package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.numeric.Root;
import org.scalinglaws.quantity.Digits;

/**
 * A grid search with refinement along the boundary of the feasible set: the point of least loss
 * under limits. More data never hurts, so that it lies where some limit allows no more tokens: a
 * search over ln N alone, along a boundary with a corner wherever another limit becomes the
 * tightest. Between the tokens at which a pool of data changes the loss is smooth, so that each
 * such stretch is searched for itself: one may hide a minimum from another.
 *
 * @param boundary the most tokens for each size
 * @param loss the loss at ln N and ln D
 * @param turns what changes its sign where another source of data comes in, ends or is first
 *     repeated: above zero beyond, with more tokens
 * @param least ln of the smallest model allowed
 * @param leastIsMeant whether the smallest model is somebody's wish
 */
record BoundarySearch(
        FeasibleBoundary boundary,
        Surface loss,
        List<Surface> turns,
        double least,
        boolean leastIsMeant) {
    private static final double STRIDE = 0.25;
    private static final int FEWEST = 64;
    private static final int SPLIT = 16;
    private static final int PIECES = 8;
    private static final double AROUND = 1e-4;
    private static final double WITHIN = 1e-3;
    private static final double SAME = 1e-11;
    private static final double ROUNDING = 32;

    /** A loss over ln N and ln D. */
    @FunctionalInterface
    interface Surface {
        double at(double logSize, double logTokens);
    }

    /** A size, its tokens and their loss, all but the loss as logarithms. */
    record Point(double logSize, double logTokens, double loss) {}

    private Point point(double logSize) {
        double tokens = boundary.logTokens(logSize);
        return new Point(logSize, tokens, lossAt(logSize, tokens));
    }

    /** The loss; infinite where rounding leaves not even one token. */
    private double lossAt(double logSize, double logTokens) {
        return logTokens > -1 ? loss.at(logSize, logTokens) : Double.POSITIVE_INFINITY;
    }

    /** The largest model that all limits allow, and whether it is so for its size alone. */
    private record End(double logSize, boolean meant) {}

    private End end() {
        double end = Double.POSITIVE_INFINITY;
        boolean meant = false;
        for (int j = 0; j < boundary.limits().size(); j++) {
            double largest = boundary.largest(j);
            if (!(largest >= end)) {
                end = largest;
                meant = !boundary.limits().get(j).readsTokens();
            }
        }
        return new End(end, meant);
    }

    /** Whether any model at all keeps the limits. */
    boolean exists() {
        return end().logSize >= least;
    }

    /** The best point; there must be one. */
    Point find() {
        End end = end();
        requireBounded(end);
        List<Double> cuts = turningSizes(end.logSize);
        List<Stretch> stretches = new ArrayList<>();
        stretches.add(stretch(least, cuts.get(0), end));
        for (int i = 0; i + 1 < cuts.size(); i++) {
            stretches.add(stretch(cuts.get(i), cuts.get(i + 1), end));
        }
        requireMinimum(stretches);
        // The lowest first: it shows which of the others cannot be better.
        stretches.sort(Comparator.comparingDouble(Stretch::least));
        Stretch first = stretches.get(0);
        Point best = first.falls ? first.rough() : within(first);
        boolean falls = first.falls;
        for (Stretch next : stretches.subList(1, stretches.size())) {
            if (next.least() - next.steepest() <= best.loss) {
                Point point = next.falls ? next.rough() : within(next);
                falls = point.loss < best.loss ? next.falls : falls;
                best = better(best, point);
            }
        }
        if (falls) {
            throw new NoPlanException(
                    "the loss has no least value between one parameter and one token within the"
                            + " limits");
        }
        return best;
    }

    /** Refuses a loss that is the same, but for rounding, wherever the limits are used up. */
    private static void requireMinimum(List<Stretch> stretches) {
        DoubleSummaryStatistics losses =
                stretches.stream()
                        .flatMap(stretch -> stretch.points.stream())
                        .mapToDouble(Point::loss)
                        .summaryStatistics();

        // Limits that allow a single size leave nothing to compare.
        Point first = stretches.get(0).points.get(0);
        boolean one =
                stretches.stream()
                        .flatMap(stretch -> stretch.points.stream())
                        .allMatch(point -> point.logSize == first.logSize);
        if (!one && losses.getMax() - losses.getMin() <= ROUNDING * Math.ulp(losses.getMin())) {
            throw new NoPlanException(
                    "within the limits every size is as good: the loss is "
                            + Digits.five(losses.getMin())
                            + " nats for each");
        }
    }

    /** The sizes whose tokens are at a turn, and the largest of all, in order. */
    private List<Double> turningSizes(double end) {
        List<Double> sizes = new ArrayList<>(List.of(end));
        for (Surface turn : turns) {
            DoubleUnaryOperator beyond = log -> Math.max(-1, Math.min(1, past(turn, log)));
            if (beyond.applyAsDouble(least) > 0 && beyond.applyAsDouble(end) < 0) {
                sizes.add(Crossing.between(beyond, least, end));
            }
        }
        sizes.sort(null);
        return apart(sizes);
    }

    /** Without those that are at the place of the next but for rounding. */
    private static List<Double> apart(List<Double> sizes) {
        List<Double> apart = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            boolean last = i + 1 == sizes.size();
            if (last || sizes.get(i + 1) - sizes.get(i) > SAME) {
                apart.add(sizes.get(i));
            }
        }
        return apart;
    }

    private double past(Surface turn, double logSize) {
        double logTokens = boundary.logTokens(logSize);
        return logTokens > -1 ? turn.at(logSize, logTokens) : -1;
    }

    /**
     * What was seen between two sizes.
     *
     * @param points at equal strides from one to the other
     * @param lowest the place of the first of the lowest
     * @param falls whether the loss goes on falling beyond where all ends
     */
    private record Stretch(List<Point> points, int lowest, boolean falls) {
        Point rough() {
            return points.get(lowest);
        }

        double least() {
            return rough().loss;
        }

        /** A bound on how far below the lowest a minimum reaches where the loss is convex. */
        double steepest() {
            double steepest = 0;
            for (int i = Math.max(1, lowest); i < Math.min(points.size(), lowest + 2); i++) {
                double step = points.get(i).loss - points.get(i - 1).loss;
                steepest = Math.max(steepest, Math.abs(step));
            }
            return steepest;
        }

        private Point at(int i) {
            return points.get(Math.max(0, Math.min(points.size() - 1, i)));
        }
    }

    private Stretch stretch(double from, double to, End end) {
        // Where only one size is allowed there is nothing to share out.
        double share = to > from ? (to - from) / (end.logSize - least) : 0;
        int strides =
                (int) Math.ceil(Math.max(PIECES, Math.max(FEWEST * share, (to - from) / STRIDE)));
        double stride = (to - from) / strides;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= strides; i++) {
            points.add(point(i == strides ? to : from + i * stride));
        }
        int lowest = lowest(points);
        boolean falls =
                (lowest == 0 && from == least && !leastIsMeant)
                        || (lowest == strides && to == end.logSize && !end.meant);
        return new Stretch(points, lowest, falls);
    }

    private Point within(Stretch stretch) {
        return within(
                stretch.at(stretch.lowest - 1).logSize, stretch.at(stretch.lowest + 1).logSize);
    }

    /** The first of the lowest, where losses that differ by their rounding alone are the same. */
    private static int lowest(List<Point> points) {
        double least = points.stream().mapToDouble(Point::loss).min().orElse(Double.NaN);
        int first = 0;
        while (points.get(first).loss > least + 2 * Math.ulp(least)) {
            first++;
        }
        return first;
    }

    private void requireBounded(End end) {
        if (end.logSize == Double.POSITIVE_INFINITY) {
            throw new NoPlanException(
                    "nothing limits the model size: give a limit on compute, time, money, energy,"
                            + " memory or size");
        }
        if (boundary.tightest(least) < 0) {
            throw new NoPlanException(
                    "nothing limits the training tokens: give a limit on compute, time, money,"
                            + " energy or tokens");
        }
    }

    /** Between two sizes: the best of all corners and of the minimum of each piece between them. */
    private Point within(double lower, double upper) {
        List<Double> cuts = new ArrayList<>(List.of(lower));
        for (int i = 0; i < SPLIT; i++) {
            split(
                    lower + (upper - lower) * i / SPLIT,
                    i + 1 == SPLIT ? upper : lower + (upper - lower) * (i + 1) / SPLIT,
                    cuts);
        }
        cuts.add(upper);

        // The least lies at a corner of two limits, or where the loss is flat along one of them.
        Point best = point(lower);
        for (int i = 0; i + 1 < cuts.size(); i++) {
            best = better(best, point(cuts.get(i + 1)));
            OptionalDouble minimum = minimum(cuts.get(i), cuts.get(i + 1));
            if (minimum.isPresent()) {
                best = better(best, point(minimum.getAsDouble()));
            }
        }
        return best;
    }

    private static Point better(Point one, Point other) {
        return other.loss < one.loss ? other : one;
    }

    /** Adds the sizes between two others at which the tightest limit changes. */
    private void split(double lower, double upper, List<Double> cuts) {
        int left = boundary.tightest(lower);
        int right = boundary.tightest(upper);
        if (left == right) {
            return;
        }
        double cut =
                Crossing.between(
                        log -> boundary.logTokens(left, log) - boundary.logTokens(right, log),
                        lower,
                        upper);
        cut = sharpened(left, right, lower, upper, cut);

        // A third limit that is tighter here has two corners of its own.
        int there = boundary.tightest(cut);
        boolean third =
                there != left
                        && there != right
                        && boundary.logTokens(there, cut) < boundary.logTokens(left, cut) - 1e-12;
        if (third && cut > lower && cut < upper) {
            split(lower, cut, cuts);
            split(cut, upper, cuts);
        } else {
            cuts.add(cut);
            cuts.add(Math.nextUp(cut));
        }
    }

    /**
     * The last size at which one limit is tighter than the other, to its last digit: where serving
     * takes nearly all of a limit the tokens that it leaves fall by far more than the size grows.
     */
    private double sharpened(int left, int right, double lower, double upper, double cut) {
        double from = Math.max(lower, cut - SAME);
        double to = Math.min(upper, cut + SAME);
        double middle = 0.5 * (from + to);
        while (from < middle && middle < to) {
            boolean before = boundary.logTokens(left, middle) <= boundary.logTokens(right, middle);
            from = before ? middle : from;
            to = before ? to : middle;
            middle = 0.5 * (from + to);
        }
        return from;
    }

    /**
     * The least minimum of a piece with one tightest limit, whose own curve goes on beyond both ends. A
     * pool of several sources has a kink wherever another one is used, and so more than one minimum.
     */
    private OptionalDouble minimum(double lower, double upper) {
        int limit = boundary.tightest(0.5 * (lower + upper));
        double right = Math.min(FeasibleBoundary.MOST_LOG, boundary.largest(limit));
        DoubleUnaryOperator along = log -> lossAt(log, boundary.logTokens(limit, log));
        if (!(upper - lower > SAME)) {
            return OptionalDouble.empty();
        }

        // A coarse scan, so that the search that follows finds the least of several minima.
        double step = (upper - lower) / PIECES;
        int lowest = 0;
        for (int i = 1; i <= PIECES; i++) {
            boolean less =
                    along.applyAsDouble(lower + i * step)
                            < along.applyAsDouble(lower + lowest * step);
            lowest = less ? i : lowest;
        }
        double from = lower + Math.max(0, lowest - 1) * step;
        double to = lowest + 1 >= PIECES ? upper : lower + (lowest + 1) * step;
        LineMinimum line = new LineMinimum(along, 0, right);
        boolean inside = lowest > 0 && lowest < PIECES;
        return inside ? OptionalDouble.of(line.inside(from, to)) : line.lowest(from, to);
    }

    /**
     * A best point that no corner holds, told more digits: where the slope along its limit is zero. The
     * slopes of the law and of the limit are taken apart, so that a limit that is steep here, as where
     * serving takes nearly all, leaves the digits alone.
     */
    Point polished(Point rough) {
        int limit = boundary.tightest(rough.logSize);
        double left = rough.logSize - AROUND;
        double right = rough.logSize + AROUND;
        if (left < least
                || right > end().logSize
                || boundary.tightest(left) != limit
                || boundary.tightest(right) != limit) {
            return rough;
        }
        double root = Root.ifAny(log -> slopeAlong(limit, log), left, right);
        Point fine = Double.isNaN(root) ? rough : point(root);
        return fine.loss <= rough.loss + 4 * Math.ulp(rough.loss) ? fine : rough;
    }

    /**
     * A point whose tokens a limit gives, with those that have a loss exactly: where serving takes
     * nearly all of a limit, what it leaves for training has few digits.
     */
    Point reaching(double target, Point near) {
        DoubleUnaryOperator above = log -> loss.at(near.logSize, log) - target;
        double root = Root.ifAny(above, near.logTokens - WITHIN, near.logTokens + WITHIN);
        return Double.isNaN(root) || Math.abs(near.loss - target) <= 4 * Math.ulp(target)
                ? near
                : new Point(near.logSize, root, loss.at(near.logSize, root));
    }

    private double slopeAlong(int limit, double logSize) {
        double logTokens = boundary.logTokens(limit, logSize);
        double bySize = CentralDifferences.surestSlope(log -> loss.at(log, logTokens), logSize);
        double byTokens = CentralDifferences.surestSlope(log -> loss.at(logSize, log), logTokens);
        FeasibleBoundary.Slopes use =
                boundary.slopes(
                        boundary.limits().get(limit).resource(),
                        Math.exp(logSize),
                        Math.exp(logTokens));
        return bySize - byTokens * use.bySize() / use.byTokens();
    }

    /** A sentence for a model and its tokens. */
    static String text(Point point) {
        return String.format(
                "%s parameters and %s tokens",
                Digits.four(Math.exp(point.logSize)), Digits.four(Math.exp(point.logTokens)));
    }
}
