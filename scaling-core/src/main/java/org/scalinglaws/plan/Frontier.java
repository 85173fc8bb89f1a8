package org.scalinglaws.plan;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.scalinglaws.quantity.Loss;

/** Numbers along the compute-optimal frontier of any law, over ln C. */
final class Frontier {
    /** Nobody plans for more FLOP. */
    static final double MOST_FLOPS = 1e60;

    /** Nobody plans for fewer. */
    static final double LEAST_FLOPS = 1e3;

    private static final double STEP = 1.0 / 3;
    private static final double STRIDE = Math.log(1e3);
    private static final double RELATIVE = 1e-15;
    private static final double ABSOLUTE = 1e-13;
    private static final int PATIENCE = 200;

    private Frontier() {}

    /** d f / d ln C. */
    static double slope(DoubleUnaryOperator ofLogFlops, double flops) {
        return Stencil.slope(ofLogFlops, Math.log(flops), STEP);
    }

    /** The exponent of a difference that shrinks as a power of C: -f'' / f' in ln C. */
    static double decay(DoubleUnaryOperator ofLogFlops, double flops) {
        Stencil at = Stencil.of(ofLogFlops, Math.log(flops), STEP);
        return -at.bend() / at.slope();
    }

    /**
     * Where a number that rises with ln C becomes zero, sought from a first guess outwards.
     *
     * @param rising the number at ln C
     * @param guess a C
     * @return ln C, or nothing when there is no such C up to the most or down to the least FLOP
     */
    static OptionalDouble root(DoubleUnaryOperator rising, double guess) {
        double bottom = Math.log(LEAST_FLOPS);
        double top = Math.log(MOST_FLOPS);
        double lower = Math.min(top, Math.max(bottom, Math.log(guess)));
        double upper = lower;
        double there = rising.applyAsDouble(lower);
        if (there < 0) {
            while (!(rising.applyAsDouble(upper) >= 0)) {
                if (upper >= top) {
                    return OptionalDouble.empty();
                }
                lower = upper;
                upper = Math.min(top, upper + STRIDE);
            }
        } else {
            while (!(rising.applyAsDouble(lower) < 0)) {
                if (lower <= bottom) {
                    return OptionalDouble.empty();
                }
                upper = lower;
                lower = Math.max(bottom, lower - STRIDE);
            }
        }
        return OptionalDouble.of(between(rising, lower, upper));
    }

    /**
     * The C at which a number that rises with ln C becomes zero.
     *
     * @param rising the number at ln C
     * @param guess a C
     * @param what what would be optimal there, for the message
     * @return C, FLOP
     */
    static double flopsWhere(DoubleUnaryOperator rising, double guess, String what) {
        String message = "no budget makes " + what + " compute-optimal";
        OptionalDouble log;
        try {
            log = root(rising, guess);
        } catch (NoPlanException none) {
            throw because(message, none);
        }
        return Math.exp(log.orElseThrow(() -> new NoPlanException(message)));
    }

    /** The least C that has a loss, where the loss of a plan falls with ln C. */
    static double flopsFor(DoubleUnaryOperator lossAt, Loss target) {
        Seen seen = new Seen();
        DoubleUnaryOperator rising = log -> target.nats() - seen.noting(log, lossAt);
        OptionalDouble log;
        try {
            log = root(rising, 1e21);
        } catch (NoPlanException none) {
            if (seen.isEmpty()) {
                throw none;
            }
            throw because(seen.beyond(target), none);
        }
        return Math.exp(log.orElseThrow(() -> new NoPlanException(seen.beyond(target))));
    }

    private static NoPlanException because(String message, NoPlanException reason) {
        NoPlanException none = new NoPlanException(message);
        none.initCause(reason);
        return none;
    }

    /** The least and the greatest loss that a search has seen. */
    private static final class Seen {
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;

        double noting(double logFlops, DoubleUnaryOperator lossAt) {
            double loss = lossAt.applyAsDouble(logFlops);
            least = Math.min(least, loss);
            greatest = Math.max(greatest, loss);
            return loss;
        }

        boolean isEmpty() {
            return least > greatest;
        }

        String beyond(Loss target) {
            return target.nats() < least
                    ? String.format(
                            "no budget reaches a loss of %s: the least seen is %s",
                            target, Loss.nats(least))
                    : String.format(
                            "no budget is as poor as a loss of %s: the greatest seen is %s",
                            target, Loss.nats(greatest));
        }
    }

    /**
     * The root of a function that changes its sign between two points: by Brent's method, and by
     * bisection where a jump or rounding keeps it from an end.
     */
    static double between(DoubleUnaryOperator function, double lower, double upper) {
        try {
            return new BracketingNthOrderBrentSolver(RELATIVE, ABSOLUTE, Double.MIN_NORMAL, 5)
                    .solve(PATIENCE, function::applyAsDouble, lower, upper);
        } catch (NoBracketingException beyond) {
            NoPlanException none =
                    new NoPlanException(
                            "the law or the limits lead to numbers beyond those that can be"
                                    + " reckoned with");
            none.initCause(beyond);
            throw none;
        } catch (TooManyEvaluationsException rough) {
            return new BisectionSolver(RELATIVE, ABSOLUTE)
                    .solve(PATIENCE, function::applyAsDouble, lower, upper);
        }
    }
}
