package org.scalinglaws.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The law of a file of runs, and what follows from it. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description =
                "Fits a law to a CSV file of runs; plans budgets and predicts losses from it.")
final class FitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenLaw law = new ChosenLaw();

    @Mixin private ChosenHolding holding = new ChosenHolding();

    @Mixin private ChosenBootstrap bootstrap = new ChosenBootstrap();

    @Mixin private ChosenForce force = new ChosenForce();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description = "Plan this training compute. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "FACTOR=VALUE,...",
            description = "Predict the loss at params=7e10,tokens=1.4e12. May be given again.")
    private List<String> recipes = new ArrayList<>();

    @Option(
            names = "--save",
            paramLabel = "FILE.fit.json",
            description = "Write the fit with its runs to a file; plan --fit-file plans by it.")
    private @Nullable Path saved;

    @Option(
            names = "--residuals",
            description =
                    "Print every run with its prediction, residual, leverage and influence (Cook's"
                            + " distance).")
    private boolean residuals;

    @Option(
            names = "--plot",
            description =
                    "Draw the loss against size, and the residuals, in text after the answer.")
    private boolean plotted;

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        Fitter<?> fitter = law.fitter();
        List<Recipe> asked = recipes.stream().map(text -> RecipeText.parse("--at", text)).toList();
        List<Compute> spent = budgets.stream().map(Compute::parse).toList();
        bootstrap.check();
        holding.check();
        failure.check();
        format.check();
        if (plotted && !format.isText()) {
            throw new IllegalArgumentException("--plot draws in text, and asks for --format text");
        }

        Fit<?> fit = Checks.checked(fitter.fit(table.read()));
        if (saved != null) {
            save(fit, saved);
        }
        Optional<NoPlanException> refusal = spent.isEmpty() ? Optional.empty() : force.refusal(fit);
        // A refused plan does not take the fit with it: the fit prints, then the reason.
        FitAnswer<?> answer = answer(fit, refusal.isPresent() ? List.of() : spent, asked);
        PrintWriter out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(Json.text(answer.json(residuals)));
        } else if (format.isText()) {
            answer.print(out);
            if (residuals) {
                out.println();
                out.println(Report.residuals(fit));
            }
            if (plotted) {
                out.println();
                out.println(FitCharts.of(fit));
            }
        } else {
            out.println(format.text(answer.tables(residuals)));
        }
        out.flush();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return failure.code(answer.findings());
    }

    /** The same as is printed, with the day, and without what was asked of the law. */
    private void save(Fit<?> fit, Path file) {
        JsonObject document =
                new JsonMembers()
                        .withAll(Report.json(fit, bootstrap.level()))
                        .with("written", LocalDate.now(ZoneOffset.UTC).toString())
                        .object();
        try {
            Files.writeString(file, document.indented() + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    private <L extends LossLaw> FitAnswer<L> answer(
            Fit<L> fit, List<Compute> spent, List<Recipe> asked) {
        EnsembleAnswer<L> doubt = bootstrap.about(fit, !format.isJson() && Bar.isWatched());
        // Other forms are fitted only where something is asked of them.
        boolean idle = spent.isEmpty() && asked.isEmpty();
        FitDoubt<L> intervals =
                doubt != null
                        ? doubt.doubt()
                        : FitDoubt.of(
                                fit,
                                idle
                                        ? FormDoubt.none("no forecast is asked for")
                                        : FormDoubt.of(fit),
                                bootstrap.level());

        ComputeOptimal planner = ComputeOptimal.of(holding.on(force.surface(fit)));
        List<Plan> plans = spent.stream().map(planner::plan).map(intervals::held).toList();
        List<Recipe> counted =
                asked.stream().map(recipe -> recipe.countedAs(fit.scope().counting())).toList();
        List<Double> losses = counted.stream().map(fit.law()::loss).toList();
        return new FitAnswer<>(fit, plans, counted, losses, intervals, doubt);
    }
}
