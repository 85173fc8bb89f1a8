package org.scalinglaws.plan;

import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.quantity.Digits;

/**
 * The size of least loss on an IsoFLOP curve, for any law: a grid search over ln N with refinement,
 * and the minimum of one variable at its end.
 */
final class LeastLoss {
    private static final int SCAN = 400;
    private static final int COARSE = 4;

    /** So many strides of one loss are a plain and no minimum. */
    private static final int WIDE = 16;

    /** Units in the last place that a law may be off by its own arithmetic. */
    private static final double ROUNDING = 32;

    private final IsoFlopCurve curve;
    private final double most;

    private LeastLoss(IsoFlopCurve curve) {
        this.curve = curve;
        this.most = Math.log(curve.largestSize());
    }

    /** N of least loss between one parameter and one token. */
    static double size(IsoFlopCurve curve) {
        return new LeastLoss(curve).search();
    }

    private double loss(double logSize) {
        return curve.loss(Math.exp(logSize));
    }

    /**
     * Looks over all sizes from one parameter to one token, coarsely and then finely around the
     * lowest, and narrows down. Losses that differ by their rounding alone tie. A tie that reaches an
     * edge is no least value, and neither is one of many sizes.
     */
    private double search() {
        if (!(most > 0)) {
            throw none();
        }
        Lowest coarse = lowest(0, SCAN, COARSE);

        boolean all = coarse.first == 0 && coarse.last == SCAN;
        boolean inside = coarse.first > 0 && coarse.last < SCAN;
        if (all || (inside && coarse.last - coarse.first >= WIDE)) {
            throw flat(coarse);
        }
        Lowest fine =
                lowest(Math.max(0, coarse.first - COARSE), Math.min(SCAN, coarse.last + COARSE), 1);
        if (fine.first == 0 || fine.last == SCAN) {
            throw none();
        }

        // Beside the lowest of the fine scan the loss rises on both sides: a bracket of one
        // minimum.
        double lower = at(fine.first - 1);
        double upper = at(fine.last + 1);
        LineMinimum minimum = new LineMinimum(this::loss, 0, most);
        return Math.exp(
                minimum.rootOfSlope(lower, upper, fine.loss)
                        .orElseGet(() -> minimum.leastValue(lower, upper, at(fine.first))));
    }

    private NoPlanException none() {
        return new NoPlanException(
                "the loss has no least value between one parameter and one token at "
                        + curve.budget()
                        + " FLOP");
    }

    private NoPlanException flat(Lowest tie) {
        String loss = Digits.five(tie.loss) + " nats";
        String budget = curve.budget() + " FLOP";
        return new NoPlanException(
                tie.first == 0 && tie.last == SCAN
                        ? String.format(
                                "every size is as good at %s, as by a law of compute alone: the loss"
                                        + " is %s for each",
                                budget, loss)
                        : String.format(
                                "at %s the loss is %s for every size from %s to %s parameters, so"
                                        + " that none is best",
                                budget,
                                loss,
                                Digits.three(Math.exp(at(tie.first))),
                                Digits.three(Math.exp(at(tie.last)))));
    }

    /** Where the lowest loss of a scan was seen first and last. */
    private record Lowest(int first, int last, double loss) {}

    private Lowest lowest(int from, int to, int by) {
        double[] losses = new double[SCAN + 1];
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i <= to; i += by) {
            losses[i] = loss(at(i));
            least = Math.min(least, losses[i]);
        }

        // Losses that differ by their rounding alone tie.
        double same = least + ROUNDING * Math.ulp(least);
        int first = from;
        while (!(losses[first] <= same) && first + by <= to) {
            first += by;
        }
        int last = to - (to - from) % by;
        while (!(losses[last] <= same) && last > first) {
            last -= by;
        }
        return new Lowest(first, last, least);
    }

    private double at(int i) {
        return i * (most / SCAN);
    }
}
