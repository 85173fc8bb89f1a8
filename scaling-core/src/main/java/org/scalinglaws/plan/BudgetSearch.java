package org.scalinglaws.plan;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;

/**
 * Root finding over ln C: a bracket that is walked outwards from a first guess, and Brent's method
 * within it.
 */
final class BudgetSearch {
    /** Nobody plans for more FLOP. */
    static final double MOST_FLOPS = 1e60;

    /** Nobody plans for fewer. */
    static final double LEAST_FLOPS = 1e3;

    private static final double STRIDE = Math.log(1e3);

    /** Where the search for a loss begins. */
    private static final double GUESS = 1e21;

    private BudgetSearch() {}

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

        // The sign at the guess tells on which side the root is.
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
        return OptionalDouble.of(Crossing.between(rising, lower, upper));
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
            log = root(rising, GUESS);
        } catch (NoPlanException none) {
            if (seen.isEmpty()) {
                throw none;
            }
            throw because(seen.beyond(target), none);
        }
        return Math.exp(log.orElseThrow(() -> new NoPlanException(seen.beyond(target))));
    }

    /** The budget of a ln C. */
    static Compute budget(double logFlops) {
        return Compute.flops(Math.exp(logFlops));
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
}
