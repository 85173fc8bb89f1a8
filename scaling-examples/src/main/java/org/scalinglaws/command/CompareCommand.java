package org.scalinglaws.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
                        + " bootstrap, and prints numbers and times of both; whole fits of many sizes"
                        + " too where they are asked for.")
final class CompareCommand implements Callable<Integer> {
    /** Fewer runs say nothing of a law of five numbers. */
    private static final int LEAST = 10;

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

    @Option(
            names = "--sizes",
            split = ",",
            arity = "0..1",
            fallbackValue = "100,1000,10000,100000,1000000",
            paramLabel = "ROWS",
            description =
                    "Time whole fits of so many simulated runs too, by this library, SciPy's curve_fit"
                            + " and a grid in NumPy; 100 to 1000000 unless said.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--sweep",
            paramLabel = "FILE.csv",
            description =
                    "Time whole fits of these runs too, by Huber's function of L. May be given again.")
    private List<Path> sweeps = new ArrayList<>();

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description =
                    "How long work is done at most before a time counts as warm; it counts sooner where"
                            + " the work has long got no faster; 10 unless said.")
    private int warmUp;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Override
    public Integer call() {
        atLeast("--bootstrap", 2, replicates);
        atLeast("--starts", 1, starts);
        atLeast("--warm-up", 0, warmUp);
        sizes.forEach(rows -> atLeast("--sizes", LEAST, rows));
        atLeast(ChosenSeed.OPTION, 0, seed.seed());

        ScipyPeer peer = new ScipyPeer(python, script);
        Dataset rows = table.read();
        if (Arrays.stream(rows.weights()).anyMatch(weight -> weight != 1)) {
            throw new IllegalArgumentException(
                    "the script weighs every run 1; those of " + rows.name() + " differ");
        }

        // What is measured stands before what is simulated.
        List<WholeJob> jobs =
                Stream.concat(
                                sweeps.stream().map(WholeJob::measured),
                                sizes.stream().map(count -> WholeJob.simulated(count, seed.seed())))
                        .toList();

        PrintWriter out = spec.commandLine().getOut();
        boolean there = isThere(peer, jobs, out);
        if (there) {
            compare(peer, rows, out);
        }
        if (!jobs.isEmpty()) {
            out.println();
            new WholeJobs(jobs, warmUp, there ? Optional.of(peer) : Optional.empty()).print(out);
        }
        return 0;
    }

    /** Without SciPy only whole fits can be timed, those of this library; the reason is told. */
    private static boolean isThere(ScipyPeer peer, List<WholeJob> jobs, PrintWriter out) {
        try {
            peer.versions();
            return true;
        } catch (ScipyPeer.Absent reason) {
            if (jobs.isEmpty()) {
                throw reason;
            }
            out.println("SciPy is left out: " + reason.getMessage());
            return false;
        }
    }

    private void compare(ScipyPeer peer, Dataset rows, PrintWriter out) {
        TimedFit here = TimedFit.of(rows, replicates, seed.seed(), warmUp);
        ScipyPeer.Answer there =
                ScipyPeer.withRuns(rows, file -> peer.fit(file, starts, replicates, seed.seed()));
        if (there.json().get("rows").asInt() != rows.size()) {
            throw new ScipyPeer.Absent(
                    String.format(
                            "%s read %d of the %d runs",
                            script, there.json().get("rows").asInt(), rows.size()));
        }
        new PeerTable(here, there, starts, replicates).print(out);
    }

    private static void atLeast(String option, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    String.format("%s must be %d or more, got %d", option, least, value));
        }
    }
}
