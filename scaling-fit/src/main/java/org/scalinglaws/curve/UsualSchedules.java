package org.scalinglaws.curve;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.numeric.LineMinimum;

/** Cosine, linear and warm-up–stable–decay schedules, each with its numbers tuned by a law. */
record UsualSchedules(ToDoubleFunction<Schedule> finalLoss, double peak, int steps, int warmUp) {
    private static final double PRECISION = 1e-6;
    private static final int STARTS = 20;

    /** An exponential decay cannot end at zero. */
    private static final double LOWEST = 1e-4;

    List<BestSchedule.Usual> tuned() {
        return List.of(
                byEnd("cosine", end -> Schedule.cosine(peak, end, steps)),
                byEnd("linear", end -> Schedule.linear(peak, end, steps)),
                stable("stable, linear decay", Schedule.Shape.LINEAR),
                stable("stable, square-root decay", Schedule.Shape.SQUARE_ROOT),
                stable("stable, exponential decay", Schedule.Shape.EXPONENTIAL));
    }

    /** The end rate by Brent's method between grid points of its whole range. */
    private BestSchedule.Usual byEnd(String name, DoubleFunction<Schedule> schedule) {
        DoubleFunction<Schedule> warmed = end -> warmed(schedule.apply(end));
        double best = LOWEST;
        double least = Double.POSITIVE_INFINITY;
        for (double share = LOWEST; share <= 1; share = share < 0.5 ? 2 * share : share + 0.1) {
            double loss = finalLoss.applyAsDouble(warmed.apply(share * peak));
            if (loss < least) {
                least = loss;
                best = share;
            }
        }
        double share =
                LineMinimum.brent(
                        s -> finalLoss.applyAsDouble(warmed.apply(s * peak)),
                        Math.max(LOWEST, 0.5 * best),
                        Math.min(1, 2 * best),
                        PRECISION);
        Schedule tuned = warmed.apply(share * peak);
        Schedule grid = warmed.apply(best * peak);
        double loss = finalLoss.applyAsDouble(tuned);
        return loss < least
                ? new BestSchedule.Usual(name, tuned, loss)
                : new BestSchedule.Usual(name, grid, least);
    }

    private Schedule warmed(Schedule schedule) {
        return warmUp > 0 ? schedule.withWarmUp(warmUp) : schedule;
    }

    private BestSchedule.Usual stable(String name, Schedule.Shape shape) {
        return IntStream.range(1, STARTS)
                .map(part -> Math.max(1, (int) Math.round((double) steps * part / STARTS)))
                .mapToObj(
                        stable ->
                                byEnd(
                                        name,
                                        end ->
                                                Schedule.stableThenDecay(
                                                        peak, end, stable, steps - stable, shape)))
                .min(Comparator.comparingDouble(BestSchedule.Usual::loss))
                .orElseThrow();
    }
}
