package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/**
 * The learning-rate schedule of the least final loss by a law of loss curves, for a number of steps, a
 * peak and a warm-up. It begins at the best of the usual schedules, moves the rates at knots by a
 * coordinate search, then in turn by random changes and by parabolas over bumps of all widths, until a
 * round gains less than 1e-10 of the loss or twelve are done (two in a long run).
 *
 * <pre>
 *   BestSchedule.of(law::finalLoss, 3e-4, 24_000, 2160).shape()</pre>
 *
 * <p>After the warm-up the rate does not rise again. {@link #ofAnyShape} lets it, and the multi-power law
 * promises more by rates that go to zero and come back: at 240 steps 2.1 to 4.1 % less loss under its
 * three published laws. No schedule that those were fitted to did so; do not believe it untried. It is as
 * good as the law: one that was fitted to some schedules knows little of others.
 *
 * <p>The time is that of the law's sums. With a multi-power law 240 steps took a second of one processor,
 * 24,000 eleven.
 *
 * @param schedule the rates
 * @param loss its final loss by the law
 * @param peak no rate is above it
 * @param warmUp how many steps the rate rises
 * @param usual cosine, linear and warm-up–stable–decay, each with its end and start of decay tuned
 * @see <a href="https://arxiv.org/abs/2503.12811">Luo et al. (2025), who minimise the final loss of their
 *     law over schedules</a>
 */
public record BestSchedule(
        Schedule schedule, double loss, double peak, int warmUp, List<Usual> usual) {
    private static final int ROWS = 10;

    /** A longer training is refused: give it in coarser steps. */
    private static final int MOST_STEPS = 100_000;

    /**
     * A usual schedule at its best.
     *
     * @param name such as {@code cosine}
     * @param schedule its rates
     * @param loss its final loss by the law
     */
    public record Usual(String name, Schedule schedule, double loss) {
        /** Refuses a loss that is no number. */
        public Usual {
            requireNonNull(name, "name");
            requireNonNull(schedule, "schedule");
            Decimal.finite("final loss of " + name, loss);
        }
    }

    /** Copies the list. */
    public BestSchedule {
        requireNonNull(schedule, "schedule");
        Decimal.finite("final loss", loss);
        Decimal.positive("peak learning rate", peak);
        Require.count("steps of warm-up", warmUp, 0, schedule.steps());
        usual = List.copyOf(Require.noNull("usual", usual));
    }

    /**
     * Searches among schedules whose rate does not rise again after the warm-up.
     *
     * @param finalLoss the law: the loss at the end of a schedule
     * @param peak the greatest rate
     * @param steps of the whole run, twenty or more after the warm-up
     * @param warmUp how many of them the rate rises from zero to the peak; may be none
     * @return the best that was found, no worse than any of the usual ones
     */
    public static BestSchedule of(
            ToDoubleFunction<Schedule> finalLoss, double peak, int steps, int warmUp) {
        return search(finalLoss, peak, steps, warmUp, true);
    }

    /**
     * Searches among all schedules below the peak, also such as fall and rise again.
     *
     * @param finalLoss the law: the loss at the end of a schedule
     * @param peak the greatest rate
     * @param steps of the whole run, twenty or more after the warm-up
     * @param warmUp how many of them the rate rises from zero to the peak; may be none
     * @return the best that was found, no worse than any of the usual ones
     */
    public static BestSchedule ofAnyShape(
            ToDoubleFunction<Schedule> finalLoss, double peak, int steps, int warmUp) {
        return search(finalLoss, peak, steps, warmUp, false);
    }

    private static BestSchedule search(
            ToDoubleFunction<Schedule> finalLoss,
            double peak,
            int steps,
            int warmUp,
            boolean falling) {
        requireNonNull(finalLoss, "finalLoss");
        Decimal.positive("peak learning rate", peak);
        Require.count("steps of warm-up", warmUp, 0, Integer.MAX_VALUE);
        Require.count("steps", steps, 0, MOST_STEPS);
        Require.count("steps after the warm-up", steps - warmUp, 20, MOST_STEPS);
        UsualSchedules usual = new UsualSchedules(finalLoss, peak, steps - warmUp, warmUp);
        List<Usual> tuned = usual.tuned();
        Usual begin = tuned.stream().min(Comparator.comparingDouble(Usual::loss)).orElseThrow();
        ScheduleSearch search =
                new ScheduleSearch(finalLoss, peak, warmUp, falling, begin.schedule());
        return new BestSchedule(search.best(), search.loss(), peak, warmUp, tuned);
    }

    /**
     * What it looks like: the rate at every tenth of the steps after the warm-up.
     *
     * @return rows of steps and rates, the rate also as a share of the peak
     */
    public TextTable shape() {
        TextTable table = TextTable.of("  %8s %12s %10s").row("step", "rate", "of peak");
        int steps = schedule.steps();
        for (int row = 0; row <= ROWS; row++) {
            int step = Math.max(1, warmUp + (int) Math.round((steps - warmUp) * row / 10.0));
            double rate = schedule.rate(step);
            table =
                    table.row(
                            Integer.toString(step),
                            Digits.three(rate),
                            Digits.two(100 * rate / peak) + " %");
        }
        return table;
    }

    /**
     * The final losses, the best first.
     *
     * @return a row for this schedule and each of the usual ones
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-24s %12s %12s").row("schedule", "final loss", "last rate");
        table = table.row("best", Digits.six(loss), Digits.three(last(schedule)));
        List<Usual> sorted =
                usual.stream().sorted(Comparator.comparingDouble(Usual::loss)).toList();
        for (Usual each : sorted) {
            table =
                    table.row(
                            each.name(),
                            Digits.six(each.loss()),
                            Digits.three(last(each.schedule())));
        }
        return table;
    }

    private static double last(Schedule schedule) {
        return schedule.rate(schedule.steps());
    }

    /** {@return the table of losses and the shape} */
    @Override
    public String toString() {
        return table().text() + "\n" + shape().text();
    }
}
