package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep;
import org.scalinglaws.sweep.SweepChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Budgets and sizes of an IsoFLOP sweep before any run, and what it costs. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description =
                "Lays out an IsoFLOP sweep around what a law or a ratio would train, and prices it.")
final class SweepCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description = "The compute of each run of one budget. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--total",
            paramLabel = "FLOPS",
            description = "What all runs may take together; budgets are then chosen.")
    private @Nullable String total;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "How long all runs may take on the cluster, one after another.")
    private @Nullable Double days;

    @Option(
            names = "--money",
            paramLabel = "M",
            description = "What all runs may cost on the cluster, in the currency of the price.")
    private @Nullable String money;

    @Option(
            names = "--budgets",
            defaultValue = "5",
            paramLabel = "K",
            description = "How many budgets a total is shared among; 5 unless said.")
    private int count;

    @Option(
            names = "--step",
            defaultValue = "3",
            paramLabel = "X",
            description = "Each budget over the one before, where they are chosen; 3 unless said.")
    private double step;

    @Option(
            names = "--sizes",
            defaultValue = "9",
            paramLabel = "K",
            description = "Model sizes for each budget; 9 unless said.")
    private int sizes;

    @Option(
            names = "--reach",
            defaultValue = "4",
            paramLabel = "X",
            description = "Sizes from 1/X to X times the middle one; 4 unless said.")
    private double reach;

    @Option(
            names = "--law",
            defaultValue = "besiroglu-2024",
            paramLabel = "NAME",
            description =
                    "The published law whose best size is in the middle; besiroglu-2024 unless said.")
    private String law = "";

    @Option(
            names = "--ratio",
            paramLabel = "R",
            description = "So many tokens a parameter in the middle, in place of a law.")
    private @Nullable Double ratio;

    @Option(
            names = "--shapes",
            description = "Take the sizes of real shapes, those that --like says.")
    private boolean shaped;

    @Mixin private ChosenShapes shapes = new ChosenShapes();

    @Option(
            names = "--save",
            paramLabel = "RUNS.csv",
            description = "Write what is to be trained to a table of params, tokens and flops.")
    private @Nullable Path file;

    @Mixin private ChosenSite site = new ChosenSite();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        List<Compute> chosen = chosen();
        Planner believed = ComputeOptimal.of(LossSurface.of(PublishedLaws.named(law)));
        IsoFlopSweep sweep =
                ratio == null
                        ? IsoFlopSweep.around(believed, chosen, sizes, reach)
                        : IsoFlopSweep.aroundRatio(ratio, chosen, sizes, reach);
        Optional<IsoFlopSweep.Shaped> real =
                shaped ? Optional.of(sweep.inShapes(shapes.space())) : Optional.empty();
        IsoFlopSweep laidOut = real.map(IsoFlopSweep.Shaped::sweep).orElse(sweep);
        if (file != null) {
            write(laidOut.recipes(), file);
        }

        // What is amiss with the design, by the law where one is believed.
        List<Finding> findings =
                new ArrayList<>(
                        ratio == null
                                ? SweepChecks.inspect(laidOut, believed)
                                : SweepChecks.inspect(laidOut));
        site.assumption().ifPresent(findings::add);
        SweepAnswer answer = new SweepAnswer(laidOut, real, site.site(), findings);
        spec.commandLine().getOut().println(format.of(answer::text, answer::tables, answer::json));
        return failure.code(findings);
    }

    /** The budgets that were named, or those that spend a total. */
    private List<Compute> chosen() {
        boolean limited = total != null || days != null || money != null;
        if (budgets.isEmpty() == !limited) {
            throw new IllegalArgumentException(
                    budgets.isEmpty()
                            ? "sweep needs --budget, --total, --days or --money"
                            : "--budget names each budget, and cannot go with --total, --days or"
                                    + " --money");
        }
        return limited
                ? IsoFlopSweep.budgets(least(), sizes, count, step)
                : budgets.stream().map(Compute::parse).toList();
    }

    /** The least of what the limits allow. */
    private Compute least() {
        List<Compute> limits = new ArrayList<>();
        if (total != null) {
            limits.add(Compute.parse(total));
        }
        if (days != null) {
            limits.add(site.machines("--days").computeInDays(days));
        }
        if (money != null) {
            double most = Decimal.parse("--money", money);
            limits.add(
                    site.needed("--money")
                            .prices()
                            .computeForMoney(site.machines("--money"), most));
        }
        return limits.stream().min(Compute::compareTo).orElseThrow();
    }

    private static void write(List<Recipe> recipes, Path file) {
        List<String> lines = new ArrayList<>(List.of("params,tokens,flops"));
        for (Recipe recipe : recipes) {
            lines.add(
                    recipe.model().parameters()
                            + ","
                            + recipe.tokens().count()
                            + ","
                            + recipe.compute().flops());
        }
        try {
            Files.write(file, lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file + ": " + unwritable, unwritable);
        }
    }
}
