package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/**
 * Checkpoints sorted into training runs: what an {@link Envelope} is read off, prepared once so that
 * it can be read many times with other weights.
 */
final class TrainingCurves {
    private final Counting counting;
    private final double[] logFlops;
    private final double[] logTokens;
    private final double[] losses;
    private final double[] weights;
    private final int[][] runs;
    private final int[] sizeOfRun;
    private final double[] logSizes;

    private TrainingCurves(Dataset checkpoints, String runColumn) {
        double[] sizes = stated(checkpoints, Factor.PARAMETERS);
        this.counting = checkpoints.counting();
        this.logTokens = logs(stated(checkpoints, Factor.TOKENS));
        this.logFlops = logs(checkpoints.column(Factor.FLOPS));
        this.losses = checkpoints.losses();
        this.weights = RowWeights.of(checkpoints, Objective.squares()).toArray();

        Map<String, List<Integer>> rows = byName(checkpoints, runColumn);
        rows.forEach((name, places) -> refuseTwoSizes(checkpoints, name, places, sizes));
        refuseTooFew(checkpoints, runColumn, rows);

        // Ties are broken by what was measured, so that the order of rows changes nothing.
        Comparator<Integer> byCompute =
                Comparator.<Integer>comparingDouble(row -> logFlops[row])
                        .thenComparingDouble(row -> losses[row])
                        .thenComparingDouble(row -> logTokens[row]);
        this.runs =
                rows.values().stream()
                        .map(places -> places.stream().sorted(byCompute).toList())
                        .sorted(
                                Comparator.<List<Integer>>comparingDouble(run -> sizes[run.get(0)])
                                        .thenComparing(run -> run.get(0), byCompute))
                        .map(run -> run.stream().mapToInt(row -> row).toArray())
                        .toArray(int[][]::new);

        double[] distinct = Arrays.stream(sizes).sorted().distinct().toArray();
        this.sizeOfRun =
                Arrays.stream(runs)
                        .mapToInt(run -> Arrays.binarySearch(distinct, sizes[run[0]]))
                        .toArray();
        this.logSizes = logs(distinct);
    }

    private TrainingCurves(TrainingCurves same, double[] losses) {
        this.counting = same.counting;
        this.logFlops = same.logFlops;
        this.logTokens = same.logTokens;
        this.losses = losses;
        this.weights = same.weights;
        this.runs = same.runs;
        this.sizeOfRun = same.sizeOfRun;
        this.logSizes = same.logSizes;
    }

    /**
     * Sorts checkpoints into runs.
     *
     * @param checkpoints a row for each checkpoint
     * @param runColumn the label or column of numbers that tells runs apart
     * @return the curves
     * @throws IllegalArgumentException when there is no such column
     * @throws DataException when a row states no size, tokens or run, a run has two sizes, there are
     *     fewer than two runs, or no run has two checkpoints
     */
    static TrainingCurves of(Dataset checkpoints, String runColumn) {
        return new TrainingCurves(checkpoints, requireNonNull(runColumn, "runColumn"));
    }

