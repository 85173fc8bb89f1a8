package org.scalinglaws.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Calibration;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A saved law carried over to another setup. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Carries a saved Chinchilla law over to a new corpus or tokenizer by one run or a few:"
                        + " exponents stay, floor and scales move, the doubt of both is kept.")
final class CalibrateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE.fit.json",
            description = "What fit --save wrote of the old setup.")
    private Path old = Path.of("");

    @Option(
            names = "--runs",
            required = true,
            paramLabel = "NEW.csv",
            description = "One run of the new setup or a few: params, tokens and loss.")
    private Path file = Path.of("");

    @Mixin private ChosenRuns runs = new ChosenRuns();

    @Mixin private ChosenRecipes recipes = new ChosenRecipes();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description = "Plan this training compute by the new law. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Option(names = "--json", description = "Print JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        failure.check();
        double chosen = level.level();
        List<Compute> spent = budgets.stream().map(Compute::parse).toList();
        Fit<ChinchillaLaw> fit = saved();
        Dataset measured = runs.read(file);
        Calibration calibration = Calibration.of(fit, measured);
        List<Recipe> asked =
                recipes.read().stream().map(one -> one.countedAs(fit.scope().counting())).toList();
        ComputeOptimal planner = ComputeOptimal.of(calibration.law());
        List<Plan> plans = spent.stream().map(planner::plan).toList();

        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.text(json(calibration, asked, plans, chosen))
                        : text(calibration, asked, plans, chosen, measured.lossUnit()));
        out.flush();
        return failure.code(calibration.findings());
    }

    @SuppressWarnings("unchecked") // the type of the law is asked for first
    private Fit<ChinchillaLaw> saved() {
        Fit<?> fit = Fit.read(old);
        if (fit.law() instanceof ChinchillaLaw) {
            return (Fit<ChinchillaLaw>) fit;
        }
        throw new IllegalArgumentException(
                String.format(
                        "calibrate needs a fit of the law chinchilla, and %s holds %s",
                        old, fit.problem().family().name()));
    }

    private static String text(
            Calibration calibration,
            List<Recipe> asked,
            List<Plan> plans,
            double level,
            LossUnit unit) {
        TextTable table = TextTable.of("  %-8s %12s %24s").row("", "estimate", interval(level));
        for (Map.Entry<String, Double> number : numbers(calibration.law()).entrySet()) {
            Interval ends = ends(calibration, level, number.getKey());
            table = table.row(number.getKey(), Digits.column(number.getValue()), text(ends));
        }
        String answer = table.text();
        if (!asked.isEmpty()) {
            TextTable losses =
                    TextTable.of("  %-28s %9s %20s %20s")
                            .row("recipe", "loss", interval(level), "a new run");
            for (Recipe recipe : asked) {
                Interval mean = calibration.interval(level, law -> law.loss(recipe));
                losses =
                        losses.row(
                                recipe,
                                loss(calibration.law().loss(recipe), unit),
                                losses(mean, unit),
                                losses(calibration.newRunInterval(level, recipe), unit));
            }
            answer += "\n\n" + losses.text();
        }
        if (!plans.isEmpty()) {
            answer += "\n\n" + Report.plans(plans, calibration, level, ComputeOptimal::of, unit);
        }
        return answer + "\n\n  " + calibration.findings().get(0);
    }

    private static String interval(double level) {
        return Digits.level(level) + " interval";
    }

    private static String text(Interval ends) {
        return Digits.column(ends.lower()) + " to " + Digits.column(ends.upper());
    }

    private static String losses(Interval nats, LossUnit unit) {
        return "[" + loss(nats.lower(), unit) + ", " + loss(nats.upper(), unit) + "]";
    }

    private static String loss(double nats, LossUnit unit) {
        return String.format(Locale.ROOT, "%.5g", unit.of(nats));
    }

    /** The numbers of a law by their names. */
    private static Map<String, Double> numbers(ChinchillaLaw law) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("E", law.e());
        numbers.put("A", law.a());
        numbers.put("alpha", law.alpha());
        numbers.put("B", law.b());
        numbers.put("beta", law.beta());
        return numbers;
    }

    /** All of them are positive. */
    private static Interval ends(Calibration calibration, double level, String name) {
        return calibration
                .findPositive(level, law -> numbers(law).getOrDefault(name, Double.NaN))
                .orElseThrow();
    }

    private static Map<String, @Nullable Object> json(
            Calibration calibration, List<Recipe> asked, List<Plan> plans, double level) {
        Map<String, Object> intervals = new LinkedHashMap<>();
        Map<String, Double> numbers = numbers(calibration.law());
        for (String name : numbers.keySet()) {
            intervals.put(name, Json.ends(Optional.of(ends(calibration, level, name))));
        }
        List<Map<String, @Nullable Object>> losses = new ArrayList<>();
        for (Recipe recipe : asked) {
            Map<String, @Nullable Object> loss = new LinkedHashMap<>();
            loss.put("params", recipe.model().parameters());
            loss.put("tokens", recipe.tokens().count());
            loss.put("loss", calibration.law().loss(recipe));
            loss.put("mean", Json.ends(calibration.find(level, law -> law.loss(recipe))));
            loss.put("newRun", Json.ends(Optional.of(calibration.newRunInterval(level, recipe))));
            losses.add(loss);
        }

        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("level", level);
        json.put("parameters", numbers);
        json.put("intervals", intervals);
        json.put("predictions", losses);
        json.put("plans", plans.stream().map(Plan.json()::write).toList());
        json.put("findings", Json.findings(calibration.findings()));
        return json;
    }
}
