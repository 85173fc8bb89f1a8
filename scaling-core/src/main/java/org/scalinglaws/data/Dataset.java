package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.io.Reader;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A table of training runs, immutable: a column for each {@link Factor}, a loss and a weight for
 * each run, and text labels to filter and group by. All runs count parameters by one rule.
 *
 * <pre>
 *   Dataset runs = Dataset.readCsv(Path.of("runs.csv")).where(run -&gt; run.loss().nats() &lt; 5);
 * </pre>
 */
public final class Dataset implements Iterable<Run> {
    private final Table table;

    Dataset(Table table) {
        this.table = table;
    }

    Table table() {
        return table;
    }

    /**
     * How a table of runs is written as JSON and read back.
     *
     * @return the form {@code runs}, version 1: columns of numbers and of texts, losses and weights
     */
    public static JsonForm<Dataset> json() {
        return DatasetJson.FORM;
    }

    /**
     * A table of the given runs. The loss stands in a column {@code loss} and the weight in {@code
     * weight}; where the runs have a factor of that name, in {@code response} and {@code frequency}.
     *
     * @param runs at least one run, all with one counting rule
     * @return the table
     * @throws DataException when there are none, or when they count parameters differently
     */
    public static Dataset of(List<Run> runs) {
        Require.noNull("runs", runs);
        return new Dataset(Table.of(runs));
    }

