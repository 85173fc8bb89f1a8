package org.scalinglaws.law.curve;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Decimal;

/**
 * The learning rate of every step of a training run. Schedules are put together from pieces:
 *
 * <pre>
 *   Schedule.cosine(3e-4, 3e-5, 21840).withWarmUp(2160)                      cosine
 *   Schedule.constant(3e-4, 8000).then(Schedule.constant(9e-5, 8000))        in stages
 *   Schedule.of(rates)                                                       whatever was logged</pre>
 *
 * <p>Steps are counted from 1; step 0 is the moment before the first. Immutable.
 */
public final class Schedule {
    /** How a rate goes from one value to another. */
    public enum Shape {
        /** In equal differences. */
        LINEAR {
            @Override
            double rate(double from, double to, double share) {
                return from + share * (to - from);
            }
        },
        /** Along half a cosine. */
        COSINE {
            @Override
            double rate(double from, double to, double share) {
                return to + 0.5 * (from - to) * (1 + Math.cos(Math.PI * share));
            }
        },
        /** In equal ratios; both ends must be positive. */
        EXPONENTIAL {
            @Override
            double rate(double from, double to, double share) {
                Decimal.positive("learning rate at the start of an exponential decay", from);
                Decimal.positive("learning rate at the end of an exponential decay", to);
                return Math.pow(from, 1 - share) * Math.pow(to, share);
            }
        },
        /** Along one minus the square root: fast at first. */
        SQUARE_ROOT {
            @Override
            double rate(double from, double to, double share) {
                return from + Math.sqrt(share) * (to - from);
            }
        };

        abstract double rate(double from, double to, double share);
    }

    /** Every step is kept: more would not fit into the memory of a small machine. */
    private static final int MOST_STEPS = 5_000_000;

    /** The rates of steps 0 to T; that of step 0 is what the first is compared with. */
    private final double[] rates;

    /** The sum of the rates up to each step; at step 0 that of the steps left out before. */
    private final double[] areas;

    /** The steps at which the rate differs from the step before. */
    private final int[] changes;

    private Schedule(double[] rates, double areaBefore) {
        this.rates = rates;
        this.areas = new double[rates.length];
        areas[0] = areaBefore;
        for (int step = 1; step < rates.length; step++) {
            areas[step] = areas[step - 1] + rates[step];
        }
        this.changes =
                IntStream.range(1, rates.length)
                        .filter(step -> rates[step] != rates[step - 1])
                        .toArray();
    }

    /**
     * Any rates, one for each step.
     *
     * @param rates zero or more each, one to five million of them
     * @return the schedule
     */
    public static Schedule of(double... rates) {
        requireNonNull(rates, "rates");
        requireSteps("a schedule", rates.length);
        double[] all = new double[rates.length + 1];
        for (int step = 1; step < all.length; step++) {
            all[step] = rates[step - 1];
            if (!(all[step] >= 0 && all[step] < Double.POSITIVE_INFINITY)) {
                Decimal.nonNegative("learning rate of step " + step, all[step]);
            }
        }
        all[0] = all[1];
        return new Schedule(all, 0);
    }

    /**
     * The same rate at every step.
     *
     * @param rate zero or more
     * @param steps how many, at least one
     * @return the schedule
     */
    public static Schedule constant(double rate, int steps) {
        return decay(Shape.LINEAR, rate, rate, steps);
    }

    /**
     * A straight line. As in every decay, the first step has the first rate, and the last rate is
     * that of the step after the last.
     *
     * @param from rate of the first step
     * @param to rate towards which it goes
     * @param steps how many, at least one
     * @return the schedule
     */
    public static Schedule linear(double from, double to, int steps) {
        return decay(Shape.LINEAR, from, to, steps);
    }

    /**
     * Half a cosine.
     *
     * @param from rate of the first step
     * @param to rate towards which it goes
     * @param steps how many, at least one
     * @return the schedule
     */
    public static Schedule cosine(double from, double to, int steps) {
        return decay(Shape.COSINE, from, to, steps);
    }

    /**
     * A stable rate that decays at the end; with {@link #withWarmUp} it is a WSD schedule.
     *
     * @param peak rate of the stable steps
     * @param end rate towards which it decays
     * @param stable how many steps are stable, at least one
     * @param decaying how many steps decay, at least one
     * @param shape how
     * @return the schedule
     */
    public static Schedule stableThenDecay(
            double peak, double end, int stable, int decaying, Shape shape) {
        return constant(peak, stable).then(decay(shape, peak, end, decaying));
    }