    private static Map<String, List<Integer>> byName(Dataset checkpoints, String runColumn) {
        List<String> names = checkpoints.texts(runColumn);
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < names.size(); row++) {
            String name = names.get(row);

            // A checkpoint of no run could be one of any: leaving it out would bend that run's
            // curve.
            if (name.isBlank()) {
                throw new DataException(
                        String.format(
                                "row %d of %s names no training run in column '%s'",
                                row + 1, checkpoints.name(), runColumn));
            }
            rows.computeIfAbsent(name, absent -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static double[] stated(Dataset checkpoints, Factor factor) {
        double[] column = checkpoints.column(factor);
        for (int row = 0; row < column.length; row++) {
            if (Double.isNaN(column[row])) {
                throw new DataException(
                        String.format(
                                "row %d of %s states no %s",
                                row + 1, checkpoints.name(), factor.name()));
            }
        }
        return column;
    }

    private static void refuseTwoSizes(
            Dataset checkpoints, String name, List<Integer> rows, double[] sizes) {
        double size = sizes[rows.get(0)];
        for (int row : rows) {
            if (sizes[row] != size) {
                throw new DataException(
                        String.format(
                                "training run '%s' of %s must have one model size, got %s and %s",
                                name,
                                checkpoints.name(),
                                Decimal.format(size),
                                Decimal.format(sizes[row])));
            }
        }
    }

    private static void refuseTooFew(
            Dataset checkpoints, String runColumn, Map<String, List<Integer>> rows) {
        if (rows.size() < 2) {
            throw new DataException(
                    String.format(
                            "an envelope needs 2 training runs or more, column '%s' of %s names %d",
                            runColumn, checkpoints.name(), rows.size()));
        }

        // A run of one checkpoint has no curve to cross that of another size.
        if (rows.values().stream().allMatch(run -> run.size() < 2)) {
            throw new DataException(
                    String.format(
                            "an envelope needs a training run of 2 checkpoints or more, column '%s'"
                                    + " of %s names %d runs of 1",
                            runColumn, checkpoints.name(), rows.size()));
        }
    }

    Counting counting() {
        return counting;
    }

    /** The weight that each row states. */
    double[] weights() {
        return weights.clone();
    }

    /** How many training runs there are. */
    int count() {
        return runs.length;
    }

    /** The rows of a training run, by compute. */
    int[] rows(int run) {
        return runs[run].clone();
    }

    /** The loss of each row. */
    double[] losses() {
        return losses.clone();
    }

    /** The same curves with other losses, row by row. */
    TrainingCurves withLosses(double[] others) {
        return new TrainingCurves(this, others.clone());
    }

    /** ln N of every size, ascending. */
    double[] logSizes() {
        return logSizes;
    }

    /**
     * The checkpoints that count.
     *
     * @param rowWeights a weight for each row; one of 0 is as if the row were not there. Checkpoints
     *     of one run at one compute become one, their mean by these weights
     */
    Kept kept(double[] rowWeights) {
        if (rowWeights.length != losses.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "there must be a weight for each of %d rows, got %d",
                            losses.length, rowWeights.length));
        }

        Kept kept = new Kept(losses.length, runs.length);
        for (int run = 0; run < runs.length; run++) {
            double last = Double.NaN;
            double sum = 0;
            for (int row : runs[run]) {
                double weight = rowWeights[row];
                if (!(weight > 0)) {
                    continue;
                }

                // Two checkpoints of one compute are one point, at their weighted mean.
                if (logFlops[row] == last) {
                    sum += weight;
                    int place = kept.count - 1;
                    kept.loss[place] += (losses[row] - kept.loss[place]) * (weight / sum);
                    kept.tokens[place] += (logTokens[row] - kept.tokens[place]) * (weight / sum);
                } else {
                    last = logFlops[row];
                    sum = weight;
                    kept.add(run, last, losses[row], logTokens[row]);
                }
            }

            kept.begin[run + 1] = kept.count;
        }

        return kept;
    }

    /** The curves of the checkpoints that count, straight between them in loss over ln C. */
    final class Kept {
        /** ln C, ascending within a run. */
        final double[] flops;

        final double[] loss;

        /** ln D. */
        final double[] tokens;

        final int[] run;

        /** Where each run begins; one more says where the last ends. */
        final int[] begin;

        int count;
        private final int[] at;

        private Kept(int rows, int runs) {
            this.flops = new double[rows];
            this.loss = new double[rows];
            this.tokens = new double[rows];
            this.run = new int[rows];
            this.begin = new int[runs + 1];
            this.at = new int[runs];
        }

        private void add(int ofRun, double logC, double nats, double logD) {
            flops[count] = logC;
            loss[count] = nats;
            tokens[count] = logD;
            run[count++] = ofRun;
        }

        double[] logSizes() {
            return logSizes;
        }

        int sizeOf(int place) {
            return sizeOfRun[run[place]];
        }

        boolean isFirst(int place) {
            return place == begin[run[place]];
        }

        boolean isLast(int place) {
            return place == begin[run[place] + 1] - 1;
        }

        /** Back to the least compute: {@link #sample} only goes up. */
        void rewind() {
            System.arraycopy(begin, 0, at, 0, at.length);
        }

        /**
         * The loss of every size at a compute no less than at the last call: the least of its runs
         * that have a checkpoint at or before it and one at or after it.
         *
         * @param logC where
         * @param sizeLoss is given the loss of each size; NaN where no run reaches
         * @param sizeTokens is given ln D of that run
         */
        void sample(double logC, double[] sizeLoss, double[] sizeTokens) {
            Arrays.fill(sizeLoss, Double.NaN);
            for (int r = 0; r < at.length; r++) {
                int end = begin[r + 1];
                if (begin[r] == end || logC < flops[begin[r]] || logC > flops[end - 1]) {
                    continue;
                }

                // Budgets ascend from call to call, so the cursor of a run never goes back.
                while (at[r] + 2 < end && logC > flops[at[r] + 1]) {
                    at[r]++;
                }
                int left = at[r];
                int right = Math.min(left + 1, end - 1);

                double width = flops[right] - flops[left];
                double share = width > 0 ? (logC - flops[left]) / width : 0;
                double value = loss[left] + share * (loss[right] - loss[left]);

                int size = sizeOfRun[r];
                if (!(value >= sizeLoss[size])) {
                    sizeLoss[size] = value;
                    sizeTokens[size] = tokens[left] + share * (tokens[right] - tokens[left]);
                }
            }
        }
    }
}
