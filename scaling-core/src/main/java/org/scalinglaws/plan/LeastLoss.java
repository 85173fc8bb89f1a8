package org.scalinglaws.plan;

/** The size of least loss on an IsoFLOP curve, for any law. */
final class LeastLoss {
    private static final int SCAN = 400;
    private static final int COARSE = 4;

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
     * lowest, and narrows down. Losses that no longer differ in their digits tie, and a tie that
     * reaches an edge is no least value.
     */
    private double search() {
        if (!(most > 0)) {
            throw none();
        }
        Lowest coarse = lowest(0, SCAN, COARSE);
        Lowest fine =
                lowest(Math.max(0, coarse.first - COARSE), Math.min(SCAN, coarse.last + COARSE), 1);
        if (fine.first == 0 || fine.last == SCAN) {
            throw none();
        }
        double lower = at(fine.first - 1);
        double upper = at(fine.last + 1);
        Valley valley = new Valley(this::loss, 0, most);
        return Math.exp(
                valley.rootOfSlope(lower, upper, fine.loss)
                        .orElseGet(() -> valley.leastValue(lower, upper, at(fine.first))));
    }

    private NoPlanException none() {
        return new NoPlanException(
                "the loss has no least value between one parameter and one token at "
                        + curve.budget()
                        + " FLOP");
    }

    /** Where the lowest loss of a scan was seen first and last. */
    private record Lowest(int first, int last, double loss) {}

    private Lowest lowest(int from, int to, int by) {
        int first = from;
        int last = from;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = from; i <= to; i += by) {
            double loss = loss(at(i));
            if (loss < lowest) {
                first = i;
            }
            if (loss <= lowest) {
                lowest = loss;
                last = i;
            }
        }
        return new Lowest(first, last, lowest);
    }

    private double at(int i) {
        return i * (most / SCAN);
    }
}
