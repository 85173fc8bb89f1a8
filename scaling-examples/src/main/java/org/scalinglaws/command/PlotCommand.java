package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.picture.Picture;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.PlotTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One picture of a table of runs. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description =
                "Draws one picture of a table of runs and the Chinchilla law that is fitted to it: as a"
                        + " file, or in text.")
final class PlotCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--kind",
            defaultValue = "loss",
            paramLabel = "KIND",
            description = "What to draw, of those below; loss unless said.")
    private String kind = "loss";

    @Option(
            names = "--out",
            paramLabel = "FILE.svg|.png|.csv",
            description =
                    "The picture to write, or the table that it is drawn from; a chart in text is"
                            + " printed unless said.")
    private @Nullable Path out;

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description = "How far the picture reaches; ten times the largest run unless said.")
    private @Nullable String budget;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "The column that the picture goes by, for those kinds that have one.")
    private @Nullable String column;

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            description =
                    "How many sets of runs are resampled; " + Defaults.REPLICATES + " unless said.")
    private int replicates = Defaults.REPLICATES;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Override
    public Integer call() {
        PictureKind drawn = PictureKind.parse(kind);
        if (out != null) {
            requireWritable(out);
        }

        // Everything is computed before anything is written.
        Dataset runs = table.read();
        Compute most = budget == null ? ReportCommand.beyond(runs) : Compute.parse(budget);
        PlotTable rows =
                drawn.table(new PictureSource(runs, most, column, replicates, seed.seed()));
        if (out == null) {
            spec.commandLine().getOut().println(TextChart.of(rows));
        } else {
            write(rows, out);
            spec.commandLine().getOut().println("picture: " + out);
        }
        return 0;
    }

    private void requireWritable(Path file) {
        if (!ending(file).matches("svg|png|csv")) {
            throw new IllegalArgumentException(
                    "--out must end in .svg, .png or .csv, got '" + file + "'");
        }
        ReportFile.of(file).requireWritable();
        if (!table.isStandardInput()) {
            ReportFile.of(file).requireOther(table.file());
        }
    }

    private static String ending(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void write(PlotTable rows, Path file) {
        if (!ending(file).equals("csv")) {
            Picture.of(rows).write(file);
            return;
        }
        try {
            Files.writeString(file, rows.table().csv() + "\n");
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }
}
