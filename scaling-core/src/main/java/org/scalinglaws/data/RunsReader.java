package org.scalinglaws.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.scalinglaws.data.Table.Response;
import org.scalinglaws.recipe.Factor;

/** Runs out of a table: what its names and cells mean, row by row into columns. */
final class RunsReader {
    private static final String UNITS_ROW =
            "; no cell of this first row is a number: if it holds units, --bad-rows skip (in Java"
                    + " CsvFormat.withBadRows) leaves it out and --unit NAME=UNIT (withUnit) says them";

    private static final String WEIGHT = ColumnName.WEIGHT;

    /** So many characters of a text show how it is written. */
    private static final int HEAD = 1 << 16;

    private final String source;
    private final Rows table;
    private final CsvFormat format;
    private final Header header;
    private final Meanings meanings;
    private final Conditions conditions;
    private final Faults faults;
    private final List<CellColumn> columns = new ArrayList<>();
    private final GrowingLongs places = new GrowingLongs();
    private final GrowingLongs rows = new GrowingLongs();

    /** The columns that were read, and what became of the rows. */
    record Outcome(Table runs, ReadReport report) {}

    private RunsReader(String source, Rows table, CsvFormat format) {
        this.source = source;
        this.table = table;
        this.format = format;
        this.header = new Header(table.header() + ": ", table.names(), format);
        this.meanings = new Meanings(table, header, format);
        this.conditions = new Conditions(source, header, format, meanings);
        this.faults = new Faults(source);
        for (int place = 0; place < header.size(); place++) {
            columns.add(meanings.column(place));
        }
    }

    static Outcome read(TextSource source, CsvFormat format) {
        try (BufferedReader text = source.open()) {
            text.mark(HEAD + 1);
            char[] first = new char[HEAD];
            int length = filled(text, first);
            boolean whole = text.read() < 0;
            text.reset();

            String head = new String(first, 0, length);
            if (JsonRows.isJson(head)) {
                try (JsonRows rows = new JsonRows(source.kept(text))) {
                    return new RunsReader(source.name(), rows, format).reading();
                }
            }
            Names names = new Names(format);
            Dialect dialect = Dialect.of(head, whole, names, format.delimiter());
            Rows rows = new DelimitedRows(source.name(), text, dialect, names);
            return new RunsReader(source.name(), rows, format).reading();
        } catch (IOException | UncheckedIOException broken) {
            throw unreadable(source.name(), broken);
        }
    }

    private static int filled(Reader text, char[] first) throws IOException {
        int length = 0;
        int more = text.read(first, 0, first.length);
        while (more > 0) {
            length += more;
            more = text.read(first, length, first.length - length);
        }
        return length;
    }

    private static DataException unreadable(String source, Exception broken) {
        Throwable first = broken;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return new DataException(source + ": cannot be read: " + first.getMessage(), broken);
    }

    private Outcome reading() {
        long row = 0;
        while (table.next()) {
            readRow(++row);
        }

        // A value that no row has is a misspelling, not an empty answer.
        conditions.requireSeen();
        if (faults.count() > 0 && (format.badRows() == BadRows.STOP || places.size() == 0)) {
            throw faults.refusal(row);
        }
        if (places.size() == 0) {
            throw new DataException(
                    source
                            + (row == 0
                                    ? ": no runs below the header"
                                    : ": no run satisfies every condition"));
        }

        Table runs = conditions.of(finish());
        if (format.lastOf().isPresent()) {
            runs = runs.lastOf(format.lastOf().get());
        }
        return new Outcome(runs, faults.report(row, places.size()));
    }

    private void readRow(long row) {
        if (table.size() != header.size()) {
            faults.add(
                    table.where(table.place()),
                    "another number of cells",
                    String.format(
                            "%d cells where the header has %d columns",
                            table.size(), header.size()));
            return;
        }

        // Conditions come before the numbers: a row that is not asked for may hold anything.
        if (!conditions.keep(table::cell)) {
            return;
        }
        for (int place = 0; place < header.size(); place++) {
            CellColumn.Problem problem = columns.get(place).add(table.cell(place));
            if (problem != null) {
                columns.subList(0, place + 1).forEach(CellColumn::dropLast);
                String column = "column '" + header.shown(place) + "': ";
                faults.add(
                        table.where(table.place()),
                        column + problem.kind(),
                        column + problem.sentence() + (row == 1 ? ofUnits() : ""));
                return;
            }
        }
        places.add(table.place());
        rows.add(row);
    }

