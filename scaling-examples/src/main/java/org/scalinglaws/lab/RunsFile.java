package org.scalinglaws.lab;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;

/** The runs of a study on disk: a row for each, and its curve in a second file. */
final class RunsFile {
    /** Changes whenever the same run would end differently. */
    static final String VERSION = "1";

    private static final List<String> COLUMNS =
            List.of(
                    "role",
                    "shape",
                    "params",
                    "non_embedding_params",
                    "active_params",
                    "tokens",
                    "unique_tokens",
                    "batch",
                    "steps",
                    "learning_rate",
                    "seed",
                    "flops",
                    "loss",
                    "accuracy",
                    "training_loss",
                    "expected_loss",
                    "source_loss",
                    "seconds",
                    "java",
                    "lab");
    private static final List<String> KEY =
            List.of("role", "shape", "tokens", "unique_tokens", "batch", "learning_rate", "seed");
    private static final List<String> CURVE_COLUMNS =
            Stream.concat(KEY.stream(), Stream.of("step", "rate", "training_loss", "loss"))
                    .toList();

    private final Path folder;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final Map<String, List<List<String>>> curves = new LinkedHashMap<>();

    private RunsFile(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder with what it has; it need not exist. */
    static RunsFile in(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "results must be kept in a folder, got the file '" + folder + "'");
        }
        RunsFile file = new RunsFile(folder);
        try {
            Files.createDirectories(folder);
            file.read(file.runs(), COLUMNS, file.rows::put);
            file.read(
                    file.learningCurves(),
                    CURVE_COLUMNS,
                    (key, row) ->
                            file.curves.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
        } catch (IOException broken) {
            throw new UncheckedIOException("'" + folder + "' cannot be used: " + broken, broken);
        }
        return file;
    }

    Path runs() {
        return folder.resolve("runs.csv");
    }

    private Path learningCurves() {
        return folder.resolve("curves.csv");
    }

    private void read(Path path, List<String> columns, BiConsumer<String, List<String>> row)
            throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(path)) {
            for (NamedCsvRecord record : reader) {
                boolean other =
                        !record.getHeader().equals(columns)
                                || record.findField("lab")
                                        .filter(v -> !v.equals(VERSION))
                                        .isPresent();
                if (other) {
                    throw new IllegalArgumentException(
                            path + " is not of lab " + VERSION + ": choose another folder");
                }
                if (record.getFieldCount() != columns.size()) {
                    throw new DataException(
                            String.format(
                                    "%s:%d: a row must have %d cells, got %d",
                                    path,
                                    record.getStartingLineNumber(),
                                    columns.size(),
                                    record.getFieldCount()));
                }
                String key = KEY.stream().map(record::getField).collect(Collectors.joining(" "));
                row.accept(key, record.getFields());
            }
        } catch (CsvParseException | UncheckedIOException broken) {
            throw new DataException(path + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    boolean has(Job job) {
        return rows.containsKey(job.key());
    }

    /** The held-out loss of a run that is there. */
    double loss(Job job) {
        return Double.parseDouble(row(job).get(COLUMNS.indexOf("loss")));
    }

    private List<String> row(Job job) {
        return requireNonNull(rows.get(job.key()), job.key());
    }

    /** The runs of a study, all of which are there, without what else there is. */
    Dataset dataset(List<Job> order) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            writer.writeRecord(COLUMNS);
            order.forEach(job -> writer.writeRecord(row(job)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Dataset.readCsv(runs().getFileName().toString(), new StringReader(text.toString()));
    }

    /** Adds a run. */
    void add(Trained run, double sourceLoss) {
        rows.put(run.job().key(), cells(run, sourceLoss));
        curves.put(
                run.job().key(),
                run.curve().stream().map(point -> cells(run.job(), point)).toList());
    }

    /** Writes both files anew: first runs in the order given, then what else there is. */
    void save(List<Job> order) {
        Set<String> keys = new LinkedHashSet<>();
        order.stream().map(Job::key).filter(rows::containsKey).forEach(keys::add);
        keys.addAll(rows.keySet());
        // A run that is there has its curve, even where the program is killed between the two.
        write(
                learningCurves(),
                CURVE_COLUMNS,
                keys.stream().flatMap(key -> curves.getOrDefault(key, List.of()).stream()));
        write(runs(), COLUMNS, keys.stream().map(rows::get));
    }

    /** A file is whole at every moment: it is written beside the old one and then takes its place. */
    private static void write(Path path, List<String> header, Stream<List<String>> rows) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            try (CsvWriter writer = CsvWriter.builder().build(fresh)) {
                writer.writeRecord(header);
                rows.forEach(writer::writeRecord);
            }
            // Other moves take the old file away first.
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException("'" + path + "' cannot be written: " + broken, broken);
        }
    }

    private static List<String> cells(Trained run, double sourceLoss) {
        Job job = run.job();
        Shape shape = job.shape();
        return Stream.of(
                        job.role(),
                        shape,
                        shape.parameters(),
                        shape.nonEmbedding(),
                        shape.active(),
                        job.tokens(),
                        job.uniqueTokens(),
                        job.batch(),
                        job.steps(),
                        job.rate(),
                        job.seed(),
                        (long) job.flops(),
                        digits(run.loss()),
                        digits(run.accuracy()),
                        digits(run.trainingLoss()),
                        digits(run.expectedLoss()),
                        digits(sourceLoss),
                        String.format(Locale.ROOT, "%.1f", run.seconds()),
                        Runtime.version().feature(),
                        VERSION)
                .map(String::valueOf)
                .toList();
    }

    private static List<String> cells(Job job, Trained.Point point) {
        return Stream.of(
                        job.role(),
                        job.shape(),
                        job.tokens(),
                        job.uniqueTokens(),
                        job.batch(),
                        job.rate(),
                        job.seed(),
                        point.step(),
                        String.format(Locale.ROOT, "%.4g", point.rate()),
                        String.format(Locale.ROOT, "%.5f", point.trainingLoss()),
                        String.format(Locale.ROOT, "%.5f", point.heldOutLoss()))
                .map(String::valueOf)
                .toList();
    }

    /** Nine decimals, so that a run that is trained again can be compared to the last of them. */
    static String digits(double number) {
        return String.format(Locale.ROOT, "%.9f", number);
    }
}
