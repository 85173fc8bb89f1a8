package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.select.NestedTest;

/**
 * Several scores of the same runs: which of them can be foretold, and whether they turn alike.
 *
 * @param scores how each is foretold; its own column is not used
 * @param columns where the scores stand
 */
public record Tasks(Scores scores, List<String> columns) {
    private static final double PRECISION = 1e-6;

    /** Refuses a column that is none of scores. */
    public Tasks {
        requireNonNull(scores, "scores");
        Require.noNull("columns", columns);
        columns = List.copyOf(columns);
        columns.forEach(scores::withColumn);
    }

    /**
     * Curves of one shape for all tasks, each with its own floor, ceiling and place.
     *
     * @param shape the steepness of a sigmoid, or the rate of an exponential, that they share
     * @param own the shape of each task by itself
     * @param test whether one shape will do; a small chance says that tasks differ; empty where no run is
     *     to spare
     */
    public record Pooled(double shape, Map<String, Double> own, Optional<NestedTest> test) {
        /** Copies the map. */
        public Pooled {
            Decimal.finite("shape", shape);
            Require.noNull("own", own).values().forEach(each -> Decimal.finite("own number", each));
            requireNonNull(test, "test");
            own = Map.copyOf(own);
        }
    }

    /**
     * Keeps runs out of every fit and foretells them.
     *
     * @param kept the runs to foretell, such as those of the largest models
     * @return a row for each task, the surest first
     * @throws org.scalinglaws.problem.NoFitException when the others are too few
     */
    public List<TaskError> withhold(Predicate<? super Run> kept) {
        requireNonNull(kept, "kept");
        return columns.stream()
                .map(column -> error(scores.withColumn(column), kept))
                .sorted(Comparator.comparingDouble(TaskError::error))
                .toList();
    }

    private static TaskError error(Scores task, Predicate<? super Run> kept) {
        List<Withheld> rows = task.withhold(kept);
        double best = 0;
        for (double share : task.withRuns(task.runs().split(kept).rest()).shares()) {
            best = Double.isNaN(share) ? best : Math.max(best, share);
        }
        double squares = 0;
        double gains = 0;
        int held = 0;
        for (Withheld row : rows) {
            squares += row.error() * row.error();
            gains += (best - row.score()) * (best - row.score());
            held += row.isHeld() ? 1 : 0;
        }
        int count = rows.size();
        int atLeastOne = Math.max(1, count);
        return new TaskError(
                task.column(),
                count,
                Math.sqrt(squares / atLeastOne),
                Math.sqrt(gains / atLeastOne),
                held);
    }

    /**
     * Fits all tasks with one shape, each task by residuals in units of its own noise, and tests by F
     * whether one shape will do.
     *
     * @return the shape, and those of each task by itself
     * @throws org.scalinglaws.problem.NoFitException when the runs of a task are too few
     */
    public Pooled pooled() {
        Map<String, Fit<?>> alone = new TreeMap<>();
        Map<String, Double> own = new TreeMap<>();
        for (String column : columns) {
            Fit<?> fit = scores.withColumn(column).curve(OptionalDouble.empty());
            alone.put(column, fit);
            own.put(column, shape(fit));
        }
        double least = own.values().stream().mapToDouble(x -> x).min().orElseThrow();
        double most = own.values().stream().mapToDouble(x -> x).max().orElseThrow();

        // one shape for all lies among those of each by itself
        double shared =
                least < most
                        ? LineMinimum.brent(x -> squares(alone, x), least, most, PRECISION)
                        : least;
        return new Pooled(shared, own, test(alone, squares(alone, shared)));
    }

    private double shape(Fit<?> fit) {
        return shape(fit.problem().family(), fit.law());
    }

    @SuppressWarnings("unchecked")
    private <L extends LossLaw> double shape(LawFamily<L> family, LossLaw law) {
        return family.values((L) law)[family.place(scores.form().shape())];
    }

    private static int spare(Fit<?> fit) {
        return fit.problem().runs().size() - fit.problem().coordinates().dimension();
    }

    /** All tasks with one shape, each in units of the variance of its own best fit. */
    private double squares(Map<String, Fit<?>> alone, double shape) {
        List<Double> parts = new ArrayList<>();
        alone.forEach(
                (column, fit) -> {
                    Fit<?> shaped = scores.withColumn(column).curve(OptionalDouble.of(shape));
                    double variance = fit.objective() / Math.max(1, spare(fit));
                    parts.add(shaped.objective() / Math.max(Double.MIN_NORMAL, variance));
                });
        return parts.stream().mapToDouble(x -> x).sum();
    }

    private static Optional<NestedTest> test(Map<String, Fit<?>> alone, double together) {
        int fewer = alone.size() - 1;
        int spare = alone.values().stream().mapToInt(Tasks::spare).sum();
        boolean isSpare = alone.values().stream().allMatch(fit -> spare(fit) > 0);
        return fewer < 1 || !isSpare
                ? Optional.empty()
                : NestedTest.of(together, spare, fewer, spare);
    }
}