    /** What is said of a first row of words, as some put units below names. */
    private String ofUnits() {
        int words = 0;
        for (int place = 0; place < header.size(); place++) {
            String cell = table.cell(place);
            boolean letters = cell.chars().anyMatch(Character::isLetter);
            words +=
                    letters && !Cell.isNan(cell) && cell.chars().noneMatch(Character::isDigit)
                            ? 1
                            : 0;
        }
        return words > 1 && words == header.size() ? UNITS_ROW : "";
    }

    private Table finish() {
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        Map<String, String[]> labels = new LinkedHashMap<>();
        int weightPlace = weightPlace();

        for (Map.Entry<String, Integer> named : header.places().entrySet()) {
            int place = named.getValue();
            CellColumn column = columns.get(place);
            if (place == header.lossPlace() || place == weightPlace) {
                continue;
            }
            if (column.isText()) {
                labels.put(named.getKey(), column.texts());
            } else {
                faults.note(header.shown(place), column.infinite());
                factors.put(Factor.named(named.getKey()), column.numbers());
            }
        }

        fillTokens(factors);
        format.rowColumn()
                .ifPresent(
                        name ->
                                factors.put(
                                        Factor.named(name),
                                        IntStream.range(0, rows.size())
                                                .mapToDouble(rows::get)
                                                .toArray()));

        int lossPlace = header.lossPlace();
        Response losses =
                new Response(header.name(lossPlace), columns.get(lossPlace).numbers())
                        .in(format.lossUnit());
        Response weights = weights(weightPlace);
        return new Table(source, format.counting(), factors, labels, losses, weights);
    }

    /** Known deviations stand in for weights that the file does not have. */
    private int weightPlace() {
        Integer place = header.places().get(WeightKind.DEVIATIONS);
        return header.weightPlace() < 0
                        && place != null
                        && place != header.lossPlace()
                        && areDeviations(columns.get(place))
                ? place
                : header.weightPlace();
    }

    /** Standard deviations are positive in every row, and so are one over their squares. */
    private static boolean areDeviations(CellColumn column) {
        return !column.isText()
                && Arrays.stream(column.numbers())
                        .flatMap(sigma -> DoubleStream.of(sigma, WeightKind.SIGMA.weight(sigma)))
                        .allMatch(number -> Cell.refusal(true, number) == null);
    }

    private Response weights(int place) {
        if (place < 0) {
            double[] ones = new double[places.size()];
            Arrays.fill(ones, 1);
            return new Response(WEIGHT, ones);
        }

        String name = header.name(place);
        double[] numbers = columns.get(place).numbers();
        WeightKind stated = header.weightKind();
        WeightKind kind = stated == null ? WeightKind.guess(name, numbers) : stated;

        // A standard deviation may be so small that one over its square is infinite.
        for (int row = 0; row < numbers.length; row++) {
            requirePositive(
                    row,
                    "column '" + name + "', as one over its square",
                    kind.weight(numbers[row]));
        }
        return new Response(name, numbers, kind);
    }

    /** Where tokens are missing and FLOPs given, D = C/6N. */
    private void fillTokens(Map<Factor, double[]> factors) {
        double[] params = factors.get(Factor.PARAMETERS);
        if (params == null) {
            return;
        }

        double[] none = new double[params.length];
        Arrays.fill(none, Double.NaN);
        double[] flops = factors.getOrDefault(Factor.FLOPS, none);
        double[] tokens = factors.getOrDefault(Factor.TOKENS, none.clone());

        // What is stated stays, even where it is not 6ND; what is derived must be fit for a run.
        for (int row = 0; row < tokens.length; row++) {
            if (Double.isNaN(tokens[row])) {
                tokens[row] = flops[row] / (6 * params[row]);
                requirePositive(row, "tokens, which are flops / 6 params", tokens[row]);
            } else if (Double.isNaN(flops[row])) {
                double derived = 6 * params[row] * tokens[row];
                requirePositive(row, "flops, which are 6 params tokens", derived);
            }
        }

        if (factors.containsKey(Factor.FLOPS)) {
            factors.put(Factor.TOKENS, tokens);
        }
    }

    /** What follows from two numbers may be too large or too small to be one. */
    private void requirePositive(int row, String what, double value) {
        String problem = Double.isNaN(value) ? null : Cell.refusal(true, value);
        if (problem != null) {
            throw at(places.get(row), what + ", " + problem);
        }
    }

    private DataException at(long place, String problem) {
        return new DataException(table.where(place) + ": " + problem);
    }
}
