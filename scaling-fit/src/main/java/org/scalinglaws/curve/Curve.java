package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/**
 * The loss of one training run as it goes on. Steps rise; a loss that is no number stays, as it says
 * that training diverged.
 *
 * @param name what messages call it, such as the name of its file
 * @param points its checkpoints, one or more
 */
public record Curve(String name, List<Point> points) {
    /** Refuses no checkpoints, and steps that do not rise. */
    public Curve {
        requireNonNull(name, "name");
        Require.noNull("points", points);
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new DataException(name + ": a training curve needs one or more checkpoints");
        }
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i).step() > points.get(i - 1).step())) {
                throw new DataException(
                        String.format(
                                "checkpoint %d of %s: %s",
                                i + 1,
                                name,
                                goesBack(points.get(i - 1).step(), points.get(i).step())));
            }
        }
    }

    /** The sentence about a step that does not lie after the one before. */
    static String goesBack(double before, double step) {
        return String.format(
                "step must be greater than %s of the checkpoint before, got %s",
                Decimal.format(before), Decimal.format(step));
    }

    /**
     * A curve of losses.
     *
     * @param steps rising
     * @param losses one for each step
     * @return the curve
     */
    public static Curve of(double[] steps, double[] losses) {
        requireNonNull(steps, "steps");
        Require.length("losses", requireNonNull(losses, "losses"), steps.length);
        return new Curve(
                "curve",
                IntStream.range(0, steps.length)
                        .mapToObj(i -> Point.of(steps[i], losses[i]))
                        .toList());
    }

    /**
     * Reads a file with a header. Columns are step (or tokens, epoch, iteration), loss (or
     * train_loss), and where they are known val_loss, accuracy and learning_rate; others are left
     * out. Accuracies are shares, or have a percent sign.
     *
     * @param path where it stands
     * @return the curve
     * @throws DataException when a cell is no number or a step goes back, with file and line
     */
    public static Curve readCsv(Path path) {
        return CurveCsv.read(requireNonNull(path, "path"));
    }

    /**
     * Reads a text with a header, as {@link #readCsv(Path)} does.
     *
     * @param name what messages call it
     * @param reader which is left open
     * @return the curve
     * @throws DataException when a cell is no number or a step goes back, with name and line
     */
    public static Curve readCsv(String name, Reader reader) {
        return CurveCsv.read(requireNonNull(name, "name"), requireNonNull(reader, "reader"));
    }

    /**
     * How many checkpoints there are.
     *
     * @return one or more
     */
    public int size() {
        return points.size();
    }

    /**
     * The newest checkpoint.
     *
     * @return the one with the greatest step
     */
    public Point last() {
        return points.get(points.size() - 1);
    }

    /**
     * Where the checkpoints stand.
     *
     * @return steps, rising
     */
    public double[] steps() {
        return column(Point::step);
    }

    /**
     * The losses on the training data.
     *
     * @return one for each step; NaN or infinite where training diverged
     */
    public double[] losses() {
        return column(Point::loss);
    }

    /**
     * The losses on data held out.
     *
     * @return one for each step; NaN where none was logged
     */
    public double[] validationLosses() {
        return known(Point::validationLoss);
    }

    /**
     * The accuracies.
     *
     * @return one for each step; NaN where none was logged
     */
    public double[] accuracies() {
        return known(Point::accuracy);
    }

    /**
     * The learning rates.
     *
     * @return one for each step; NaN where none was logged
     */
    public double[] learningRates() {
        return known(Point::learningRate);
    }

    /** The newest rate that was logged as a share of the greatest; none where no rate was logged. */
    OptionalDouble rateLeft() {
        double[] logged = Arrays.stream(learningRates()).filter(Double::isFinite).toArray();
        double greatest = Arrays.stream(logged).max().orElse(0);
        return greatest > 0
                ? OptionalDouble.of(logged[logged.length - 1] / greatest)
                : OptionalDouble.empty();
    }

    private double[] known(Function<Point, OptionalDouble> of) {
        return column(point -> of.apply(point).orElse(Double.NaN));
    }

    private double[] column(ToDoubleFunction<Point> of) {
        return points.stream().mapToDouble(of).toArray();
    }

    /**
     * The curve as it stood at a step.
     *
     * @param step the last that is kept
     * @return a new curve
     * @throws DataException when no checkpoint lies so early
     */
    public Curve upTo(double step) {
        return new Curve(name, points.stream().filter(point -> point.step() <= step).toList());
    }

    /**
     * The curve of another quantity in place of the loss, at the checkpoints that logged it.
     *
     * @param of such as {@code Point::validationLoss}
     * @return a new curve
     * @throws DataException when no checkpoint logged it
     */
    public Curve of(Function<Point, OptionalDouble> of) {
        requireNonNull(of, "of");
        Stream<Point> logged = points.stream().filter(point -> of.apply(point).isPresent());
        return new Curve(
                name, logged.map(point -> point.withLoss(of.apply(point).getAsDouble())).toList());
    }

    /**
     * The curve with the noise of its losses averaged out: at each checkpoint a straight line over
     * the logarithm of steps, through the nearest checkpoints with tricube weights. No line crosses
     * a place where the learning rate jumps or turns, nor one where training diverged.
     *
     * @param window how many checkpoints a line is drawn through, three or more; fewer at an edge
     * @return a new curve of as many checkpoints
     * @see <a href="https://doi.org/10.2307/2286407">Cleveland (1979), locally weighted
     *     regression</a>
     */
    public Curve smoothed(int window) {
        Require.count("checkpoints of a window", window, 3, Integer.MAX_VALUE);
        return Smoothing.of(this, window);
    }

    /**
     * Says how long it is and where it stands.
     *
     * @return such as {@code run.csv: 45 checkpoints to step 9000, loss 2.4120}
     */
    @Override
    public String toString() {
        return String.format(
                "%s: %d checkpoint%s to step %s, loss %s",
                name,
                size(),
                size() == 1 ? "" : "s",
                Digits.six(last().step()),
                last().isDiverged() ? "NaN" : Digits.loss(last().loss()));
    }
}
