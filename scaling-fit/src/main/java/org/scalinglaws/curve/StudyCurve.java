package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/**
 * The training curve of a model of some size under a known schedule.
 *
 * @param parameters N
 * @param schedule the learning rate of every step, at least up to the last checkpoint
 * @param curve losses by step; those after step 0 stand at whole steps
 */
public record StudyCurve(double parameters, Schedule schedule, Curve curve) {
    private static final int MOST_STEPS = 5_000_000;
    private static final List<String> RATES = List.of("lr", "learning_rate", "rate");

    /** Refuses a checkpoint after the end of the schedule. */
    public StudyCurve {
        Decimal.positive("parameters", parameters);
        requireNonNull(schedule, "schedule");
        requireNonNull(curve, "curve");
        for (Point point : curve.points()) {
            if (!(point.step() <= schedule.steps() && point.step() == Math.rint(point.step()))) {
                throw new DataException(
                        String.format(
                                "%s: a checkpoint must stand at a whole step up to %d, the last of"
                                        + " the schedule, got %s",
                                curve.name(), schedule.steps(), Decimal.format(point.step())));
            }
        }
    }

    /**
     * A curve that logged its learning rates: between checkpoints they go in a straight line, before the
     * first they are as there.
     *
     * @param parameters N
     * @param curve every checkpoint with a learning rate
     * @return the curve with its schedule
     * @throws DataException when a learning rate is missing
     */
    public static StudyCurve of(double parameters, Curve curve) {
        requireNonNull(curve, "curve");
        double[] steps = curve.steps();
        double[] logged = curve.learningRates();
        if (Arrays.stream(logged).anyMatch(Double::isNaN)) {
            throw new DataException(curve.name() + ": every checkpoint needs a learning rate");
        }
        double last = steps[steps.length - 1];
        if (!(last >= 1 && last <= MOST_STEPS)) {
            throw new DataException(
                    String.format(
                            "%s: the last step must be from 1 to %d, got %s",
                            curve.name(), MOST_STEPS, Decimal.format(last)));
        }
        double[] rates = new double[(int) last];
        int after = 0;
        for (int step = 1; step <= rates.length; step++) {
            while (after < steps.length - 1 && steps[after] < step) {
                after++;
            }
            double from = after == 0 ? steps[0] - 1 : steps[after - 1];
            double share = after == 0 ? 1 : (step - from) / (steps[after] - from);
            double before = logged[Math.max(0, after - 1)];
            rates[step - 1] = before + Math.min(1, share) * (logged[after] - before);
        }
        return new StudyCurve(parameters, Schedule.of(rates), curve);
    }

    /**
     * All curves of a table with a row for each checkpoint, and columns params, step and lr (or
     * learning_rate).
     *
     * @param checkpoints in any order
     * @param column tells the curves apart
     * @return a curve for each of its values
     * @throws DataException when a column is missing, a curve has two sizes or a step stands twice
     */
    public static List<StudyCurve> all(Dataset checkpoints, String column) {
        requireNonNull(checkpoints, "checkpoints");
        requireNonNull(column, "column");
        String rate =
                RATES.stream()
                        .filter(
                                name ->
                                        checkpoints.factors().stream()
                                                .anyMatch(factor -> factor.name().equals(name)))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new DataException(
                                                checkpoints.name()
                                                        + " has no column lr or learning_rate"));
        List<StudyCurve> curves = new ArrayList<>();
        checkpoints
                .groupBy(column)
                .forEach((name, rows) -> curves.add(of(size(name, rows), curve(name, rows, rate))));
        return List.copyOf(curves);
    }

    private static double size(String name, Dataset rows) {
        double[] sizes = rows.column(Factor.PARAMETERS);
        for (double size : sizes) {
            if (size != sizes[0]) {
                throw new DataException(
                        String.format(
                                "%s: a curve is of one size, got params %s and %s",
                                name, Decimal.format(sizes[0]), Decimal.format(size)));
            }
        }
        return sizes[0];
    }

    private static Curve curve(String name, Dataset rows, String rate) {
        double[] steps = rows.column("step");
        double[] rates = rows.column(rate);
        double[] losses = rows.losses();
        return new Curve(
                name,
                IntStream.range(0, steps.length)
                        .mapToObj(i -> Point.of(steps[i], losses[i]).withLearningRate(rates[i]))
                        .sorted(Comparator.comparingDouble(Point::step))
                        .toList());
    }

    /** How many steps the rate rises at first. */
    static int warmUp(Schedule schedule) {
        int step = 1;
        while (step < schedule.steps() && schedule.rate(step + 1) > schedule.rate(step)) {
            step++;
        }
        return step == 1 || step == schedule.steps() ? 0 : step;
    }

    /**
     * The checkpoints that a law is fitted to.
     *
     * @return those after the rise of the rate whose loss is a number
     */
    public List<Point> afterWarmUp() {
        int first = warmUp(schedule) + 1;
        return curve.points().stream()
                .filter(point -> point.step() >= first && !point.isDiverged())
                .toList();
    }

    /** So many of them at most, evenly spread, the last among them. */
    List<Point> chosen(int most) {
        List<Point> usable = afterWarmUp();
        return usable.size() <= most
                ? usable
                : IntStream.rangeClosed(1, most)
                        .mapToObj(i -> usable.get((int) ((long) i * usable.size() / most) - 1))
                        .toList();
    }
}
