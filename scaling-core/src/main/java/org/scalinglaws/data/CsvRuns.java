package org.scalinglaws.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Table.Response;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/** Runs as CSV: reads a stream row by row into columns, and writes columns back. */
final class CsvRuns {
    private static final String LOSS = CsvFormat.DEFAULT.lossColumn();
    private static final String WEIGHT = CsvFormat.DEFAULT.weightColumn();
    private static final String BROKEN_CELL = ", too long a cell or text after a closing quote";
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("n", Factor.PARAMETERS.name()),
                    Map.entry("params", Factor.PARAMETERS.name()),
                    Map.entry("parameters", Factor.PARAMETERS.name()),
                    Map.entry("d", Factor.TOKENS.name()),
                    Map.entry("tokens", Factor.TOKENS.name()),
                    Map.entry("c", Factor.FLOPS.name()),
                    Map.entry("flops", Factor.FLOPS.name()),
                    Map.entry("compute", Factor.FLOPS.name()),
                    Map.entry(LOSS, LOSS),
                    Map.entry(WEIGHT, WEIGHT));

    private final String source;
    private final CsvFormat format;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<String> header = new ArrayList<>();
    private final List<CsvColumn> columns = new ArrayList<>();
    private final GrowingLongs lines = new GrowingLongs();
    private final BitSet ignored = new BitSet();
    private int lossPlace = -1;
    private int weightPlace = -1;

    private CsvRuns(String source, CsvFormat format) {
        this.source = source;
        this.format = format;
    }

    static Dataset read(Path path, CsvFormat format) {
        String name = String.valueOf(path.getFileName());
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new DataException("no file '" + path + "'");
        }
        try (CsvReader<CsvRecord> reader = builder().detectBomHeader(true).ofCsvRecord(path)) {
            return new CsvRuns(name, format).table(reader.iterator());
        } catch (IOException broken) {
            throw new DataException(name + ": cannot be read: " + broken.getMessage(), broken);
        }
    }

    static Dataset read(String name, Reader reader, CsvFormat format) {
        return new CsvRuns(name, format)
                .table(builder().ofCsvRecord(withoutMark(reader)).iterator());
    }

    /** Rows of any length are let through: {@link #readRow} says which line is ragged. */
    private static CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /** A byte order mark is no text; of a path FastCSV takes it away. */
    private static Reader withoutMark(Reader reader) {
        try {
            PushbackReader text = new PushbackReader(reader);
            int first = text.read();
            if (first >= 0 && first != '\uFEFF') {
                text.unread(first);
            }
            return text;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Dataset table(Iterator<CsvRecord> records) {
        try {
            if (!records.hasNext()) {
                throw new DataException(source + ": the file is empty");
            }
            readHeader(records.next());
            while (records.hasNext()) {
                readRow(records.next());
            }
        } catch (CsvParseException broken) {
            throw new DataException(
                    header.isEmpty()
                            ? source + ":1: the header has too many columns" + BROKEN_CELL
                            : source
                                    + ": after line "
                                    + lines.last()
                                    + ": a row has too many cells"
                                    + BROKEN_CELL,
                    broken);
        }
        if (lines.size() == 0) {
            throw new DataException(source + ": no runs below the header");
        }
        return new Dataset(finish());
    }

    private void readHeader(CsvRecord record) {
        long line = record.getStartingLineNumber();
        if (record.getFields().stream().allMatch(CsvRuns::isNumber)) {
            throw at(
                    line,
                    "no header: the first line must name the columns, such as params,tokens,loss");
        }
        for (int place = 0; place < record.getFieldCount(); place++) {
            String written = record.getField(place).trim();
            header.add(written.isEmpty() ? "column_" + (place + 1) : written);
        }
        for (String column : format.ignored()) {
            int place = place(column);
            require(line, column, place >= 0);
            ignored.set(place);
        }
        lossPlace = place(format.lossColumn());
        weightPlace = place(format.weightColumn());
        require(line, format.lossColumn(), lossPlace >= 0);
        require(
                line,
                format.weightColumn(),
                weightPlace >= 0 || format.weightColumn().equals(WEIGHT));
        for (int place = 0; place < header.size(); place++) {
            String name = name(place);
            columns.add(column(place, name));
            if (ignored.get(place)) {
                continue;
            }
            Integer earlier = places.putIfAbsent(name, place);
            if (earlier != null) {
                throw at(
                        line,
                        String.format(
                                "columns '%s' and '%s' both give %s",
                                header.get(earlier), header.get(place), name));
            }
        }
    }

    /** Where the header has a column: as it is spelled, else in another case. */
    private int place(String column) {
        int other = -1;
        for (int place = 0; place < header.size(); place++) {
            String shown = header.get(place);
            if (!ignored.get(place) && shown.equals(column)) {
                return place;
            }
            boolean same = !ignored.get(place) && shown.equalsIgnoreCase(column);
            other = same && other < 0 ? place : other;
        }
        return other;
    }

    private void require(long line, String column, boolean present) {
        if (!present) {
            throw at(
                    line,
                    "no column '" + column + "'; the columns are " + String.join(", ", header));
        }
    }

    /** The columns that the format names keep their own name, the others may be known by many. */
    private String name(int place) {
        String shown = header.get(place);
        String usual = canonical(shown);
        if (place == lossPlace) {
            return usual.equals(LOSS) ? LOSS : shown;
        }
        return place == weightPlace && !usual.equals(WEIGHT) ? shown : usual;
    }

    private CsvColumn column(int place, String name) {
        if (place == lossPlace) {
            return CsvColumn.required(name.equals(LOSS));
        }
        return place == weightPlace ? CsvColumn.required(true) : CsvColumn.of(name);
    }

    /** The library's own name for a column that it knows by many, else the name itself. */
    static String canonical(String column) {
        return NAMES.getOrDefault(column.toLowerCase(Locale.ROOT), column);
    }

    private void readRow(CsvRecord record) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            throw at(
                    line,
                    String.format(
                            "%d cells where the header has %d columns",
                            record.getFieldCount(), columns.size()));
        }
        lines.add(line);
        for (int place = 0; place < columns.size(); place++) {
            String problem =
                    ignored.get(place)
                            ? null
                            : columns.get(place).add(record.getField(place).trim());
            if (problem != null) {
                throw at(line, "column '" + header.get(place) + "': " + problem);
            }
        }
    }

    private Table finish() {
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        Map<String, String[]> labels = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> named : places.entrySet()) {
            int place = named.getValue();
            CsvColumn column = columns.get(place);
            if (place == lossPlace || place == weightPlace) {
                continue;
            }
            if (column.isText()) {
                labels.put(named.getKey(), column.texts());
            } else {
                factors.put(Factor.named(named.getKey()), finite(header.get(place), column));
            }
        }
        fillTokens(factors);
        Response losses = new Response(name(lossPlace), columns.get(lossPlace).numbers());
        return new Table(source, format.counting(), factors, labels, losses, weights());
    }

    private Response weights() {
        if (weightPlace >= 0) {
            return new Response(name(weightPlace), columns.get(weightPlace).numbers());
        }
        double[] ones = new double[lines.size()];
        Arrays.fill(ones, 1);
        return new Response(WEIGHT, ones);
    }

    private double[] finite(String name, CsvColumn column) {
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
        double[] flops = factors.get(Factor.FLOPS);
        if (params == null || flops == null) {
            return;
        }
        double[] tokens = factors.get(Factor.TOKENS);
        if (tokens == null) {
            tokens = new double[params.length];
            Arrays.fill(tokens, Double.NaN);
            factors.put(Factor.TOKENS, tokens);
        }
        for (int row = 0; row < tokens.length; row++) {
            if (Double.isNaN(tokens[row])) {
                tokens[row] = flops[row] / (6 * params[row]);
            }
        }
    }

    private DataException at(long line, String problem) {
        return new DataException(source + ":" + line + ": " + problem);
    }

    static boolean isNumber(String cell) {
        return !Double.isNaN(number(cell)) || cell.equalsIgnoreCase("nan");
    }

    /** The number a cell spells, NaN where it spells none; Java's own suffixes d and f are text. */
    static double number(String cell) {
        int length = cell.length();
        if (length == 0) {
            return Double.NaN;
        }
        char first = cell.charAt(0);
        char last = cell.charAt(length - 1);
        boolean digitLast = last >= '0' && last <= '9';
        if (first <= '9' && first != ' ' && (digitLast || last == '.')) {
            try {
                return Double.parseDouble(cell);
            } catch (NumberFormatException text) {
                return Double.NaN;
            }
        }
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    static void write(Dataset runs, Path path) {
        List<double[]> numbers =
                runs.factors().stream().map(runs::column).collect(Collectors.toList());
        List<List<String>> texts =
                runs.labels().stream().map(runs::label).collect(Collectors.toList());
        double[] losses = runs.losses();
        double[] weights = runs.weights();
        List<String> names = new ArrayList<>();
        runs.factors().forEach(factor -> names.add(factor.name()));
        names.addAll(runs.labels());
        names.add(runs.lossColumn());
        names.add(runs.weightColumn());
        try (CsvWriter writer = CsvWriter.builder().build(path, StandardCharsets.UTF_8)) {
            writer.writeRecord(names);
            for (int row = 0; row < runs.size(); row++) {
                List<String> cells = new ArrayList<>();
                for (double[] column : numbers) {
                    cells.add(Double.isNaN(column[row]) ? "" : Double.toString(column[row]));
                }
                for (List<String> column : texts) {
                    cells.add(column.get(row));
                }
                cells.add(Double.toString(losses[row]));
                cells.add(Double.toString(weights[row]));
                writer.writeRecord(cells);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Why a number may not stand in a column of the library's own; null when it may. */
    static @Nullable String refusal(boolean positive, double value) {
        if (positive) {
            return value > 0 && value < Double.POSITIVE_INFINITY
                    ? null
                    : "must be positive and finite, got " + Decimal.format(value);
        }
        return Double.isFinite(value) ? null : "must be finite, got " + Decimal.format(value);
    }
}
