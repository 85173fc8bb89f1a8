package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;

/**
 * The columns of a data set, never written once it holds them. A factor that a run does not state is
 * NaN there.
 */
@SuppressWarnings("ArrayRecordComponent")
record Table(
        String source,
        Counting counting,
        Map<Factor, double[]> factors,
        Map<String, String[]> labels,
        Response losses,
        Response weights) {

    /**
     * A number that every run has: its loss or its weight, the name of that column, what it means as a
     * weight, and the unit that people speak of it in.
     */
    record Response(String name, double[] numbers, WeightKind kind, LossUnit unit) {
        Response(String name, double[] numbers) {
            this(name, numbers, WeightKind.COUNTS);
        }

        Response(String name, double[] numbers, WeightKind kind) {
            this(name, numbers, kind, LossUnit.NATS);
        }

        /** The same numbers, spoken of in a unit. */
        Response in(LossUnit spoken) {
            return new Response(name, numbers, kind, spoken);
        }
    }

    /** The columns of runs, at least one of them and all with one counting rule. */
    static Table of(List<Run> runs) {
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

        // The names may be taken by a factor of the user's own.
        Response loss = new Response(free("loss", "response", factors), losses);
        Response weight = new Response(free("weight", "frequency", factors), weights);
        return new Table("runs", counting, factors, Map.of(), loss, weight);
    }

    /** A name for a column, or another where a factor of the user has that name. */
    static String free(String name, String other, Map<Factor, double[]> factors) {
        return factors.containsKey(Factor.named(name)) ? other : name;
    }

    private static double[] missing(int rows) {
        double[] column = new double[rows];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    int size() {
        return losses.numbers.length;
    }

    /** The column of a factor with what follows from others: FLOPs that are not stated are 6ND. */
    double value(Factor factor, int row) {
        double[] column = factors.get(factor);
        double stated = column == null ? Double.NaN : column[row];
        boolean derived = Double.isNaN(stated) && factor.equals(Factor.FLOPS);
        return derived ? 6 * value(Factor.PARAMETERS, row) * value(Factor.TOKENS, row) : stated;
    }

    /** The same of all rows, as a new array. */
    double[] values(Factor factor) {
        double[] stated = factors.get(factor);
        double[] values = stated == null ? missing(size()) : stated.clone();
        double[] n = factors.get(Factor.PARAMETERS);
        double[] d = factors.get(Factor.TOKENS);
        if (factor.equals(Factor.FLOPS) && n != null && d != null) {
            for (int row = 0; row < values.length; row++) {
                values[row] = Double.isNaN(values[row]) ? 6 * n[row] * d[row] : values[row];
            }
        }
        return values;
    }

    /** A column of numbers by its name or by another that CSV files give it; null if none. */
    double @Nullable [] numbers(String column) {
        double[] exact = exactNumbers(column);
        return exact == null ? exactNumbers(ColumnName.canonical(column)) : exact;
    }

    private double @Nullable [] exactNumbers(String column) {
        if (column.equals(losses.name)) {
            return losses.numbers;
        }
        return column.equals(weights.name)
                ? weights.numbers
                : column.isBlank() ? null : factors.get(Factor.named(column));
    }

    /** A column that must be there. */
    <T> T known(@Nullable T found, String column) {
        if (found == null) {
            throw new IllegalArgumentException(noColumn(column));
        }
        return found;
    }

    String noColumn(String name) {
        return Brief.of(source + " has no column '" + name + "'; it has ", names());
    }

    /** A column of either kind as text; null if there is none. */
    String @Nullable [] texts(String column) {
        String[] texts = labels.get(column);
        double[] numbers = texts == null ? numbers(column) : null;
        return numbers == null
                ? texts
                : Arrays.stream(numbers).mapToObj(Cell::text).toArray(String[]::new);
    }

    /** The columns in their order: factors, labels, loss. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        factors.keySet().forEach(factor -> names.add(factor.name()));
        names.addAll(labels.keySet());
        names.add(losses.name);
        return names;
    }

    void refuseTaken(Factor factor) {
        if (isTaken(factor.name())) {
            throw new IllegalArgumentException(
                    String.format(
                            "'%s' is the loss, the weight or a label of %s; the factor must have"
                                    + " another name",
                            factor.name(), source));
        }
    }

    /** The same column, when every number of it may stand there. */
    double[] checked(Factor factor, double[] column) {
        for (int row = 0; row < column.length; row++) {
            if (!Double.isNaN(column[row])) {
                refuse(row, factor.name(), Cell.refusal(factor.mustBePositive(), column[row]));
            }
        }
        return column;
    }

    /** Refuses a number of a run, where there is a rule against it. */
    void refuse(int row, String column, @Nullable String rule) {
        if (rule != null) {
            throw new DataException(
                    String.format("run %d of %s: %s %s", row + 1, source, column, rule));
        }
    }

    void checkWeights(WeightKind kind, String column, double[] numbers) {
        for (int row = 0; row < numbers.length; row++) {
            refuse(row, column, Cell.refusal(true, numbers[row]));
            refuse(
                    row,
                    "one over the square of " + column,
                    Cell.refusal(true, kind.weight(numbers[row])));
        }
    }

    private boolean isTaken(String name) {
        return Stream.of(losses.name, weights.name).anyMatch(name::equals)
                || labels.containsKey(name);
    }

    Table countedAs(Counting rule) {
        return new Table(source, rule, factors, labels, losses, weights);
    }

    Table with(Map<Factor, double[]> more) {
        Map<Factor, double[]> all = new LinkedHashMap<>(factors);
        all.putAll(more);
        return new Table(source, counting, all, labels, losses, weights);
    }

    Table withWeights(String name, double[] numbers, WeightKind kind) {
        Response others = new Response(name, numbers, kind);
        return new Table(source, counting, factors, labels, losses, others);
    }

    /** A factor becomes the column of known deviations; the weights until now are dropped. */
    Table withDeviations(Factor deviations) {
        Map<Factor, double[]> others = new LinkedHashMap<>(factors);
        double[] numbers = requireNonNull(others.remove(deviations), deviations.name());
        Response known = new Response(deviations.name(), numbers, WeightKind.SIGMA);
        return new Table(source, counting, others, labels, losses, known);
    }

    /** Each row as often as it counts. */
    Table copies() {
        int[] rows =
                IntStream.range(0, size())
                        .flatMap(
                                row -> IntStream.range(0, (int) weights.numbers[row]).map(i -> row))
                        .toArray();
        Table copied = pick(rows);
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        return copied.withWeights(weights.name, ones, WeightKind.COUNTS);
    }

    /** The column of a factor becomes the loss, and the loss a factor. */
    Table withLoss(Factor factor, double[] numbers) {
        Map<Factor, double[]> others = new LinkedHashMap<>();
        Factor earlier = Factor.named(losses.name);
        factors.forEach(
                (known, column) -> {
                    if (!known.equals(factor)) {
                        others.put(known, column);
                    }
                });
        others.put(earlier, losses.numbers);
        Response chosen = new Response(factor.name(), numbers);
        return new Table(source, counting, others, labels, chosen, weights);
    }

    /** The rows whose column has what is wanted. */
    Table where(String column, Wanted wanted) {
        String[] texts = labels.get(column);
        if (texts != null) {
            return keep(row -> wanted.has(texts[row], Cell.number(texts[row])));
        }
        double[] numbers = known(numbers(column), column);
        return keep(row -> wanted.has(numbers[row]));
    }

    /** The last checkpoint of each run of a column: that of most tokens, or else the last row. */
    Table lastOf(String column) {
        String name = spelled(column);
        String[] runs = known(texts(name), name);
        Map<String, Integer> last = new LinkedHashMap<>();
        for (int row = 0; row < runs.length; row++) {
            Integer earlier = runs[row].isEmpty() ? null : last.get(runs[row]);
            boolean further =
                    earlier == null || !(value(Factor.TOKENS, row) < value(Factor.TOKENS, earlier));
            if (further) {
                last.put(runs[row], row);
            }
        }
        return keep(row -> runs[row].isEmpty() || last.containsValue(row));
    }

    /** A column as it is spelled here, which people may write in another case. */
    private String spelled(String column) {
        return names().stream()
                .filter(
                        name ->
                                names().contains(column)
                                        ? name.equals(column)
                                        : name.equalsIgnoreCase(column))
                .findFirst()
                .orElse(column);
    }

    Table keep(IntPredicate kept) {
        return pick(IntStream.range(0, size()).filter(kept).toArray());
    }

    private Table pick(int[] rows) {
        Map<Factor, double[]> chosen = new LinkedHashMap<>();
        factors.forEach((factor, column) -> chosen.put(factor, pick(column, rows)));
        Map<String, String[]> texts = new LinkedHashMap<>();
        labels.forEach((name, column) -> texts.put(name, pick(column, rows)));
        return new Table(
                source,
                counting,
                chosen,
                texts,
                new Response(losses.name, pick(losses.numbers, rows)).in(losses.unit),
                new Response(weights.name, pick(weights.numbers, rows), weights.kind));
    }

    /** Least and greatest value of each factor, as far as runs state it or it follows. */
    Map<Factor, Interval> ranges(Set<Factor> wanted) {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        for (Factor factor : wanted) {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (double value : values(factor)) {
                if (!Double.isNaN(value)) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }

            // A factor that no run states has no range.
            if (lowest <= highest) {
                ranges.put(factor, new Interval(lowest, highest));
            }
        }
        return ranges;
    }

    private static double[] pick(double[] column, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> column[row]).toArray();
    }

    private static String[] pick(String[] column, int[] rows) {
        return IntStream.of(rows).mapToObj(row -> column[row]).toArray(String[]::new);
    }

    /** The weight of a row; a standard deviation is one over its square. */
    double weight(int row) {
        return weights.kind.weight(weights.numbers[row]);
    }

    double[] column(IntToDoubleFunction value) {
        double[] column = new double[size()];
        Arrays.setAll(column, value);
        return column;
    }
}
