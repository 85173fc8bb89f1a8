package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A table of training runs, immutable: a column for each {@link Factor}, a loss and a weight for
 * each run, and text labels to filter and group by. All runs count parameters by one rule.
 */
public final class Dataset implements Iterable<Run> {
    private final Table table;

    Dataset(Table table) {
        this.table = table;
    }

    /**
     * The columns, never written once a data set holds them. A factor that a run does not state is
     * NaN there.
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Table(
            String name,
            Counting counting,
            Map<Factor, double[]> factors,
            Map<String, String[]> labels,
            double[] losses,
            double[] weights) {}

    /**
     * A table of the given runs.
     *
     * @param runs at least one run, all with one counting rule
     * @return the table
     * @throws DataException when there are none, or when they count parameters differently
     */
    public static Dataset of(List<Run> runs) {
        if (runs.isEmpty()) {
            throw new DataException("a data set needs at least one run, got none");
        }
        Counting counting = runs.get(0).recipe().counting();
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        double[] losses = new double[runs.size()];
        double[] weights = new double[runs.size()];
        for (int row = 0; row < losses.length; row++) {
            Run run = runs.get(row);
            if (run.recipe().counting() != counting) {
                throw new DataException(
                        String.format(
                                "run %d counts %s parameters and run 1 %s; convert one of them",
                                row + 1, run.recipe().counting(), counting));
            }
            for (Factor factor : run.recipe().factors()) {
                factors.computeIfAbsent(factor, absent -> missing(losses.length))[row] =
                        run.recipe().value(factor);
            }
            losses[row] = run.loss().nats();
            weights[row] = run.weight();
        }
        return new Dataset(new Table("runs", counting, factors, Map.of(), losses, weights));
    }

