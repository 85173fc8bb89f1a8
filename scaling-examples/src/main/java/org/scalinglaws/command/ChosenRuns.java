package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.BadRows;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Reading;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which runs of a file a command reads, and which column is the loss. */
final class ChosenRuns {
    private static final String STANDARD_INPUT = "-";
    private static final Map<String, String> MARKS =
            Map.of("comma", ",", "semicolon", ";", "tab", "\t", "\\t", "\t", "bar", "|");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--loss-column",
            defaultValue = "loss",
            paramLabel = "NAME",
            description = "The column that the law predicts; loss unless said.")
    private String lossColumn = "";

    @Option(
            names = "--column",
            paramLabel = "NAME=COLUMN",
            description =
                    "Where a column of the library stands under another name:"
                            + " params=model/num_params, also tokens, flops, loss, weight or a factor"
                            + " of your own. Keys of JSON are joined by dots. May be given again.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--unit",
            paramLabel = "NAME=UNIT",
            description =
                    "The unit of a column of sizes: tokens=B, params=M, flops=PFLOP, flops=PF-days or"
                            + " tokens=1e9. May be given again.")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--loss-unit",
            defaultValue = "nats",
            paramLabel = "UNIT",
            description =
                    "The unit of the losses, also in what is printed: nats (unless said), bits,"
                            + " perplexity, or bits-per-byte:4.3 with the bytes of a token. Laws are"
                            + " fitted in nats.")
    private String lossUnit = "";

    @Option(
            names = "--bad-rows",
            defaultValue = "stop",
            paramLabel = "stop|skip",
            description =
                    "Whether rows that cannot be read end the command, with a list of the first 20"
                            + " (stop, unless said), or are left out and counted by reason (skip).")
    private String badRows = "";

    @Option(
            names = "--last-of",
            paramLabel = "COLUMN",
            description =
                    "Keep only the last checkpoint of each run, which this column tells apart: that"
                            + " of most tokens.")
    private @Nullable String lastOf;

    @Option(
            names = "--delimiter",
            paramLabel = "MARK",
            description =
                    "What stands between cells: comma, semicolon, tab, bar or any character; it is"
                            + " found unless said.")
    private @Nullable String delimiter;

    @Option(
            names = "--ignore-column",
            paramLabel = "NAME",
            description = "Read the file as if it did not have this column. May be given again.")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Keep the runs that satisfy COLUMN=VALUE, or COLUMN=VALUE|VALUE, or with != < <= >"
                            + " >= in place of =, or COLUMN~PATTERN. The cells of other rows are not"
                            + " looked at. May be given again.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--drop-highest-loss",
            defaultValue = "0",
            paramLabel = "K",
            description = "Leave out the K runs of highest loss.")
    private int dropped;

    @Mixin private ChosenCounting counting = new ChosenCounting();

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

    /** How the chosen runs count their parameters. */
    Counting counting() {
        return counting.rule();
    }

    Dataset read(Path file) {
        return read(file, format());
    }

    /** The chosen runs, each with its place in the file as {@link #PLACE}. */
    Dataset readWithPlaces(Path file) {
        return read(file, format().withRowsIn(PLACE.name()));
    }

    private Dataset read(Path file, CsvFormat format) {
        Reading reading =
                file.toString().equals(STANDARD_INPUT)
                        ? Reading.of("standard input", System.in, format)
                        : TableForms.read(file, format);
        if (!reading.report().isClean()) {
            spec.commandLine().getErr().println("scaling: " + reading.report());
        }

        Dataset runs = reading.runs();
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
                        .withLossUnit(LossUnit.parse(lossUnit))
                        .withBadRows(BadRows.parse(badRows))
                        .countedAs(counting.rule());
        for (Map.Entry<String, String> named : pairs("--column", columns).entrySet()) {
            format = format.withColumn(named.getKey(), named.getValue());
        }
        for (Map.Entry<String, String> counted : pairs("--unit", units).entrySet()) {
            format = format.withUnit(counted.getKey(), counted.getValue());
        }
        for (String condition : conditions) {
            format = format.where(CsvFormat.Condition.parse(condition));
        }

        format = format.withIgnored(ignored.toArray(String[]::new));
        format = delimiter == null ? format : format.withDelimiter(mark(delimiter));
        return lastOf == null ? format : format.withLastOf(lastOf);
    }

    private static Map<String, String> pairs(String option, List<String> texts) {
        return Assignment.parseAll(option, "NAME=VALUE", texts, (name, value) -> value);
    }

    private static char mark(String delimiter) {
        String mark = MARKS.getOrDefault(delimiter, delimiter);
        if (mark.length() != 1) {
            throw new IllegalArgumentException(
                    "--delimiter must be comma, semicolon, tab, bar or one character, got '"
                            + delimiter
                            + "'");
        }
        return mark.charAt(0);
    }
}
