package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import picocli.CommandLine.Option;

/** The options that say which runs of a file a command reads, and which column is the loss. */
final class ChosenRuns {
    @Option(
            names = "--loss-column",
            defaultValue = "loss",
            paramLabel = "NAME",
            description = "The column that the law predicts; loss unless said.")
    private String lossColumn = "";

    @Option(
            names = "--ignore-column",
            paramLabel = "NAME",
            description = "Read the file as if it did not have this column. May be given again.")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE|...",
            description =
                    "Keep the runs whose column has this value, or one of several. May be given"
                            + " again.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--drop-highest-loss",
            defaultValue = "0",
            paramLabel = "K",
            description = "Leave out the K runs of highest loss.")
    private int dropped;

    @Option(
            names = "--counting",
            defaultValue = "total",
            paramLabel = "RULE",
            description =
                    "How the file counts params: total (unless said), non-embedding,"
                            + " without-input-embedding or active.")
    private String counting = "";

    @Option(
            names = "--weights",
            paramLabel = "KIND",
            description =
                    "What the weights are: counts of runs, precision (1/sigma^2 up to a factor), or a"
                            + " column sigma of known standard deviations. Unless said, a column weight"
                            + " holds counts where all are whole and no more than ten a row, else"
                            + " precisions, and a column sigma is known.")
    private @Nullable String weights;

    @Option(
            names = "--indicators",
            paramLabel = "COLUMN",
            description =
                    "Make a factor COLUMN_TEXT of each text of this column: 1 in its runs, else 0."
                            + " May be given again.")
    private List<String> indicators = new ArrayList<>();

    /** The factor that holds the place of a run in its file, from 1, where that is asked for. */
    static final Factor PLACE = Factor.named("row of the file");

    Dataset read(Path file) {
        return read(file, format());
    }

    /** The chosen runs, each with its place in the file as {@link #PLACE}. */
    Dataset readWithPlaces(Path file) {
        return read(file, format().withRowsIn(PLACE.name()));
    }

    private Dataset read(Path file, CsvFormat format) {
        Dataset runs = Dataset.readCsv(file, format);
        runs = weights == null ? runs : runs.withWeights(WeightKind.parse(weights));
        for (String column : indicators) {
            runs = runs.withIndicators(column);
        }
        return runs.withoutHighestLoss(dropped);
    }

    private CsvFormat format() {
        CsvFormat format =
                CsvFormat.DEFAULT
                        .withLossColumn(lossColumn)
                        .withIgnored(ignored.toArray(String[]::new))
                        .countedAs(rule());
        for (String condition : conditions) {
            Assignment sides = Assignment.parse("--where", condition);
            String[] values = sides.value().split("\\|", -1);
            format =
                    format.where(
                            sides.name(),
                            Stream.of(values).map(String::trim).toArray(String[]::new));
        }
        return format;
    }

    private Counting rule() {
        for (Counting known : Counting.values()) {
            if (known.toString().equals(counting)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--counting must be total, non-embedding, without-input-embedding or active, got '"
                        + counting
                        + "'");
    }
}
