package org.scalinglaws.plan;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The size of least loss on an IsoFLOP curve, for any law.
 *
 * <p>Values near a minimum hardly differ, so that the least of them tells ln N to 1e-8 at best. The
 * root of the slope tells it to about 1e-12. Where the curve is too rough for a slope, such as at a
 * kink, the least value has to do.
 */
final class LeastLoss {
    private static final int SCAN = 400;
    private static final int COARSE = 4;
    private static final double WIDEST = 1.0 / 3;
    private static final int HALVINGS = 6;

    private final IsoFlopCurve curve;
    private final double most;

    private LeastLoss(IsoFlopCurve curve) {
        this.curve = curve;
        this.most = Math.log(curve.budget().flops() / 6);
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
        Lowest coarse = lowest(0, SCAN, COARSE);
        Lowest fine =
                lowest(Math.max(0, coarse.first - COARSE), Math.min(SCAN, coarse.last + COARSE), 1);
        if (!(most > 0) || fine.first == 0 || fine.last == SCAN) {
            throw new NoPlanException(
                    "the loss has no least value between one parameter and one token at "
                            + curve.budget()
                            + " FLOP");
        }
        double lower = at(fine.first - 1);
        double upper = at(fine.last + 1);
        double logSize =
                rootOfSlope(lower, upper, fine.loss)
                        .orElseGet(() -> leastValue(lower, upper, at(fine.first)));
        return Math.exp(logSize);
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

    /** The root of the slope by the widest step at which the slope can be believed. */
    private OptionalDouble rootOfSlope(double lower, double upper, double lowest) {
        double room = Math.min(lower, most - upper) / Stencil.REACH;
        double step = Math.min(WIDEST, room);
        for (int i = 0; i < HALVINGS && step > 0; i++, step /= 2) {
            double width = step;
            DoubleUnaryOperator slope = log -> Stencil.slope(this::loss, log, width);
            double root = root(slope, lower, upper);
            if (believed(Stencil.of(this::loss, root, width), lowest)
                    && loss(root) <= lowest + 4 * Math.ulp(lowest)) {
                return OptionalDouble.of(root);
            }
        }
        return OptionalDouble.empty();
    }

    private static double root(DoubleUnaryOperator slope, double lower, double upper) {
        try {
            return new BracketingNthOrderBrentSolver(1e-15, 1e-13, Double.MIN_NORMAL, 5)
                    .solve(1000, slope::applyAsDouble, lower, upper);
        } catch (NoBracketingException sameSign) {
            return Double.NaN;
        }
    }

    /** The doubt is the rounding of losses, or moves ln N by less than 1e-9 with two points less. */
    private static boolean believed(Stencil at, double loss) {
        return at.bend() > 0 && at.doubt() <= 64 * Math.ulp(loss) + 1e-9 * at.bend();
    }

    private double leastValue(double lower, double upper, double start) {
        return new BrentOptimizer(1e-12, 1e-12)
                .optimize(
                        new MaxEval(1000),
                        GoalType.MINIMIZE,
                        new SearchInterval(lower, upper, start),
                        new UnivariateObjectiveFunction(this::loss))
                .getPoint();
    }
}
