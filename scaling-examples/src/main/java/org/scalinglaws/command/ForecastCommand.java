package org.scalinglaws.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.Statement;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Losses of recipes that nobody trained yet, with the form's doubt. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description =
                "Forecasts losses beyond the runs from several forms of the law together, with intervals"
                        + " that grow as forecasts from fewer of the runs missed the others.")
final class ForecastCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenRecipes recipes = new ChosenRecipes();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description =
                    "Forecast this training compute at its best size, and say where the best size"
                            + " lies. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--level",
            defaultValue = "0.9",
            paramLabel = "P",
            description = "The level of every interval; 0.9 unless said.")
    private double level;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATEMENT,...",
            description =
                    "What is so and the runs cannot tell: held-out (the loss is of a fixed evaluation set"
                            + " that no run was trained on), same-setup (the new run shares tokenizer,"
                            + " schedule, architecture and data with the fitted ones).")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = "--save",
            paramLabel = "FORECAST.json",
            description = "Write the answer to a file; confirm holds new runs against it.")
    private @Nullable Path saved;

    @Mixin private ChosenForce force = new ChosenForce();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "--level must lie between 0 and 1, got " + Decimal.format(level));
        }
        if (recipes.isEmpty() && budgets.isEmpty()) {
            throw new IllegalArgumentException("forecast needs --at or --budget");
        }
        List<Recipe> asked = recipes.read();
        List<Compute> spent = budgets.stream().map(Compute::parse).toList();
        Statement[] stated = statements.stream().map(Statement::parse).toArray(Statement[]::new);

        Dataset runs = table.read();
        Forecaster forecaster = force.on(Forecast.of(runs).withLevel(level).stating(stated));
        Optional<NoPlanException> refusal =
                spent.isEmpty() ? Optional.empty() : force.refusal(forecaster);
        List<Forecast> forecasts = new ArrayList<>();
        for (Recipe recipe : asked) {
            forecasts.add(forecaster.at(recipe.countedAs(runs.counting())));
        }
        if (refusal.isEmpty()) {
            spent.forEach(budget -> forecasts.add(forecaster.at(budget)));
        } else if (asked.isEmpty()) {
            throw refusal.get();
        }

        ForecastAnswer answer = new ForecastAnswer(forecaster, forecasts, runs.lossUnit());
        if (saved != null) {
            write(saved, Json.text(answer.json()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(format.of(answer::text, answer::tables, answer::json));
        out.flush();
        // A refused plan does not take the other forecasts with it: they print, then the reason.
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        List<Finding> findings =
                forecasts.stream().flatMap(each -> each.findings().stream()).toList();
        return failure.code(findings);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file + ": " + unwritable, unwritable);
        }
    }
}