    /**
     * A table of runs given by columns: {@code Dataset.of(params, tokens, losses)}.
     *
     * @param parameters N of each run, all parameters counted
     * @param tokens D of each run
     * @param losses the loss of each run, nats per token
     * @return the table, in the order of the arrays
     * @throws IllegalArgumentException when the arrays are not equally long, or when a size or a count
     *     of tokens is not positive
     * @throws DataException when they are empty
     */
    public static Dataset of(double[] parameters, double[] tokens, double[] losses) {
        requireNonNull(parameters, "parameters");
        requireNonNull(tokens, "tokens");
        requireNonNull(losses, "losses");
        if (tokens.length != parameters.length || losses.length != parameters.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "sizes, tokens and losses must be equally many, got %d, %d and %d",
                            parameters.length, tokens.length, losses.length));
        }
        return of(row -> Recipe.of(parameters[row], tokens[row]), losses);
    }

    /**
     * A table of runs of one factor: {@code Dataset.of(Factor.named("epochs"), epochs, losses)}.
     *
     * @param factor what changes from run to run
     * @param values the factor of each run
     * @param losses the loss of each run, nats per token
     * @return the table, in the order of the arrays
     * @throws IllegalArgumentException when the arrays are not equally long, or when a value is outside
     *     the range of the factor
     * @throws DataException when they are empty
     */
    public static Dataset of(Factor factor, double[] values, double[] losses) {
        requireNonNull(factor, "factor");
        requireNonNull(values, "values");
        requireNonNull(losses, "losses");
        if (losses.length != values.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "values and losses must be equally many, got %d and %d",
                            values.length, losses.length));
        }
        return of(row -> Recipe.of(Map.of(factor, values[row])), losses);
    }

    /** Runs are made one at a time: a million at once would take ten times the memory of the table. */
    private static Dataset of(IntFunction<Recipe> recipes, double[] losses) {
        return new Dataset(
                Table.of(
                        new AbstractList<>() {
                            @Override
                            public Run get(int row) {
                                return Run.of(recipes.apply(row), Loss.nats(losses[row]));
                            }

                            @Override
                            public int size() {
                                return losses.length;
                            }
                        }));
    }

    /**
     * A table of runs whose weights are of a kind, such as runs made out of those of another table.
     *
     * @param runs at least one run, all with one counting rule
     * @param kind what their weights mean; for known deviations a weight is one over the square of one
     * @return the table
     * @throws DataException when there are none, or when they count parameters differently
     */
    public static Dataset of(List<Run> runs, WeightKind kind) {
        Dataset counts = of(runs);
        return requireNonNull(kind, "kind") == WeightKind.SIGMA
                ? counts.withWeights(kind, run -> 1 / Math.sqrt(run.weight()))
                : counts.withWeights(kind);
    }

    /**
     * Reads a table of runs with a header in any order: cells between commas, semicolons, tabs or bars,
     * or between blanks as pandas, {@code column -t} and {@code numpy.savetxt} write them; JSON Lines, a
     * JSON array or the JSON of a tracker, each plain or packed by gzip. What it is shows by its first
     * characters, not by its name. Rules of Markdown, of psql and of mysql are passed over.
     *
     * <p>Model size is the column {@code params}, {@code parameters} or {@code n}; tokens are {@code
     * tokens} or {@code d}; training FLOPs {@code flops}, {@code compute} or {@code c}; then {@code
     * loss}, and optionally {@code weight} or {@code sigma}. These names may be in either case; {@link
     * CsvFormat#withColumn} understands others. In JSON the keys of nested objects are names with dots
     * between them. Sizes may be written {@code 1300000000}, {@code 1.3B}, {@code 1_300_000_000} or
     * {@code "1,300,000,000"}; decimals may begin with a comma where the cells of a column show it.
     *
     * <p>Weights are counts of runs, precisions where one of them is not whole or their sum is more than
     * ten times the rows; a column {@code sigma}, positive in every row, holds known standard deviations
     * of the loss where there is no column {@code weight}. {@link #withWeights(WeightKind)} takes them
     * for another kind. Where tokens are missing and FLOPs given, D = C/6N. A further column becomes a
     * {@link Factor} when all its cells are numbers and a label otherwise; a cell that is blank, NaN or
     * infinite is a missing value. A column without a name is passed over, and so are blank lines and
     * those that begin with #. A name behind a backslash stands for itself: {@code \n} is a factor n,
     * not N.
     *
     * @param path the file, UTF-8 or UTF-16
     * @return the runs in file order, parameters counted in full
     * @throws DataException when the file is absent or a cell breaks a rule; it names the line, and of
     *     several bad rows the first 20
     */
    public static Dataset readCsv(Path path) {
        requireNonNull(path, "path");
        return readCsv(path, CsvFormat.DEFAULT);
    }

    /**
     * Reads a CSV file as {@link #readCsv(Path)} does.
     *
     * @param path the file, such as {@code runs.csv}
     * @return the runs in file order, parameters counted in full
     * @throws DataException when the file is absent or a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(String path) {
        return readCsv(Path.of(requireNonNull(path, "path")));
    }

    /**
     * Reads a CSV file as {@link #readCsv(Path)} does, with the loss in another column: a validation
     * loss, an error, or anything else that a law is to predict. It may be zero or negative. A column
     * {@code loss} is then a further column like any other.
     *
     * @param path the file, UTF-8
     * @param lossColumn the column, as the header spells it or in another case
     * @return the runs in file order, parameters counted in full
     * @throws DataException when the file is absent or a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(Path path, String lossColumn) {
        requireNonNull(path, "path");
        requireNonNull(lossColumn, "lossColumn");
        return readCsv(path, CsvFormat.DEFAULT.withLossColumn(lossColumn));
    }

    /**
     * Reads a CSV file as {@link #readCsv(Path)} does, where it differs from the usual.
     *
     * @param path the file, UTF-8
     * @param format which columns hold losses and weights, and how parameters are counted
     * @return the runs in file order
     * @throws DataException when the file is absent or a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(Path path, CsvFormat format) {
        return Reading.of(path, format).runs();
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
        return readCsv(name, reader, CsvFormat.DEFAULT);
    }

    /**
     * Reads CSV text as {@link #readCsv(Path, CsvFormat)} does, from anywhere.
     *
     * @param name what messages call the source
     * @param reader the text; it is read to its end and left open
     * @param format which columns hold losses and weights, and how parameters are counted
     * @return the runs in order
     * @throws DataException when a cell breaks a rule; it names the line
     */
    public static Dataset readCsv(String name, Reader reader, CsvFormat format) {
        return Reading.of(name, reader, format).runs();
    }

    /**
     * Writes the table as CSV that {@link #readCsv(Path, CsvFormat)} reads back to the same bits,
     * whatever the columns are called, told the names of the loss and weight columns; {@link
     * #readCsv(Path)} where they are {@code loss} and {@code weight} and every loss is positive. Weights
     * keep their kind: where a reader would take them for another it stands in the header, such as
     * {@code weight (counts)}. How parameters are counted is not written.
     *
     * @param path the file to write or replace
     */
    public void writeCsv(Path path) {
        requireNonNull(path, "path");
        CsvTable.write(table, path);
    }

    /**
     * Where the runs come from.
     *
     * @return the file name, or {@code runs}
     */
    public String name() {
        return table.source();
    }

    /**
     * The number of runs.
     *
     * @return at least 1, unless a filter left none
     */
    public int size() {
        return table.size();
    }

    /**
     * How all runs count their parameters.
     *
     * @return the counting rule
     */
    public Counting counting() {
        return table.counting();
    }

    /**
     * The same numbers with parameters said to be counted by another rule.
     *
     * @param rule the rule that the numbers follow
     * @return a new table
     */
    public Dataset countedAs(Counting rule) {
        requireNonNull(rule, "rule");
        return new Dataset(table.countedAs(requireNonNull(rule, "counting")));
    }

    /**
     * The factors that at least one run states.
     *
     * @return an unmodifiable set, in column order
     */
    public Set<Factor> factors() {
        return Collections.unmodifiableSet(table.factors().keySet());
    }

    /**
     * What a message may add that a factor is absent: which column is most likely meant, and its unit.
     *
     * @param factor one that these runs lack
     * @return the end of a sentence, or nothing where no column is like it
     */
    public String hintOf(Factor factor) {
        requireNonNull(factor, "factor");
        List<String> columns = new ArrayList<>(labels());
        factors().forEach(known -> columns.add(known.name()));
        return Likely.hintOf(factor.name(), columns);
    }

    /**
     * The names of the text columns.
     *
     * @return an unmodifiable set, in column order
     */
    public Set<String> labels() {
        return Collections.unmodifiableSet(table.labels().keySet());
    }

    /**
     * One factor of every run.
     *
     * @param factor which number
     * @return a new array in the order of the runs; NaN where a run does not state it; FLOPs that
     *     are not stated are 6ND
     */
    public double[] column(Factor factor) {
        requireNonNull(factor, "factor");
        return table.values(factor);
    }

    /**
     * One column of numbers, such as {@code loss}, {@code params} or {@code flops}.
     *
     * @param name a factor by any name that a CSV file may give it, or the loss or weight column
     * @return a new array in the order of the runs; NaN where a run does not state it; FLOPs that
     *     are not stated are 6ND
     * @throws IllegalArgumentException when there is no such column, or when it holds text
     */
    public double[] column(String name) {
        double[] numbers = table.numbers(requireNonNull(name, "name"));
        if (numbers == null && table.labels().containsKey(name)) {
            throw new IllegalArgumentException(
                    "column '" + name + "' of " + name() + " holds text, not numbers");
        }
        boolean compute = ColumnName.canonical(name).equals(Factor.FLOPS.name());
        return compute && numbers == table.factors().get(Factor.FLOPS) && hasCompute()
                ? column(Factor.FLOPS)
                : table.known(numbers, name).clone();
    }

    private boolean hasCompute() {
        return table.factors().containsKey(Factor.FLOPS)
                || table.factors().keySet().containsAll(List.of(Factor.PARAMETERS, Factor.TOKENS));
    }

    /**
     * The name of the column that is the loss.
     *
     * @return {@code loss} unless another was chosen
     */
    public String lossColumn() {
        return table.losses().name();
    }

    /**
     * The name of the column that is the weight.
     *
     * @return {@code weight} unless another was chosen
     */
    public String weightColumn() {
        return table.weights().name();
    }

    /**
     * A text column.
     *
     * @param name its name
     * @return a new list in the order of the runs
     * @throws IllegalArgumentException when there is no such column
     */
    public List<String> label(String name) {
        requireNonNull(name, "name");
        String[] column = table.labels().get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    table.numbers(name) == null
                            ? table.noColumn(name)
                            : "column '" + name + "' of " + name() + " holds numbers, not text");
        }
        return List.of(column);
    }

    /**
     * A column of text or of numbers, as text: what {@link #groupBy} groups by.
     *
     * @param column its name
     * @return a new list in the order of the runs; blank where a number is missing
     * @throws IllegalArgumentException when there is no such column
     */
    public List<String> texts(String column) {
        requireNonNull(column, "column");
        return List.of(table.known(table.texts(column), column));
    }

    /**
     * The loss of every run.
     *
     * @return a new array, nats per token
     */
    public double[] losses() {
        return table.losses().numbers().clone();
    }

    /**
     * The unit that the losses were stated in, and are spoken of; inside they are nats per token.
     *
     * @return nats unless the format said another
     */
    public LossUnit lossUnit() {
        return table.losses().unit();
    }

    /**
     * The weight of every run; {@link #weightKind} says what it means.
     *
     * @return a new array; one over the square where the column holds standard deviations
     */
    public double[] weights() {
        return table.column(table::weight);
    }

    /**
     * What the weights mean.
     *
     * @return the kind; runs made in Java count, unless another kind was chosen
     */
    public WeightKind weightKind() {
        return table.weights().kind();
    }

    /**
     * One run.
     *
     * @param row its place, from 0
     * @return the run
     */
    public Run run(int row) {
        Require.place("row", row, size());
        Map<Factor, Double> values = new LinkedHashMap<>();
        table.factors()
                .forEach(
                        (factor, column) -> {
                            if (!Double.isNaN(column[row])) {
                                values.put(factor, column[row]);
                            }
                        });
        Recipe recipe = Recipe.of(values).countedAs(counting());
        Loss loss = Loss.nats(table.losses().numbers()[row]);
        return new Run(recipe, loss, table.weight(row));
    }

    /**
     * The runs that satisfy a condition.
     *
     * @param condition what to keep
     * @return a new table; it may be empty
     */
    public Dataset where(Predicate<? super Run> condition) {
        requireNonNull(condition, "condition");
        return keep(row -> condition.test(run(row)));
    }

    /**
     * The runs whose column has one of some values: compared as numbers where both sides are numbers,
     * else as text. A blank value asks for the runs that do not state the column.
     *
     * @param column a label, or a factor by any name that a CSV file may give it, or the loss or
     *     weight column
     * @param values the values to keep; without any, no run is kept
     * @return a new table; it may be empty
     * @throws IllegalArgumentException when there is no such column
     */
    public Dataset where(String column, String... values) {
        requireNonNull(column, "column");
        Require.noNull("values", values);
        return new Dataset(table.where(column, Wanted.of(Relation.EQUAL, List.of(values))));
    }

    /**
     * The runs whose column satisfies a condition.
     *
     * @param column a label, or a column of numbers, which are asked for as {@link #groupBy} writes
     *     them; a missing number is blank
     * @param condition what to keep
     * @return a new table; it may be empty
     * @throws IllegalArgumentException when there is no such column
     */
    public Dataset where(String column, Predicate<? super String> condition) {
        requireNonNull(column, "column");
        requireNonNull(condition, "condition");
        String[] texts = table.known(table.texts(column), column);
        return keep(row -> condition.test(texts[row]));
    }

    /**
     * Two tables: the runs that satisfy a condition, and the others.
     *
     * @param condition what goes into the first
     * @return both, each in the order of this table
     */
    public Split split(Predicate<? super Run> condition) {
        requireNonNull(condition, "condition");
        return new Split(where(condition), where(run -> !condition.test(run)));
    }

    /**
     * The two parts of a table.
     *
     * @param matching the runs that satisfy the condition
     * @param rest the others
     */
    public record Split(Dataset matching, Dataset rest) {
        /** Refuses an absent part; an empty one is none. */
        public Split {
            requireNonNull(matching, "matching");
            requireNonNull(rest, "rest");
        }
    }

    /**
     * A table for each value of a column. A whole number is written plainly, such as {@code 512} or
     * {@code 100000000}, up to 1e15; another in full precision, such as {@code 0.25} or {@code 1e18};
     * a missing one is blank. {@link #where(String, String...)} finds the same runs by that text.
     *
     * @param column a label, or a column of numbers
     * @return the tables by value, in the order of first appearance
     * @throws IllegalArgumentException when there is no such column
     */
    public Map<String, Dataset> groupBy(String column) {
        requireNonNull(column, "column");
        Map<String, Dataset> groups = new LinkedHashMap<>();
        String[] texts = table.known(table.texts(column), column);
        for (String value : texts) {
            groups.computeIfAbsent(value, key -> keep(row -> texts[row].equals(key)));
        }
        return Collections.unmodifiableMap(groups);
    }

    /**
     * The column that tells training runs apart where rows are checkpoints of them: {@code run}, in any
     * case, where its values return, or {@code name} where each value has other tokens in each of its
     * rows. One model size goes with one value. Checkpoints of one run are not independent, and errors
     * reckon with that.
     *
     * @return a label or a factor; empty where every row is a run of its own
     */
    public Optional<String> trainingRuns() {
        return new TrainingRuns(table).column();
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
        if (count == 0) {
            return this;
        }
        double[] losses = table.losses().numbers();
        boolean[] left = new boolean[size()];
        IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -losses[row]))
                .limit(count)
                .forEach(row -> left[row] = true);
        return keep(row -> !left[row]);
    }

    /**
     * The last checkpoint of each training run: that of most tokens, or where no tokens are stated the
     * last row. Its labels stay.
     *
     * @param column the column that tells training runs apart, in any case; rows that leave it blank are
     *     all kept
     * @return a new table in the order of this one
     * @throws IllegalArgumentException when there is no such column
     */
    public Dataset lastOf(String column) {
        return new Dataset(table.lastOf(requireNonNull(column, "column")));
    }

    /**
     * The runs at some places, such as those that a check of them kept.
     *
     * @param kept which places, from 0, to keep
     * @return a new table in the order of this one; it may be empty
     */
    public Dataset whereRow(IntPredicate kept) {
        requireNonNull(kept, "kept");
        return keep(kept);
    }

    private Dataset keep(IntPredicate kept) {
        return new Dataset(table.keep(kept));
    }

    /**
     * The same runs with a factor set: scaled, or made from others.
     *
     * @param factor which number; a new one or one to replace
     * @param value what it is for a run; NaN where a run does not have it
     * @return a new table
     * @throws IllegalArgumentException when the loss, the weight or a label has that name
     * @throws DataException when a value is outside its range; it names the run
     */
    public Dataset with(Factor factor, ToDoubleFunction<? super Run> value) {
        requireNonNull(factor, "factor");
        requireNonNull(value, "value");
        table.refuseTaken(factor);
        double[] column = table.column(row -> value.applyAsDouble(run(row)));
        return new Dataset(table.with(Map.of(factor, table.checked(factor, column))));
    }

    /**
     * The same runs with a factor set, in their order.
     *
     * @param factor which number; a new one or one to replace
     * @param values a number for each run; NaN where a run does not have it
     * @return a new table
     * @throws IllegalArgumentException when the loss, the weight or a label has that name, or when there
     *     are more or fewer numbers than runs
     * @throws DataException when a value is outside its range; it names the run
     */
    public Dataset with(Factor factor, double[] values) {
        requireNonNull(factor, "factor");
        requireNonNull(values, "values");
        if (values.length != size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "values must be as many as the %d runs of %s, got %d",
                            size(), name(), values.length));
        }
        table.refuseTaken(factor);
        return new Dataset(table.with(Map.of(factor, table.checked(factor, values.clone()))));
    }

    /**
     * The same runs with a factor for each text of a column: 1 where a run has that text and 0 where
     * it has another. The factors are called {@code column_text}, such as {@code optimizer_muon}. A
     * run whose text is blank states none of them.
     *
     * @param column a label, or a column of numbers
     * @return a new table, the factors in the order of first appearance; the column stays
     * @throws IllegalArgumentException when there is no such column, or when a column already has the
     *     name of one of the factors
     */
    public Dataset withIndicators(String column) {
        requireNonNull(column, "column");
        return new Dataset(new Indicators(table, column).add());
    }

    /**
     * The same runs with a factor taken as the loss: what a law is to predict. It may be zero or
     * negative. The loss until now becomes a factor of its own name.
     *
     * @param factor which number, stated by every run; it is no factor any longer
     * @return a new table
     * @throws DataException when a run does not state it
     */
    public Dataset withLoss(Factor factor) {
        double[] chosen = column(factor);
        if (factor.name().equals(lossColumn())) {
            return this;
        }
        for (int row = 0; row < chosen.length; row++) {
            table.refuse(
                    row,
                    factor.name(),
                    Double.isNaN(chosen[row]) ? "is missing and cannot be its loss" : null);
        }
        table.checked(Factor.named(lossColumn()), table.losses().numbers());
        return new Dataset(table.withLoss(factor, chosen));
    }

    /**
     * The same runs with other weights, each the number of runs that a row stands for.
     *
     * @param weight a frequency for each run, positive: a weight of 2 is the same run twice
     * @return a new table
     * @throws DataException when a weight is not positive and finite; it names the run
     */
    public Dataset withWeights(ToDoubleFunction<? super Run> weight) {
        requireNonNull(weight, "weight");
        return withWeights(WeightKind.COUNTS, weight);
    }

    /**
     * The same runs with other weights.
     *
     * @param kind what the numbers mean
     * @param number the number of each run, positive: how often it counts, its precision, or the standard
     *     deviation of its loss
     * @return a new table
     * @throws DataException when a number is not positive and finite; it names the run
     */
    public Dataset withWeights(WeightKind kind, ToDoubleFunction<? super Run> number) {
        requireNonNull(kind, "kind");
        requireNonNull(number, "number");
        double[] numbers = table.column(row -> number.applyAsDouble(run(row)));
        return new Dataset(new Reweighting(table).of(kind, numbers));
    }

    /**
     * The same runs with their weights taken for another kind. {@link WeightKind#SIGMA} takes the column
     * {@code sigma}, else the weight column where it has a name of its own; weights that were there beside
     * the column {@code sigma} are no longer. Known deviations become a factor again, and weights by one
     * over their squares; as counts every run counts once.
     *
     * @param kind what the weights mean
     * @return a new table
     * @throws DataException when there are no deviations, or one is not positive and finite; it names the
     *     run
     */
    public Dataset withWeights(WeightKind kind) {
        requireNonNull(kind, "kind");
        return kind == weightKind() ? this : new Dataset(new Reweighting(table).takenFor(kind));
    }

    /**
     * The same runs with each row as often as it counts, each copy with a weight of 1.
     *
     * @return a new table, copies next to each other; this one where no weight counts more than once
     * @throws IllegalArgumentException when the weights are no counts, or one is not whole
     */
    public Dataset copies() {
        boolean single = Arrays.stream(weights()).allMatch(weight -> weight == 1);
        return single && weightKind() == WeightKind.COUNTS
                ? this
                : new Dataset(new Reweighting(table).copies());
    }

    /**
     * How far the runs reach in N, D, C and further factors, as far as they state them.
     *
     * @param further factors beside N, D and C, of either sign
     * @return the ranges and the counting rule
     */
    public Scope scope(Factor... further) {
        Require.noNull("further", further);
        Set<Factor> factors = new LinkedHashSet<>();
        Collections.addAll(factors, Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS);
        Collections.addAll(factors, further);

        return new Scope(table.ranges(factors), counting());
    }

    /**
     * The runs, one by one.
     *
     * @return a stream in their order
     */
    public Stream<Run> stream() {
        return IntStream.range(0, size()).mapToObj(this::run);
    }

    @Override
    public Iterator<Run> iterator() {
        return stream().iterator();
    }

    /**
     * Says where the runs come from, how many there are and which columns they have.
     *
     * @return one line
     */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(table.names());
        names.removeAll(labels());
        String labels = labels().isEmpty() ? "" : "; labels " + String.join(", ", labels());
        return name() + ": " + size() + " runs of " + String.join(", ", names) + labels;
    }
}