    /**
     * A rate that goes from one value to another: step i of n has the rate at the share (i - 1) / n
     * of the way.
     *
     * @param shape how
     * @param from rate of the first step
     * @param to rate towards which it goes
     * @param steps how many, at least one
     * @return the schedule
     */
    public static Schedule decay(Shape shape, double from, double to, int steps) {
        requireNonNull(shape, "shape");
        Decimal.nonNegative("learning rate at the start", from);
        Decimal.nonNegative("learning rate at the end", to);
        double[] rates = new double[requireSteps("a schedule", steps)];
        Arrays.setAll(rates, i -> shape.rate(from, to, (double) i / steps));
        return of(rates);
    }

    private static int requireSteps(String what, int steps) {
        if (steps > 0 && steps <= MOST_STEPS) {
            return steps;
        }
        String rule = steps > 0 ? " has at most " + MOST_STEPS : " needs one or more";
        throw new IllegalArgumentException(what + rule + " steps, got " + steps);
    }

    /**
     * This schedule and another after it.
     *
     * @param next what follows
     * @return a new schedule
     */
    public Schedule then(Schedule next) {
        requireNonNull(next, "next");
        requireSteps("a schedule", rates.length - 1 + next.steps());
        double[] both = Arrays.copyOf(rates, rates.length + next.steps());
        System.arraycopy(next.rates, 1, both, rates.length, next.steps());
        return new Schedule(both, areas[0]);
    }

    /**
     * This schedule after a linear warm-up to its first rate: warm-up step i of n has the share i / n
     * of it.
     *
     * @param steps how many steps to add in front, at least one
     * @return a new schedule
     */
    public Schedule withWarmUp(int steps) {
        double[] ramp = new double[requireSteps("a warm-up", steps)];
        Arrays.setAll(ramp, i -> rates[1] * (i + 1) / steps);
        return of(ramp).then(this);
    }

    /**
     * The steps after some; their area is kept, and steps count from 1 again. It leaves a warm-up out
     * of the changes of rate but not out of the area.
     *
     * @param steps how many to leave out, fewer than there are
     * @return a new schedule
     */
    public Schedule after(int steps) {
        if (steps < 0 || steps >= steps()) {
            throw new IllegalArgumentException(
                    String.format(
                            "steps to leave out must be from 0 to %d, got %d", steps() - 1, steps));
        }
        return new Schedule(Arrays.copyOfRange(rates, steps, rates.length), areas[steps]);
    }

    /**
     * How many steps there are.
     *
     * @return T, at least one
     */
    public int steps() {
        return rates.length - 1;
    }

    /**
     * The learning rate of a step.
     *
     * @param step from 0 to T; at 0 the rate of the step left out before the first, or else of the
     *     first
     * @return the rate
     */
    public double rate(int step) {
        return rates[checked(step)];
    }

    /** The greatest rate. */
    double peak() {
        return Arrays.stream(rates).max().orElseThrow();
    }

    /**
     * The sum of the rates of all steps up to one: S1, with what was left out before the first.
     *
     * @param step from 0 to T
     * @return learning rate times steps
     */
    public double area(int step) {
        return areas[checked(step)];
    }

    /**
     * How far the rate has been annealed, with a momentum: S2.
     *
     * <pre>  S2 = sum of m(i) up to the step      m(i) = momentum m(i-1) + rate(i-1) - rate(i)</pre>
     *
     * @param step from 0 to T
     * @param momentum lambda: from 0 up to, not including, 1
     * @return learning rate times steps; negative where the rate rose
     */
    public double annealing(int step, double momentum) {
        checked(step);
        requireMomentum(momentum);
        double m = 0;
        double sum = 0;
        for (int i = 1; i <= step; i++) {
            m = momentum * m + (rates[i - 1] - rates[i]);
            sum += m;
        }
        return sum;
    }

    static double requireMomentum(double momentum) {
        if (momentum >= 0 && momentum < 1) {
            return momentum;
        }
        throw new IllegalArgumentException(
                "momentum lambda must be from 0 up to 1, not including 1, got "
                        + Decimal.format(momentum));
    }

    private int checked(int step) {
        if (step >= 0 && step < rates.length) {
            return step;
        }
        throw new IllegalArgumentException(
                String.format("step must be from 0 to %d, got %d", steps(), step));
    }

    /** The steps at which the rate differs from the step before, ascending. */
    int[] changes() {
        return changes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule that
                && that.areas[0] == areas[0]
                && Arrays.equals(that.rates, rates);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rates) + Double.hashCode(areas[0]);
    }

    /**
     * Writes how many steps there are, and the first, the greatest and the last rate, exactly.
     *
     * @return such as {@code 24000 steps, learning rate from 3e-4 to 3.1e-5, at most 3e-4}
     */
    @Override
    public String toString() {
        String text =
                String.format(
                        "%d steps, learning rate from %s to %s, at most %s",
                        steps(),
                        Decimal.format(rates[1]),
                        Decimal.format(rates[steps()]),
                        Decimal.format(Arrays.stream(rates).skip(1).max().orElseThrow()));
        return areas[0] == 0 ? text : text + ", after an area of " + Decimal.format(areas[0]);
    }
}
