package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

/** A table of runs as a sweep of learning rates and batches: logarithms, and rows by size and length. */
final class TuningRows {
    private static final List<String> RATE = List.of("lr", "learning_rate", "max_lr", "peak_lr");
    private static final List<String> BATCH = List.of("batch", "batch_size", "batch_tokens");

    /** Sizes and lengths nearer than this are one: whole steps of other batches end elsewhere. */
    static final double ALIKE = 1.02;

    private final Dataset runs;
    private final Factor rate;
    private final Optional<Factor> batch;
    private final double[] rates;
    private final Optional<double[]> batches;
    private final double[] heights;
    private final double[] weights;
    private final boolean isCounted;

    /** Refuses, in a sentence each, what no sweep is. */
    TuningRows(Dataset runs) {
        this.runs = runs;
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS)) {
            if (!runs.factors().contains(factor)) {
                throw absent(factor, factor.name());
            }
            positive(factor);
        }

        // The settings that were tried.
        this.rate =
                find(RATE).orElseThrow(() -> absent(Factor.named("lr"), String.join(", ", RATE)));
        this.rates = logs(positive(rate));
        this.batch = find(BATCH);
        this.batches = batch.map(factor -> logs(positive(factor)));
        double[] losses = runs.losses();
        if (Arrays.stream(losses).anyMatch(loss -> !(loss > 0))) {
            throw new DataException(
                    runs.name()
                            + ": every loss must be positive, for a sweep is fitted to ln loss");
        }

        this.heights = logs(losses);
        this.weights = RowWeights.of(runs, Objective.logSquares()).toArray();
        this.isCounted = runs.weightKind() == WeightKind.COUNTS;

        // What is the same in every run has no best.
        if (Arrays.stream(rates).distinct().count() == 1) {
            throw new DataException(
                    String.format(
                            "%s: every run has the learning rate %s; a sweep tries three or more",
                            runs.name(), Decimal.format(runs.column(rate)[0])));
        }
        if (Arrays.stream(losses).distinct().count() == 1) {
            throw new DataException(
                    String.format(
                            "%s: every run has the loss %s, which tells no rate from another",
                            runs.name(), Decimal.format(losses[0])));
        }
    }

    private Optional<Factor> find(List<String> names) {
        return names.stream()
                .flatMap(name -> runs.factors().stream().filter(f -> plain(f.name()).equals(name)))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private DataException absent(Factor factor, String names) {
        return new DataException(
                String.format(
                        "%s has no column of numbers %s%s",
                        runs.name(), names.replace(", ", " or "), runs.hintOf(factor)));
    }

    private double[] positive(Factor factor) {
        double[] column = runs.column(factor);
        for (int row = 0; row < column.length; row++) {
            if (!(column[row] > 0 && column[row] < Double.POSITIVE_INFINITY)) {
                String got = Double.isNaN(column[row]) ? "none" : Decimal.format(column[row]);
                throw new DataException(
                        String.format(
                                "%s: %s must be positive in every run, got %s in run %d",
                                runs.name(), factor.name(), got, row + 1));
            }
        }
        return column;
    }

    private static double[] logs(double[] numbers) {
        return Arrays.stream(numbers).map(Math::log).toArray();
    }

    Dataset runs() {
        return runs;
    }

    double[] rates(int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> rates[row]).toArray();
    }

    /** ln batch of some runs; nothing where the table has no batches. */
    Optional<double[]> batches(int[] rows) {
        return batches.map(all -> Arrays.stream(rows).mapToDouble(row -> all[row]).toArray());
    }

    double[] heights(int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> heights[row]).toArray();
    }

    double[] weights(int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
    }

    /** The least and the greatest rate of some runs, as the table has them. */
    Interval ratesTried(int[] rows) {
        return range(rate, rows);
    }

    /** The same of batches, where the table has them. */
    Optional<Interval> batchesTried(int[] rows) {
        return batch.map(factor -> range(factor, rows));
    }

    private Interval range(Factor factor, int[] rows) {
        double[] column = runs.column(factor);
        double[] sorted = Arrays.stream(rows).mapToDouble(row -> column[row]).sorted().toArray();
        return new Interval(sorted[0], sorted[sorted.length - 1]);
    }

    /** How many runs some rows are. */
    double heaviness(int[] rows) {
        return isCounted ? Arrays.stream(weights(rows)).sum() : rows.length;
    }

    /** The mean of a factor over some rows; the very number where all have it. */
    double mean(Factor factor, int[] rows) {
        double[] column = runs.column(factor);
        double first = column[rows[0]];
        double above =
                Arrays.stream(rows).mapToDouble(row -> column[row] - first).average().orElse(0);
        return first + above;
    }

    /** The rows of each size and length, by size and then by length. */
    List<int[]> groups() {
        List<int[]> groups = new ArrayList<>();
        int[] all = IntStream.range(0, runs.size()).toArray();
        for (int[] size : clusters(all, runs.column(Factor.PARAMETERS))) {
            groups.addAll(clusters(size, runs.column(Factor.TOKENS)));
        }
        return groups;
    }

    private static List<int[]> clusters(int[] rows, double[] column) {
        double[] values = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
        int[] order = Quantiles.order(values);
        List<int[]> clusters = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || values[order[i]] > ALIKE * values[order[start]]) {
                clusters.add(
                        IntStream.range(start, i).map(at -> rows[order[at]]).sorted().toArray());
                start = i;
            }
        }
        return clusters;
    }
}
