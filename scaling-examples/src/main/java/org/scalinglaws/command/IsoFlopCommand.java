package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.Inspection;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.QualityControl;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Bootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A sweep of sizes at fixed budgets by the three approaches side by side. */
@Command(
        name = "isoflop",
        mixinStandardHelpOptions = true,
        description =
                "What an IsoFLOP sweep says by the envelope of training curves, by parabolas with and"
                        + " without their bias, and by a fitted law, side by side.")
final class IsoFlopCommand implements Callable<Integer> {
    private static final double AHEAD = 10;
    private static final int FEWEST_SIZES = 3;
    private static final String RUN_COLUMN = "run";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--budget-column",
            paramLabel = "NAME",
            description =
                    "The column that holds the budget, FLOP. Unless said it is flops_budget, and"
                            + " where there is none, runs within a quarter of each other's compute"
                            + " are of one budget.")
    private @Nullable String budgetColumn;

    @Option(
            names = "--run-column",
            paramLabel = "NAME",
            description =
                    "The column that tells training runs apart, where the file has several"
                            + " checkpoints of each; run unless said. Approach 1 needs it.")
    private @Nullable String runColumn;

    @Option(
            names = "--quality-control",
            paramLabel = "drop|keep",
            description =
                    "Whether rows that quality control flags are left out (drop) or analysed (keep)."
                            + " Unless said they are left out where the others can still answer."
                            + " Rows are flagged either way.")
    private @Nullable String control;

    @Option(
            names = "--spline-threshold",
            defaultValue = "6",
            paramLabel = "Z",
            description =
                    "How far from a spline through its neighbours a loss may lie, in robust standard"
                            + " deviations; 6 unless said.")
    private double splineThreshold;

    @Option(
            names = "--estimator",
            defaultValue = "parabola",
            paramLabel = "NAME",
            description =
                    "How approach 2 finds the least loss of a budget: parabola (unless said), robust"
                            + " or akima.")
    private String estimator = "";

    @Option(names = "--log-loss", description = "Curves of approach 2 are of ln loss.")
    private boolean logLoss;

    @Option(
            names = "--weighted",
            description = "Vertices weigh one over the square of their standard error.")
    private boolean weighted;

    @Option(
            names = "--strict",
            description = "Leave out every budget whose vertex is not to be trusted.")
    private boolean strict;

    /** Of approach 3. */
    @Mixin private ChosenObjective objective = new ChosenObjective();

    @Option(
            names = "--target",
            paramLabel = "FLOPS",
            description = "The budget to plan for; ten times the largest of the sweep unless said.")
    private @Nullable String target;

    @Option(
            names = "--bootstrap",
            defaultValue = "" + Defaults.REPLICATES,
            paramLabel = "B",
            description =
                    "How many sets of runs the intervals come from; "
                            + Defaults.REPLICATES
                            + " unless said.")
    private int replicates;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Option(
            names = "--audit",
            description =
                    "Also leave out each budget, size and run in turn, and try other objectives.")
    private boolean audit;

    @Mixin private ChosenEngine engine = new ChosenEngine();

    @Mixin private ChosenSite site = new ChosenSite();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        requireKnownControl();
        failure.check();
        format.check();
        engine.check();
        Parabolas parabolas = parabolas();
        Fitter<ChinchillaLaw> fitter = objective.fitter(ChinchillaLaw.FAMILY);
        @Nullable Compute asked = target == null ? null : Compute.parse(target);
        Dataset read = table.readWithPlaces();
        Sweep all = budgetColumn == null ? Sweep.of(read) : Sweep.byColumn(read, budgetColumn);
        Dataset rows = all.runs();
        requireSweep(all);
        Inspection inspection = QualityControl.DEFAULT.withSplineThreshold(splineThreshold).of(all);
        boolean drop = control == null ? inspection.isEnough() : control.equals("drop");
        IsoFlop study = IsoFlop.of(drop ? inspection.kept() : all, parabolas, fitter);
        String curves = runColumn(rows);
        if (curves != null) {
            study = study.withCurves(rows, curves);
        }

        // The three approaches at the target, and what they hang on.
        SideBySide comparison = compare(study, asked == null ? ahead(study) : asked);
        IsoFlopAnswer answer =
                new IsoFlopAnswer(
                        inspection,
                        drop,
                        comparison,
                        audit ? Audit.of(study, comparison.target()) : null,
                        site.site());
        PrintWriter out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(Json.text(answer.json(asked != null)));
        } else if (format.isText()) {
            answer.print(out);
        } else {
            out.println(format.text(Report.tables(comparison)));
        }
        return failure.code(answer.findings());
    }

    /** Runs of which no budget has sizes enough, and that are no curves either, are no sweep. */
    private void requireSweep(Sweep sweep) {
        int budgets = sweep.budgets().size();
        long most =
                IntStream.range(0, budgets)
                        .mapToLong(budget -> sizes(sweep, budget))
                        .max()
                        .orElse(0);
        if (most < FEWEST_SIZES && runColumn(sweep.runs()) == null) {
            throw new NoFitException(
                    String.format(
                            "%s is no IsoFLOP sweep: no budget has %d model sizes, which a parabola"
                                    + " needs; 'scaling fit' fits a law to any runs",
                            sweep.runs().name(), FEWEST_SIZES));
        }
    }

    private static long sizes(Sweep sweep, int budget) {
        return Arrays.stream(sweep.rows(budget))
                .mapToDouble(row -> sweep.runs().run(row).recipe().model().parameters())
                .distinct()
                .count();
    }

    private SideBySide compare(IsoFlop study, Compute budget) {
        Bootstrap bootstrap = Bootstrap.pairs(replicates, seed.seed());
        boolean watched = !format.isJson() && Bar.isWatched();
        return engine.use(
                0,
                place -> {
                    Bootstrap there = bootstrap.withEngine(place);
                    if (!watched) {
                        return SideBySide.of(study, budget, level.level(), there);
                    }
                    try (Bar bar = new Bar("bootstrap", replicates)) {
                        return SideBySide.of(study, budget, level.level(), there.withProgress(bar));
                    }
                });
    }

    private static Compute ahead(IsoFlop study) {
        List<Compute> budgets = study.sweep().budgets();
        return Compute.flops(AHEAD * budgets.get(budgets.size() - 1).flops());
    }

    private void requireKnownControl() {
        if (control != null && !control.equals("keep") && !control.equals("drop")) {
            throw new IllegalArgumentException(
                    "--quality-control must be keep or drop, got '" + control + "'");
        }
    }

    private Parabolas parabolas() {
        Parabolas.Estimator chosen =
                switch (estimator) {
                    case "parabola" -> Parabolas.Estimator.PARABOLA;
                    case "robust" -> Parabolas.Estimator.ROBUST_PARABOLA;
                    case "akima" -> Parabolas.Estimator.AKIMA;
                    default ->
                            throw new IllegalArgumentException(
                                    "--estimator must be parabola, robust or akima, got '"
                                            + estimator
                                            + "'");
                };
        return new Parabolas(chosen, logLoss, weighted, strict, level.level());
    }

    /** The column that tells training runs apart; null where no run has two rows. */
    private @Nullable String runColumn(Dataset rows) {
        boolean known =
                rows.labels().contains(RUN_COLUMN)
                        || rows.factors().stream()
                                .anyMatch(factor -> factor.name().equals(RUN_COLUMN));
        if (runColumn != null || !known) {
            return runColumn;
        }
        List<String> names = rows.texts(RUN_COLUMN);
        long different = names.stream().distinct().count();
        return different > 1 && different < names.size() ? RUN_COLUMN : null;
    }
}
