package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.ParallelCall;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Engine;

/**
 * How often intervals hold the truth on a design of your own: runs are drawn from a known law at the
 * same recipes, fitted without a start, and each method's interval is compared with the law. An
 * interval that deserves its name of 90 % holds the truth in about 90 of 100 such studies.
 *
 * @param datasets how many studies
 * @param level of the intervals, such as 0.9
 * @param seed decides every draw
 * @param effort on how many threads, on whose, until when, and who hears of it
 */
public record Coverage(int datasets, double level, long seed, Effort effort)
        implements ParallelCall<Coverage> {
    /** Refuses nulls, counts below one and levels outside 0 to 1. */
    public Coverage {
        Bootstrap.requirePositive("number of data sets", datasets);
        Quantiles.requireLevel(level);
        requireNonNull(effort, "effort");
    }

    /**
     * A study of 90 % intervals on as many threads as the machine runs at once.
     *
     * @param datasets how many data sets are drawn
     * @param seed decides every draw
     * @return the study
     */
    public static Coverage of(int datasets, long seed) {
        return new Coverage(datasets, 0.9, seed, Effort.DEFAULT);
    }

    /**
     * With intervals of another level.
     *
     * @param share such as 0.95
     * @return a new study
     */
    public Coverage withLevel(double share) {
        return new Coverage(datasets, share, seed, effort);
    }

    @Override
    public Coverage withEffort(Effort effort) {
        return new Coverage(datasets, level, seed, effort);
    }

    /**
     * The ways to intervals that are studied, such as
     *
     * <pre>{@code (fit, seed) -> Map.of("sandwich", Covariance.sandwich(fit),
     *         "pairs", Bootstrap.pairs(400, seed).withThreads(1).of(fit))}</pre>
     *
     * @param <L> the type of the law
     */
    @FunctionalInterface
    public interface Methods<L extends LossLaw> {
        /**
         * The intervals of a fit.
         *
         * @param fit the fit of one data set
         * @param seed another number for each data set
         * @return its intervals by method, always of the same methods
         */
        Map<String, Intervals<L>> of(Fit<L> fit, long seed);
    }

    /**
     * What one method did for one quantity.
     *
     * @param method the name of the method
     * @param quantity the name of the quantity
     * @param level what share of intervals should hold the truth
     * @param held how many did
     * @param below how many lay wholly below the truth
     * @param above how many lay wholly above it
     * @param none how often there was no interval, or no fit
     */
    public record Row(
            String method,
            String quantity,
            double level,
            int held,
            int below,
            int above,
            int none) {
        /** Refuses what is absent, a level outside 0 to 1 and counts below zero. */
        public Row {
            requireNonNull(method, "method");
            requireNonNull(quantity, "quantity");
            Quantiles.requireLevel(level);
            Decimal.nonNegative("intervals that held", held);
            Decimal.nonNegative("intervals below", below);
            Decimal.nonNegative("intervals above", above);
            Decimal.nonNegative("missing intervals", none);
        }

        /** {@return how many data sets there were} */
        public int datasets() {
            return held + below + above + none;
        }

        /**
         * The share of data sets whose interval held the truth; one without an interval did not.
         *
         * @return from 0 to 1
         */
        public double share() {
            return (double) held / datasets();
        }

        /**
         * How far the share may be off because the study is finite.
         *
         * @return its standard error, sqrt(c(1-c)/m), with one hit and one miss added
         */
        public double error() {
            double share = (held + 1.0) / (datasets() + 2.0);
            return Math.sqrt(share * (1 - share) / datasets());
        }

        private Row seen(Interval interval, double truth) {
            if (Double.isNaN(truth)) {
                return without(1);
            }
            int under = interval.upper() < truth ? 1 : 0;
            int over = interval.lower() > truth ? 1 : 0;
            return plus(new Row(method, quantity, level, 1 - under - over, under, over, 0));
        }

        private Row without(int count) {
            return plus(new Row(method, quantity, level, 0, 0, 0, count));
        }

        private Row plus(Row other) {
            return new Row(
                    method,
                    quantity,
                    level,
                    held + other.held,
                    below + other.below,
                    above + other.above,
                    none + other.none);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s of %s: %.1f %% of %d intervals of %.1f %% hold, +- %.1f %%",
                    method,
                    quantity,
                    100 * share(),
                    datasets(),
                    100 * level,
                    100 * error());
        }
    }

    /**
     * Studies the design and the noise of a fit: the fit's law is the truth, its residuals are the
     * noise.
     *
     * @param fit the fit
     * @param methods what to study
     * @param quantities numbers read off a law, by name
     * @param <L> the type of the law
     * @return a row for each method and quantity, in that order; none when no data set has a fit
     */
    public <L extends LossLaw> List<Row> of(
            Fit<L> fit, Methods<L> methods, Map<String, ToDoubleFunction<L>> quantities) {
        requireNonNull(fit, "fit");
        requireNonNull(methods, "methods");
        Require.noNull("quantities", quantities);

        return of(fitter(fit), fit.law(), drawn(fit), methods, quantities);
    }

    /**
     * Studies every parameter of a fit's law by methods that have names, wherever the engine does it.
     *
     * @param fit the fit, whose law is the truth and whose residuals are the noise
     * @param methods such as {@code sandwich}, {@code profile}, {@code jackknife}, of squares
     *     {@code gauss-newton}, and {@code pairs:400}, a kind of bootstrap and how many replicates
     * @return a row for each method and parameter, in that order; none when no data set has a fit
     * @throws IllegalArgumentException when there is no such method, or the engine cannot send the fit
     */
    public List<Row> ofParameters(Fit<?> fit, List<String> methods) {
        requireNonNull(fit, "fit");
        NamedStudy<?> study = new NamedStudy<>(this, fit, Require.noNull("methods", methods));
        return sum(study, study::rows);
    }

    /** The residuals of the fit are the noise, and its law is the truth. */
    private static Function<Long, Dataset> drawn(Fit<?> fit) {
        Fit<?> drawnFrom = Copies.of(fit);
        Dataset runs = drawnFrom.problem().runs();
        Draws draws = Draws.of(new Resampling.Residual(), drawnFrom);
        return number -> {
            double[] losses = runs.losses();
            draws.draw(
                    new SplittableRandom(number), drawnFrom.problem().weights().toArray(), losses);
            List<Run> drawn = new ArrayList<>();
            for (int row = 0; row < losses.length; row++) {
                Run run = runs.run(row);
                drawn.add(new Run(run.recipe(), Loss.nats(losses[row]), run.weight()));
            }
            return Dataset.of(drawn, runs.weightKind()).countedAs(runs.counting());
        };
    }

    private static <L extends LossLaw> Fitter<L> fitter(Fit<L> fit) {
        return new Fitter<>(
                fit.problem().family(),
                fit.problem().objective(),
                fit.problem().restrictions(),
                fit.solver(),
                List.of());
    }

    /**
     * Studies runs that are drawn from a law in any way.
     *
     * @param fitter how a data set is fitted
     * @param truth the law behind the runs
     * @param runs draws a data set with a seed
     * @param methods what to study
     * @param quantities numbers read off a law, by name
     * @param <L> the type of the law
     * @return a row for each method and quantity, in that order; none when no data set has a fit
     */
    public <L extends LossLaw> List<Row> of(
            Fitter<L> fitter,
            L truth,
            Function<Long, Dataset> runs,
            Methods<L> methods,
            Map<String, ToDoubleFunction<L>> quantities) {
        requireNonNull(fitter, "fitter");
        requireNonNull(truth, "truth");
        requireNonNull(runs, "runs");
        requireNonNull(methods, "methods");
        Require.noNull("quantities", quantities);

        AtomicReferenceArray<List<Row>> studies = new AtomicReferenceArray<>(datasets);
        effort.run(
                "the study of coverage",
                "data sets",
                datasets,
                () -> {
                    IntFunction<List<Row>> study =
                            studies(fitter, truth, runs, methods, quantities);
                    return number -> {
                        List<Row> rows = study.apply(number);
                        if (!Thread.currentThread().isInterrupted()) {
                            studies.set(number, rows);
                        }
                    };
                });
        return sum(IntStream.range(0, datasets).mapToObj(studies::get).filter(Objects::nonNull));
    }

    /** What data sets of a number say, drawn as the runs of a fit. */
    <L extends LossLaw> IntFunction<List<Row>> studies(
            Fit<L> fit, Methods<L> methods, Map<String, ToDoubleFunction<L>> quantities) {
        return studies(fitter(fit), fit.law(), drawn(fit), methods, quantities);
    }

    private <L extends LossLaw> IntFunction<List<Row>> studies(
            Fitter<L> fitter,
            L truth,
            Function<Long, Dataset> runs,
            Methods<L> methods,
            Map<String, ToDoubleFunction<L>> quantities) {
        // A seed for each data set before any work, so that threads change nothing.
        long[] seeds = new SplittableRandom(seed).longs(datasets).toArray();
        return number ->
                fit(fitter, runs.apply(seeds[number]))
                        .map(known -> methods.of(known, seeds[number]))
                        .map(known -> rows(truth, known, quantities))
                        .orElse(List.of());
    }

    /** The sum of what tasks answer, wherever they are done. */
    private List<Row> sum(Engine.Tasks tasks, Function<double[], List<Row>> rows) {
        AtomicReferenceArray<double[]> answers = new AtomicReferenceArray<>(datasets);
        effort.run("the study of coverage", "data sets", tasks, answers::set);
        return sum(
                IntStream.range(0, datasets)
                        .mapToObj(answers::get)
                        .filter(Objects::nonNull)
                        .map(rows));
    }

    /** Adds the rows of all data sets; one without a fit has no rows, and no method an interval. */
    private static List<Row> sum(Stream<List<Row>> studies) {
        List<Row> sum = new ArrayList<>();
        int unfitted = 0;
        for (List<Row> study : (Iterable<List<Row>>) studies::iterator) {
            unfitted += study.isEmpty() ? 1 : 0;
            for (int place = 0; place < study.size(); place++) {
                if (place < sum.size()) {
                    sum.set(place, sum.get(place).plus(study.get(place)));
                } else {
                    sum.add(study.get(place));
                }
            }
        }

        // Known only at the end: how many data sets gave no method a chance.
        int missing = unfitted;
        return sum.stream().map(row -> row.without(missing)).toList();
    }

    /** One data set: a row of a single count for each method and quantity. */
    private <L extends LossLaw> List<Row> rows(
            L truth,
            Map<String, Intervals<L>> methods,
            Map<String, ToDoubleFunction<L>> quantities) {
        List<Row> rows = new ArrayList<>();
        methods.forEach(
                (method, intervals) ->
                        quantities.forEach(
                                (name, quantity) -> {
                                    double value = quantity.applyAsDouble(truth);
                                    Row none = new Row(method, name, level, 0, 0, 0, 0);
                                    rows.add(
                                            intervals
                                                    .find(level, quantity)
                                                    .map(interval -> none.seen(interval, value))
                                                    .orElse(none.without(1)));
                                }));
        return rows;
    }

    private static <L extends LossLaw> Optional<Fit<L>> fit(Fitter<L> fitter, Dataset runs) {
        try {
            return Optional.of(fitter.fit(runs));
        } catch (NoFitException none) {
            return Optional.empty();
        }
    }
}
