package org.scalinglaws.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Table.Response;
import org.scalinglaws.recipe.Factor;

/** Runs out of CSV: reads a stream row by row into columns. */
final class RunsReader {
    private static final String LOSS = CsvFormat.DEFAULT.lossColumn();
    private static final String WEIGHT = CsvFormat.DEFAULT.weightColumn();
    private static final String BROKEN_CELL = ", too long a cell or text after a closing quote";

    private final String source;
    private final CsvFormat format;
    private final List<CellColumn> columns = new ArrayList<>();
    private final GrowingLongs lines = new GrowingLongs();
    private final GrowingLongs rows = new GrowingLongs();
    private @Nullable Header header;

    private RunsReader(String source, CsvFormat format) {
        this.source = source;
        this.format = format;
    }

    static Table read(Path path, CsvFormat format) {
        String name = String.valueOf(path.getFileName());
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new DataException("no file '" + path + "'");
        }
        try (CsvReader<CsvRecord> reader = builder().detectBomHeader(true).ofCsvRecord(path)) {
            return new RunsReader(name, format).table(reader.iterator());
        } catch (IOException broken) {
            throw unreadable(name, broken);
        }
    }

    static Table read(String name, Reader reader, CsvFormat format) {
        try {
            PushbackReader text = withoutMark(reader);
            return new RunsReader(name, format).table(builder().ofCsvRecord(text).iterator());
        } catch (IOException broken) {
            throw unreadable(name, broken);
        }
    }

    /** Rows of any length are let through: {@link #readRow} says which line is ragged. */
    private static CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /** A byte order mark is no text; of a path FastCSV takes it away. */
    private static PushbackReader withoutMark(Reader reader) throws IOException {
        PushbackReader text = new PushbackReader(reader);
        int first = text.read();
        if (first >= 0 && first != '\uFEFF') {
            text.unread(first);
        }
        return text;
    }

    private Table table(Iterator<CsvRecord> records) {
        try {
            Header names = readHeader(names(records));
            Conditions conditions = new Conditions(source, names, format);
            long row = 0;
            while (records.hasNext()) {
                readRow(names, conditions, records.next(), ++row);
            }

            // A value that no row has is a misspelling, not an empty answer.
            conditions.requireSeen();
            if (lines.size() == 0) {
                throw new DataException(
                        source
                                + (row == 0
                                        ? ": no runs below the header"
                                        : ": no run satisfies every condition"));
            }

            return conditions.of(finish(names));
        } catch (CsvParseException broken) {
            throw new DataException(
                    header == null
                            ? source + ":1: the header has too many columns" + BROKEN_CELL
                            : source
                                    + ": after line "
                                    + lines.last()
                                    + ": a row has too many cells"
                                    + BROKEN_CELL,
                    broken);
        } catch (UncheckedIOException broken) {
            throw unreadable(source, broken);
        }
    }

    private static DataException unreadable(String source, Exception broken) {
        Throwable first = broken;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return new DataException(source + ": cannot be read: " + first.getMessage(), broken);
    }

    /**
     * The line that names the columns; those above it that begin with # and do not name the loss are a
     * comment.
     */
    private CsvRecord names(Iterator<CsvRecord> records) {
        while (records.hasNext()) {
            CsvRecord next = records.next();
            boolean comment = next.getField(0).startsWith(Cell.COMMENT);
            if (!comment || next.getFields().stream().anyMatch(this::isLoss)) {
                return next;
            }
        }
        throw new DataException(source + ": the file is empty");
    }

    private boolean isLoss(String name) {
        return name.strip().equalsIgnoreCase(format.lossColumn());
    }

    private Header readHeader(CsvRecord record) {
        String where = source + ":" + record.getStartingLineNumber() + ": ";
        Header names = new Header(where, record.getFields(), format);
        for (int place = 0; place < names.size(); place++) {
            columns.add(column(names, place));
        }
        header = names;
        return names;
    }

    private static CellColumn column(Header names, int place) {
        String name = names.name(place);
        if (place == names.lossPlace()) {
            return CellColumn.required(name.equals(LOSS));
        }
        if (place == names.weightPlace()) {
            return CellColumn.required(true);
        }
        return names.isRead(place) ? CellColumn.of(name) : CellColumn.unread();
    }

    private void readRow(Header names, Conditions conditions, CsvRecord record, long row) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != names.size()) {
            throw at(
                    line,
                    String.format(
                            "%d cells where the header has %d columns",
                            record.getFieldCount(), names.size()));
        }

        // Conditions come before the numbers: a row that is not asked for may hold anything.
        if (!conditions.keep(place -> record.getField(place).strip())) {
            return;
        }
        lines.add(line);
        rows.add(row);

        for (int place = 0; place < names.size(); place++) {
            String problem = columns.get(place).add(record.getField(place).strip());
            if (problem != null) {
                throw at(line, "column '" + names.shown(place) + "': " + problem);
            }
        }
    }

    private Table finish(Header names) {
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        Map<String, String[]> labels = new LinkedHashMap<>();
        int weightPlace = weightPlace(names);

        for (Map.Entry<String, Integer> named : names.places().entrySet()) {
            int place = named.getValue();
            CellColumn column = columns.get(place);
            if (place == names.lossPlace() || place == weightPlace) {
                continue;
            }
            if (column.isText()) {
                labels.put(named.getKey(), column.texts());
            } else {
                factors.put(Factor.named(named.getKey()), finite(names.shown(place), column));
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

        int lossPlace = names.lossPlace();
        Response losses = new Response(names.name(lossPlace), columns.get(lossPlace).numbers());
        Response weights = weights(names, weightPlace);
        return new Table(source, format.counting(), factors, labels, losses, weights);
    }

    /** Known deviations stand in for weights that the file does not have. */
    private int weightPlace(Header names) {
        Integer place = names.places().get(WeightKind.DEVIATIONS);
        return names.weightPlace() < 0
                        && place != null
                        && place != names.lossPlace()
                        && areDeviations(columns.get(place))
                ? place
                : names.weightPlace();
    }

    /** Standard deviations are positive in every row, and so are one over their squares. */
    private static boolean areDeviations(CellColumn column) {
        return !column.isText()
                && Arrays.stream(column.numbers())
                        .flatMap(sigma -> DoubleStream.of(sigma, WeightKind.SIGMA.weight(sigma)))
                        .allMatch(number -> Cell.refusal(true, number) == null);
    }

    private Response weights(Header names, int place) {
        if (place < 0) {
            double[] ones = new double[lines.size()];
            Arrays.fill(ones, 1);
            return new Response(WEIGHT, ones);
        }

        String name = names.name(place);
        double[] numbers = columns.get(place).numbers();
        WeightKind stated = names.weightKind();
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

    private double[] finite(String name, CellColumn column) {
        int row = column.firstInfinite();
        if (row >= 0) {
            throw at(
                    lines.get(row),
                    String.format(
                            "column '%s': must be finite, got %s", name, column.texts()[row]));
        }
        return column.numbers();
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
            throw at(lines.get(row), what + ", " + problem);
        }
    }

    private DataException at(long line, String problem) {
        return new DataException(source + ":" + line + ": " + problem);
    }
}
