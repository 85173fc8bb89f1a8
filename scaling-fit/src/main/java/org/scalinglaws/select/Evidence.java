package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/**
 * Runs in groups of alike compute, each with a weight that falls with its distance from the best run
 * of its group. Compute is 6ND.
 *
 * <pre>  w = own weight / (1 + (x / 0.1)^2),   x = ln L - ln of the least L of the group</pre>
 *
 * <p>A form of a law need only be right near the best runs, where plans and forecasts are made. The
 * noise of a run far from them is taken to be larger by the same factor. Checkpoints of one training run
 * share the weight of one run.
 */
public final class Evidence {
    /** A run that is so much above the best of its group, as a share, counts half. */
    public static final double NEAR = 0.1;

    /** A run counts as the root of its share of the largest compute: a third for each decade below. */
    private static final double DISCOUNT = 0.5;

    private final Dataset runs;
    private final ComputeGroups groups;
    private final double[] weights;
    private final Optional<String> column;
    private final double counted;

    private Evidence(
            Dataset runs, ComputeGroups groups, double[] weights, Optional<String> column) {
        this.runs = runs;
        this.groups = groups;
        this.weights = weights;
        this.column = column;
        this.counted = column.map(name -> distinct(runs, name)).orElseGet(() -> rows(runs));
    }

    private static double distinct(Dataset runs, String column) {
        return new HashSet<>(runs.texts(column)).size();
    }

    private static double rows(Dataset runs) {
        return runs.weightKind() == WeightKind.COUNTS
                ? Arrays.stream(runs.weights()).sum()
                : runs.size();
    }

    /**
     * Groups and weighs some runs.
     *
     * @param runs runs with params, tokens and a positive loss
     * @return the runs as evidence
     * @throws DataException when a run lacks params or tokens, or has a loss that is not positive
     */
    public static Evidence of(Dataset runs) {
        requireNonNull(runs, "runs");
        double[] losses = runs.losses();
        for (int row = 0; row < losses.length; row++) {
            if (!(losses[row] > 0)) {
                throw new DataException(
                        String.format(
                                "a forecast needs positive losses; run %d has %s",
                                row + 1, runs.run(row).loss()));
            }
        }
        double[] flops = flops(runs);
        ComputeGroups groups = ComputeGroups.of(flops);

        double[] weights = RowWeights.of(runs, Objective.logSquares()).toArray();
        for (int g = 0; g < groups.count(); g++) {
            int[] rows = groups.rows(g);
            double least = Arrays.stream(rows).mapToDouble(row -> losses[row]).min().orElseThrow();
            for (int row : rows) {
                weights[row] *= closeness(Math.log(losses[row] / least));
            }
        }
        Optional<String> column = runs.trainingRuns();
        column.ifPresent(name -> shareOut(runs.texts(name), weights));
        return new Evidence(runs, groups, weights, column);
    }

    /**
     * What a run counts that lies above the best of its group.
     *
     * @param excess by how much, in ln L
     * @return 1 for the best, 1/2 at a tenth
     */
    public static double closeness(double excess) {
        double distance = Decimal.finite("excess", excess) / NEAR;
        return 1 / (1 + distance * distance);
    }

    private static double[] flops(Dataset runs) {
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] flops = new double[sizes.length];
        Arrays.setAll(flops, row -> 6 * sizes[row] * tokens[row]);
        for (int row = 0; row < flops.length; row++) {
            if (!(flops[row] > 0 && flops[row] < Double.POSITIVE_INFINITY)) {
                throw new DataException(
                        String.format(
                                "a forecast needs params and tokens of every run; run %d lacks one",
                                row + 1));
            }
        }
        return flops;
    }

    /** Divides a run's weight among its checkpoints. */
    private static void shareOut(List<String> names, double[] weights) {
        for (int row = 0; row < weights.length; row++) {
            String name = names.get(row);
            weights[row] /= names.stream().filter(name::equals).count();
        }
    }

    /** {@return the runs, in the order of their table} */
    public Dataset runs() {
        return runs;
    }

    /** {@return the groups of alike compute, ascending} */
    public ComputeGroups groups() {
        return groups;
    }

    /** {@return what each run counts, a new array} */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * How many independent runs there are.
     *
     * @return the sum of weights that count runs, the number of training runs where rows are checkpoints of
     *     them, else the number of rows
     */
    public double counted() {
        return counted;
    }

    /**
     * The runs up to a group.
     *
     * @param last the place of the last group that is kept
     * @return the evidence below the cut, each run with the weight that it has here
     */
    public Evidence upTo(int last) {
        return where(row -> groups.place(row) <= last);
    }

    /**
     * Some of the runs.
     *
     * @param kept which, by their places
     * @return the evidence without the others, each run with the weight that it has here
     */
    public Evidence where(IntPredicate kept) {
        requireNonNull(kept, "kept");
        int[] rows = IntStream.range(0, runs.size()).filter(kept).toArray();
        double[] fewer = Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
        return new Evidence(runs.whereRow(kept), groups.of(rows), fewer, column);
    }

    /** {@return the name of each row's training run, where rows are checkpoints; else none} */
    Optional<List<String>> trainingRuns() {
        return column.map(runs::texts);
    }

    /** Discounted least squares: what lies far below the top says little of what lies above. */
    double[] discounts() {
        double top = groups.top(groups.count() - 1);
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] discounts = new double[weights.length];
        Arrays.setAll(discounts, row -> Math.pow(6 * sizes[row] * tokens[row] / top, DISCOUNT));
        return discounts;
    }

    /** The plain columns with these weights as precisions: all that a form is fitted to. */
    Dataset weighted(double[] factors) {
        double[] discounts = discounts();
        double[] products = new double[weights.length];
        Arrays.setAll(products, row -> weights[row] * discounts[row] * factors[row]);
        Dataset plain =
                Dataset.of(
                        runs.column(Factor.PARAMETERS), runs.column(Factor.TOKENS), runs.losses());
        int[] row = {0};
        return plain.withWeights(WeightKind.PRECISION, run -> products[row[0]++]);
    }

    @Override
    public String toString() {
        return String.format("%d runs in %d groups of compute", runs.size(), groups.count());
    }
}
