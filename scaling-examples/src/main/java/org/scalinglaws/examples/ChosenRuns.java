package org.scalinglaws.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
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
                    "How the file counts params: total (unless said), non-embedding or active.")
    private String counting = "";

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
        return chosen(all(file));
    }

    /** The chosen runs, each with its place in the file as {@link #PLACE}. */
    Dataset readWithPlaces(Path file) {
        AtomicInteger place = new AtomicInteger();
        return chosen(all(file).with(PLACE, run -> place.incrementAndGet()));
    }

    private Dataset all(Path file) {
        CsvFormat format =
                CsvFormat.DEFAULT
                        .withLossColumn(lossColumn)
                        .withIgnored(ignored.toArray(String[]::new))
                        .countedAs(rule());
        return Dataset.readCsv(file, format);
    }

    private Dataset chosen(Dataset all) {
        Dataset runs = all;
        for (String condition : conditions) {
            Assignment sides = Assignment.parse("--where", condition);
            runs = runs.where(sides.name(), present(runs, sides));
        }
        for (String column : indicators) {
            runs = runs.withIndicators(column);
        }
        return runs.withoutHighestLoss(dropped);
    }

    private Counting rule() {
        for (Counting known : Counting.values()) {
            if (known.toString().equals(counting)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--counting must be total, non-embedding or active, got '" + counting + "'");
    }

    /** The values of a condition; each must be the value of a run, for else it is misspelled. */
    private static String[] present(Dataset runs, Assignment condition) {
        String[] values = condition.value().split("\\|", -1);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i].trim();
            if (runs.where(condition.name(), values[i]).size() == 0) {
                throw new IllegalArgumentException(
                        String.format(
                                "no run of %s has %s=%s",
                                runs.name(), condition.name(), values[i]));
            }
        }
        return values;
    }
}
