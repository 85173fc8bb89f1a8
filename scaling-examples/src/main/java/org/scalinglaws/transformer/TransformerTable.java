package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;

/**
 * Two CSV files that runs are added to as they end: one line a run, and beside it one line for each
 * moment of its curve, in a file of the same name with {@code -curves} before its end.
 *
 * @param runs the file of runs; made with the first
 */
public record TransformerTable(Path runs) {
    private static final List<String> COLUMNS =
            List.of(
                    "layers",
                    "width",
                    "heads",
                    "vocabulary",
                    "context",
                    "params",
                    "non_embedding_params",
                    "head_params",
                    "tokens",
                    "unique_tokens",
                    "batch",
                    "steps",
                    "learning_rate",
                    "warm_up",
                    "decay",
                    "seed",
                    "flops",
                    "accuracy",
                    "training_loss",
                    "seconds",
                    "loss");
    private static final List<String> CURVE_COLUMNS =
            List.of(
                    "params",
                    "run_tokens",
                    "learning_rate",
                    "batch",
                    "seed",
                    "step",
                    "tokens",
                    "rate",
                    "training_loss",
                    "accuracy",
                    "loss");

    /** Refuses null. */
    public TransformerTable {
        requireNonNull(runs, "runs");
    }

    /**
     * The file of the curves.
     *
     * @return such as {@code runs-curves.csv} beside {@code runs.csv}
     */
    public Path curves() {
        String name = runs.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String curves =
                dot < 1
                        ? name + "-curves"
                        : name.substring(0, dot) + "-curves" + name.substring(dot);
        return runs.resolveSibling(curves);
    }

    /** Refuses files of other columns, before a run is trained for them. */
    public void check() {
        check(runs, COLUMNS);
        check(curves(), CURVE_COLUMNS);
    }

    private static void check(Path file, List<String> columns) {
        if (Files.exists(file)) {
            String head;
            try (Stream<String> lines = Files.lines(file)) {
                head = lines.findFirst().orElse("");
            } catch (IOException | UncheckedIOException broken) {
                throw new IllegalArgumentException("cannot read '" + file + "'", broken);
            }
            if (!head.equals(String.join(",", columns))) {
                throw new IllegalArgumentException(
                        "runs are added to a file of the columns "
                                + String.join(",", columns)
                                + ", got '"
                                + file
                                + "' with "
                                + head);
            }
        }
    }

    /**
     * Whether a run is there already.
     *
     * @param job the run
     * @return true where the file has a line of the same shape, tokens, batch, rate and seed
     */
    public boolean has(TransformerJob job) {
        requireNonNull(job, "job");
        if (!Files.exists(runs)) {
            return false;
        }
        String start = String.join(",", cells(job)) + ",";
        try (Stream<String> lines = Files.lines(runs)) {
            return lines.anyMatch(line -> line.startsWith(start));
        } catch (IOException | UncheckedIOException broken) {
            throw new IllegalArgumentException("cannot read '" + runs + "'", broken);
        }
    }

    /**
     * Adds a run to both files.
     *
     * @param run what came out of it
     * @throws IllegalArgumentException when a file has other columns
     * @throws UncheckedIOException when a file cannot be written
     */
    public void add(TransformerRun run) {
        requireNonNull(run, "run");
        check();
        add(curves(), CURVE_COLUMNS, run.curve().stream().map(point -> cells(run.job(), point)));
        add(runs, COLUMNS, Stream.of(cells(run)));
    }

    private static void add(Path file, List<String> columns, Stream<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            if (!Files.exists(file)) {
                writer.writeRecord(columns);
            }
            rows.forEach(writer::writeRecord);
            writer.flush();
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file, text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write '" + file + "'", broken);
        }
    }

    private static List<String> cells(TransformerRun run) {
        List<String> cells = new ArrayList<>(cells(run.job()));
        cells.addAll(
                cells(
                        digits(run.accuracy()),
                        digits(run.curve().get(run.curve().size() - 1).trainingLoss()),
                        String.format(Locale.ROOT, "%.1f", run.seconds()),
                        digits(run.loss())));
        return cells;
    }

    /** All that decides how a run ends, and what it costs. */
    private static List<String> cells(TransformerJob job) {
        Transformer shape = job.shape();
        return cells(
                shape.layers(),
                shape.width(),
                shape.attention().heads(),
                shape.vocabulary(),
                shape.context(),
                count(shape, Counting.TOTAL),
                count(shape, Counting.NON_EMBEDDING),
                count(shape, Counting.WITHOUT_INPUT_EMBEDDING),
                (long) job.tokens().count(),
                Math.min(job.uniqueTokens(), (long) job.tokens().count()),
                job.batch() * shape.context(),
                job.steps(),
                job.rate(),
                job.warmUp(),
                job.decay().name().toLowerCase(Locale.ROOT),
                job.seed(),
                (long) job.compute().flops());
    }

    private static List<String> cells(TransformerJob job, TransformerRun.Point point) {
        int batch = job.batch() * job.shape().context();
        return cells(
                count(job.shape(), Counting.TOTAL),
                (long) job.tokens().count(),
                job.rate(),
                batch,
                job.seed(),
                point.step(),
                (long) point.step() * batch,
                String.format(Locale.ROOT, "%.4g", point.rate()),
                digits(point.trainingLoss()),
                digits(point.accuracy()),
                digits(point.heldOutLoss()));
    }

    private static List<String> cells(Object... values) {
        return Stream.of(values).map(String::valueOf).toList();
    }

    private static long count(Transformer shape, Counting rule) {
        return (long) shape.parameters(rule).parameters();
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, "%.6f", number);
    }
}
