package org.scalinglaws.curve;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.scalinglaws.data.DataException;

/** Reads a training curve from CSV; a semicolon or a tab in the header separates as a comma does. */
final class CurveCsv {
    private static final List<String> STEP =
            List.of(
                    "step",
                    "steps",
                    "global_step",
                    "_step",
                    "iteration",
                    "iter",
                    "tokens",
                    "epoch");
    private static final List<String> LOSS =
            List.of("loss", "train_loss", "training_loss", "loss_train", "lm_loss");
    private static final List<String> VALIDATION =
            List.of(
                    "validation_loss",
                    "val_loss",
                    "valid_loss",
                    "eval_loss",
                    "test_loss",
                    "loss_validation");
    private static final List<String> ACCURACY =
            List.of("accuracy", "acc", "validation_accuracy", "val_accuracy", "eval_accuracy");
    private static final List<String> RATE = List.of("learning_rate", "lr", "rate");
    private static final int LONGEST = 40;

    private final String name;
    private final List<String> header;

    private CurveCsv(String name, List<String> header) {
        this.name = name;
        this.header = header;
    }

    static Curve read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException("no file '" + path + "'");
        }
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return read(String.valueOf(path.getFileName()), reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Curve read(String name, Reader reader) {
        List<CsvRecord> rows = rows(name, text(reader));
        if (rows.size() < 2) {
            throw new DataException(
                    rows.isEmpty()
                            ? name + ": the file is empty"
                            : name + ": there is a header and no checkpoint");
        }
        List<String> header = rows.get(0).getFields().stream().map(CurveCsv::plain).toList();
        return new CurveCsv(name, header).curve(rows.subList(1, rows.size()));
    }

    private static String text(Reader reader) {
        StringWriter text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return text.toString();
    }

    private static List<CsvRecord> rows(String name, String text) {
        String first = text.lines().filter(line -> !line.startsWith("#")).findFirst().orElse("");
        char separator = first.contains("\t") ? '\t' : first.contains(";") ? ';' : ',';
        try (CsvReader<CsvRecord> in =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .commentStrategy(CommentStrategy.SKIP)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(new StringReader(text))) {
            return in.stream().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CsvParseException broken) {
            throw new DataException(name + ": not CSV: " + broken.getMessage(), broken);
        }
    }

    private static String plain(String column) {
        return column.strip()
                .replace("\uFEFF", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[ /.-]+", "_");
    }

    private Curve curve(List<CsvRecord> rows) {
        int step = required(STEP);
        int loss = required(LOSS);
        int validation = place(VALIDATION);
        int accuracy = place(ACCURACY);
        int rate = place(RATE);

        List<Point> points = new ArrayList<>();
        for (CsvRecord row : rows) {
            try {
                Point point =
                        new Point(
                                number(row, step),
                                loss(row, loss),
                                optional(row, accuracy),
                                optional(row, validation),
                                optional(row, rate));
                if (!points.isEmpty() && !(point.step() > points.get(points.size() - 1).step())) {
                    double before = points.get(points.size() - 1).step();
                    throw new IllegalArgumentException(Curve.goesBack(before, point.step()));
                }
                points.add(point);
            } catch (IllegalArgumentException bad) {
                throw new DataException(
                        name + ":" + row.getStartingLineNumber() + ": " + bad.getMessage(), bad);
            }
        }
        return new Curve(name, points);
    }

    private int required(List<String> names) {
        int place = place(names);
        if (place < 0) {
            throw new DataException(
                    String.format(
                            "%s:1: no column '%s'; the columns are %s",
                            name, names.get(0), String.join(", ", header)));
        }
        return place;
    }

    private int place(List<String> names) {
        return names.stream()
                .mapToInt(header::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** A loss that is no number of a diverged training is kept. */
    private double loss(CsvRecord row, int place) {
        String cell = cell(row, place).toLowerCase(Locale.ROOT);
        return cell.matches("[+-]?(nan|inf|infinity)") ? Double.NaN : number(row, place);
    }

    private OptionalDouble optional(CsvRecord row, int place) {
        boolean empty = place < 0 || place >= row.getFieldCount() || cell(row, place).isEmpty();
        if (empty || cell(row, place).equalsIgnoreCase("nan")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number(row, place));
    }

    private double number(CsvRecord row, int place) {
        String cell = cell(row, place);
        boolean percent = cell.endsWith("%");
        String digits = percent ? cell.substring(0, cell.length() - 1).strip() : cell;
        try {
            double number = Double.parseDouble(digits) / (percent ? 100 : 1);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException text) {
            // The sentence below says so.
        }
        String shown = cell.length() > LONGEST ? cell.substring(0, LONGEST) + "..." : cell;
        throw new IllegalArgumentException(
                String.format(
                        "column '%s': %s",
                        header.get(place),
                        cell.isEmpty() ? "the cell is empty" : "'" + shown + "' is not a number"));
    }

    private String cell(CsvRecord row, int place) {
        if (place >= row.getFieldCount()) {
            throw new IllegalArgumentException(
                    String.format(
                            "the header has %d columns and the row %d",
                            header.size(), row.getFieldCount()));
        }
        return row.getField(place).strip();
    }
}
