package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs that a published law would give: to try an analysis before paying for real ones. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Writes an IsoFLOP sweep drawn from a published law to a CSV file.")
final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUNS.csv", description = "The file to write or replace.")
    private Path file = Path.of("");

    @Option(
            names = "--law",
            defaultValue = "besiroglu-2024",
            paramLabel = "NAME",
            description = "The truth; besiroglu-2024 unless said.")
    private String law = "";

    @Option(
            names = "--budget",
            required = true,
            paramLabel = "FLOPS",
            description = "A budget of the sweep. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--sizes",
            defaultValue = "9",
            paramLabel = "K",
            description = "Model sizes for each budget; 9 unless said.")
    private int sizes;

    @Option(
            names = "--reach",
            defaultValue = "8",
            paramLabel = "X",
            description = "Sizes from 1/X to X times the optimal one; 8 unless said.")
    private double reach;

    @Option(
            names = "--noise",
            defaultValue = "0.005",
            paramLabel = "SD",
            description = "Standard deviation of ln loss; 0.005 unless said.")
    private double noise;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Override
    public Integer call() {
        Dataset runs =
                SimulatedRuns.isoFlop(
                                PublishedLaws.named(law).law(),
                                budgets.stream().map(Compute::parse).toList(),
                                sizes,
                                reach)
                        .withNoise(noise)
                        .withSeed(seed.seed())
                        .dataset();
        runs.writeCsv(file);
        spec.commandLine().getOut().println("wrote " + runs.size() + " runs to " + file);
        return 0;
    }
}
