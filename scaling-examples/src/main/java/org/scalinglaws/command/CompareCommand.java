package org.scalinglaws.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.scalinglaws.data.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** This library and SciPy on the same runs, side by side. */
@Command(
        name = "compare-scipy",
        mixinStandardHelpOptions = true,
        description =
                "Fits the Chinchilla law to the same runs here and by a SciPy script, with a pairs"
                        + " bootstrap, and prints numbers and times of both.")
final class CompareCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--script",
            defaultValue = "scaling-examples/peers/scipy_baseline.py",
            paramLabel = "FILE.py",
            description = "The script; scaling-examples/peers/scipy_baseline.py unless said.")
    private Path script = Path.of("");

    @Option(
            names = "--python",
            defaultValue = "python3",
            paramLabel = "PROGRAM",
            description = "What runs the script; python3 unless said.")
    private String python = "";

    @Option(
            names = "--bootstrap",
            defaultValue = "4000",
            paramLabel = "B",
            description = "Replicates on both sides; 4000 unless said.")
    private int replicates;

    @Option(
            names = "--starts",
            defaultValue = "4500",
            paramLabel = "K",
            description =
                    "Starts of the script, of the 4500 of Hoffmann et al.; all unless said. This"
                            + " library needs none.")
    private int starts;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Override
    public Integer call() {
        atLeast("--bootstrap", 2, replicates);
        atLeast("--starts", 1, starts);
        atLeast(ChosenSeed.OPTION, 0, seed.seed());
        ScipyPeer peer = new ScipyPeer(python, script);
        Dataset rows = table.read();
        if (Arrays.stream(rows.weights()).anyMatch(weight -> weight != 1)) {
            throw new IllegalArgumentException(
                    "the script weighs every run 1; those of " + rows.name() + " differ");
        }
        peer.versions();
        PrintWriter out = spec.commandLine().getOut();
        TimedFit here = TimedFit.of(rows, replicates, seed.seed());
        ScipyPeer.Answer there = there(peer, rows);
        if (there.json().get("rows").asInt() != rows.size()) {
            throw new ScipyPeer.Absent(
                    String.format(
                            "%s read %d of the %d runs",
                            script, there.json().get("rows").asInt(), rows.size()));
        }
        new PeerTable(here, there, starts, replicates).print(out);
        return 0;
    }

    private static void atLeast(String option, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    String.format("%s must be %d or more, got %d", option, least, value));
        }
    }

    /** The script reads the runs that were chosen, from a file with the columns that it knows. */
    private ScipyPeer.Answer there(ScipyPeer peer, Dataset rows) {
        try {
            Path file = Files.createTempFile("scaling-runs", ".csv");
            try {
                rows.writeCsv(file);
                return peer.fit(file, starts, replicates, seed.seed());
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