    private static double[] missing(int rows) {
        double[] column = new double[rows];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    /**
     * Reads a CSV file with a header in any order.
     *
     * <p>Model size is the column {@code params}, {@code parameters} or {@code n}; tokens are {@code
     * tokens} or {@code d}; training FLOPs {@code flops}, {@code compute} or {@code c}; then {@code
     * loss}, and optionally {@code weight}. These names may be in either case. Where tokens are
     * missing and FLOPs given, D = C/6N. A further column becomes a {@link Factor} when all its
     * cells are numbers (a blank cell is a missing value) and a label otherwise.
     *
     * @param path the file, UTF-8
     * @return the runs in file order, parameters counted in full
     * @throws DataException when the file is absent or a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(Path path) {
        return CsvRuns.read(path);
    }

    /**
     * Reads CSV text as {@link #readCsv(Path)} does, from anywhere.
     *
     * @param name what messages call the source
     * @param reader the text; it is read to its end and left open
     * @return the runs in order
     * @throws DataException when a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(String name, Reader reader) {
        return CsvRuns.read(requireNonNull(name, "name"), reader);
    }

    /**
     * Writes the table as CSV that {@link #readCsv(Path)} reads back to the same bits.
     *
     * @param path the file to write or replace
     */
    public void writeCsv(Path path) {
        CsvRuns.write(this, path);
    }

    /**
     * Where the runs come from.
     *
     * @return the file name, or {@code runs}
     */
    public String name() {
        return table.name;
    }

    /**
     * The number of runs.
     *
     * @return at least 1, unless a filter left none
     */
    public int size() {
        return table.losses.length;
    }

    /**
     * How all runs count their parameters.
     *
     * @return the counting rule
     */
    public Counting counting() {
        return table.counting;
    }

    /**
     * The same numbers with parameters said to be counted by another rule.
     *
     * @param rule the rule that the numbers follow
     * @return a new table
     */
    public Dataset countedAs(Counting rule) {
        return new Dataset(
                new Table(
                        table.name,
                        requireNonNull(rule, "counting"),
                        table.factors,
                        table.labels,
                        table.losses,
                        table.weights));
    }

    /**
     * The factors that at least one run states.
     *
     * @return an unmodifiable set, in column order
     */
    public Set<Factor> factors() {
        return Collections.unmodifiableSet(table.factors.keySet());
    }

    /**
     * The names of the text columns.
     *
     * @return an unmodifiable set, in column order
     */
    public Set<String> labels() {
        return Collections.unmodifiableSet(table.labels.keySet());
    }

    /**
     * One factor of every run.
     *
     * @param factor which number
     * @return a new array in the order of the runs; NaN where a run does not state it; FLOPs that
     *     are not stated are 6ND
     */
    public double[] column(Factor factor) {
        double[] column = new double[size()];
        for (int row = 0; row < column.length; row++) {
            column[row] = value(factor, row);
        }
        return column;
    }

    private double value(Factor factor, int row) {
        double[] column = table.factors.get(factor);
        double stated = column == null ? Double.NaN : column[row];
        boolean derived = Double.isNaN(stated) && factor.equals(Factor.FLOPS);
        return derived ? 6 * value(Factor.PARAMETERS, row) * value(Factor.TOKENS, row) : stated;
    }

    /**
     * A text column.
     *
     * @param name its name
     * @return a new list in the order of the runs
     * @throws IllegalArgumentException when there is no such column
     */
    public List<String> label(String name) {
        String[] column = table.labels.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    hasNumbers(name)
                            ? "column '" + name + "' of " + table.name + " holds numbers, not text"
                            : noColumn(name));
        }
        return List.of(column);
    }

    private boolean hasNumbers(String column) {
        return column.equals("loss")
                || column.equals("weight")
                || table.factors.keySet().stream().anyMatch(known -> known.name().equals(column));
    }

    /**
     * The loss of every run.
     *
     * @return a new array, nats per token
     */
    public double[] losses() {
        return table.losses.clone();
    }

    /**
     * The weight of every run.
     *
     * @return a new array of frequencies
     */
    public double[] weights() {
        return table.weights.clone();
    }

    /**
     * One run.
     *
     * @param row its place, from 0
     * @return the run
     */
    public Run run(int row) {
        Objects.checkIndex(row, size());
        Map<Factor, Double> values = new LinkedHashMap<>();
        table.factors.forEach(
                (factor, column) -> {
                    if (!Double.isNaN(column[row])) {
                        values.put(factor, column[row]);
                    }
                });
        Recipe recipe = Recipe.of(values).countedAs(table.counting);
        return new Run(recipe, Loss.nats(table.losses[row]), table.weights[row]);
    }

    /**
     * The runs that satisfy a condition.
     *
     * @param condition what to keep
     * @return a new table; it may be empty
     */
    public Dataset where(Predicate<? super Run> condition) {
        return keep(row -> condition.test(run(row)));
    }

    /**
     * The runs whose column has a value: compared as numbers where both sides are numbers, else as
     * text.
     *
     * @param column a label, or the name of a factor, or {@code loss} or {@code weight}
     * @param value the value to keep
     * @return a new table; it may be empty
     * @throws IllegalArgumentException when there is no such column
     */
    public Dataset where(String column, String value) {
        double number = CsvRuns.isNumber(value) ? CsvRuns.number(value) : Double.NaN;
        String[] texts = table.labels.get(column);
        if (texts != null) {
            return keep(
                    row ->
                            texts[row].equals(value)
                                    || (CsvRuns.isNumber(texts[row])
                                            && CsvRuns.number(texts[row]) == number));
        }
        double[] numbers = numbers(column);
        return keep(
                row -> numbers[row] == number || (value.isBlank() && Double.isNaN(numbers[row])));
    }

    private double[] numbers(String column) {
        if (column.equals("loss")) {
            return table.losses;
        }
        if (column.equals("weight")) {
            return table.weights;
        }
        double[] numbers = table.factors.get(Factor.named(column));
        if (numbers == null) {
            throw new IllegalArgumentException(noColumn(column));
        }
        return numbers;
    }

    private String noColumn(String name) {
        List<String> names = new ArrayList<>();
        table.factors.keySet().forEach(factor -> names.add(factor.name()));
        names.addAll(table.labels.keySet());
        names.add("loss");
        return table.name + " has no column '" + name + "'; it has " + String.join(", ", names);
    }

    /**
     * Two tables: the runs that satisfy a condition, and the others.
     *
     * @param condition what goes into the first
     * @return both, each in the order of this table
     */
    public Split split(Predicate<? super Run> condition) {
        return new Split(where(condition), where(run -> !condition.test(run)));
    }

    /**
     * The two parts of a table.
     *
     * @param matching the runs that satisfy the condition
     * @param rest the others
     */
    public record Split(Dataset matching, Dataset rest) {}

    /**
     * A table for each value of a label.
     *
     * @param label name of a text column
     * @return the tables by value, in the order of first appearance
     * @throws IllegalArgumentException when there is no such column
     */
    public Map<String, Dataset> groupBy(String label) {
        Map<String, Dataset> groups = new LinkedHashMap<>();
        List<String> texts = label(label);
        for (String value : texts) {
            groups.computeIfAbsent(value, key -> keep(row -> texts.get(row).equals(key)));
        }
        return Collections.unmodifiableMap(groups);
    }

    /**
     * The table without the runs of highest loss. Runs of equal loss go in the order of the table.
     *
     * @param count how many runs to leave out, exactly
     * @return a new table
     * @throws IllegalArgumentException unless 0 &lt;= count &lt; size
     */
    public Dataset withoutHighestLoss(int count) {
        if (!(count >= 0 && count < size())) {
            throw new IllegalArgumentException(
                    String.format("cannot leave out %d of %d runs", count, size()));
        }
        boolean[] left = new boolean[size()];
        IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -table.losses[row]))
                .limit(count)
                .forEach(row -> left[row] = true);
        return keep(row -> !left[row]);
    }

    private Dataset keep(IntPredicate kept) {
        int[] rows = IntStream.range(0, size()).filter(kept).toArray();
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        table.factors.forEach((factor, column) -> factors.put(factor, pick(column, rows)));
        Map<String, String[]> labels = new LinkedHashMap<>();
        table.labels.forEach(
                (name, column) ->
                        labels.put(
                                name,
                                IntStream.of(rows)
                                        .mapToObj(row -> column[row])
                                        .toArray(String[]::new)));
        return new Dataset(
                new Table(
                        table.name,
                        table.counting,
                        factors,
                        labels,
                        pick(table.losses, rows),
                        pick(table.weights, rows)));
    }

    private static double[] pick(double[] column, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> column[row]).toArray();
    }

    /**
     * How far the runs reach in N, D and C, as far as they state them.
     *
     * @return the ranges and the counting rule
     */
    public Scope scope() {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)) {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = 0;
            for (int row = 0; row < size(); row++) {
                double value = value(factor, row);
                if (value > 0) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }
            if (highest > 0) {
                ranges.put(factor, new Interval(lowest, highest));
            }
        }
        return new Scope(ranges, table.counting);
    }

    @Override
    public Iterator<Run> iterator() {
        return IntStream.range(0, size()).mapToObj(this::run).iterator();
    }

    /**
     * Says where the runs come from, how many there are and which columns they have.
     *
     * @return one line
     */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        table.factors.keySet().forEach(factor -> names.add(factor.name()));
        names.add("loss");
        String labels = table.labels.isEmpty() ? "" : "; labels " + String.join(", ", labels());
        return table.name + ": " + size() + " runs of " + String.join(", ", names) + labels;
    }
}
