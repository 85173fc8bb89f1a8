package org.scalinglaws.examples;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Covariance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The law of a file of runs, and what follows from it. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description =
                "Fits a law to a CSV file of runs; plans budgets and predicts losses from it.")
final class FitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUNS.csv",
            description = "Columns params, tokens (or flops), loss and any further.")
    private Path file = Path.of("");

    @Option(
            names = "--law",
            defaultValue = "chinchilla",
            paramLabel = "NAME",
            description =
                    "chinchilla (the default), power:FACTOR, power-without-floor:FACTOR or"
                            + " additive:FACTOR,FACTOR,...")
    private String law = "";

    @Option(
            names = "--objective",
            defaultValue = "log-huber:1e-3",
            paramLabel = "NAME",
            description =
                    "log-huber:DELTA (the default, 1e-3), log-squares, log-absolute,"
                            + " log-huber-likelihood:DELTA, huber:DELTA, squares or absolute.")
    private String objective = "";

    @Option(
            names = "--drop-highest-loss",
            defaultValue = "0",
            paramLabel = "K",
            description = "Leave out the K runs of highest loss.")
    private int dropped;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Keep the runs whose column has this value. May be given again.")
    private List<String> conditions = new ArrayList<>();

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

    @Option(names = "--json", description = "Print JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Objective minimised = Objective.parse(objective);
        LawFamily<?> family = LawNames.family(law, List.of());
        List<Recipe> asked = recipes.stream().map(FitCommand::recipe).toList();
        List<Compute> spent = budgets.stream().map(Compute::parse).toList();
        answer(family, minimised, runs(), spent, asked);
        return 0;
    }

    private Dataset runs() {
        Dataset runs = Dataset.readCsv(file);
        for (String condition : conditions) {
            String[] sides = sides("--where", condition);
            Dataset kept = runs.where(sides[0], sides[1]);
            if (kept.size() == 0) {
                throw new IllegalArgumentException(
                        "no run of " + runs.name() + " has " + condition);
            }
            runs = kept;
        }
        return runs.withoutHighestLoss(dropped);
    }

    private static String[] sides(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(option + " takes NAME=VALUE, got '" + text + "'");
        }
        return new String[] {text.substring(0, equals).trim(), text.substring(equals + 1).trim()};
    }

    private static Recipe recipe(String text) {
        Map<Factor, Double> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = sides("--at", part);
            values.put(Factor.named(sides[0]), Decimal.parse(sides[0], sides[1]));
        }
        return Recipe.of(values);
    }

    private <L extends LossLaw> void answer(
            LawFamily<L> family,
            Objective minimised,
            Dataset runs,
            List<Compute> spent,
            List<Recipe> asked) {
        Fit<L> fit = Fitter.of(family).withObjective(minimised).fit(runs);
        ComputeOptimal planner = ComputeOptimal.of(fit.law()).within(fit.scope());
        List<Plan> plans = spent.stream().map(planner::plan).toList();
        List<Double> losses = asked.stream().map(fit.law()::loss).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(describe(fit, plans, asked, losses)));
            return;
        }
        out.println(Report.summary(fit));
        if (!plans.isEmpty()) {
            out.println();
            out.println(Report.plans(plans));
        }
        for (int i = 0; i < losses.size(); i++) {
            out.println();
            out.printf("  %s: loss %.5g nats%n", asked.get(i), losses.get(i));
            fit.scope().findings(asked.get(i)).forEach(finding -> out.println("  " + finding));
        }
    }

    private static <L extends LossLaw> Map<String, Object> describe(
            Fit<L> fit, List<Plan> plans, List<Recipe> asked, List<Double> losses) {
        Map<String, Object> minimised = new LinkedHashMap<>();
        minimised.put("name", fit.problem().objective().name());
        minimised.put("sum", fit.objective());
        if (fit.problem().objective().fitsScale()) {
            minimised.put("logLikelihood", -fit.objective());
        }
        Map<String, Object> agreeing = new LinkedHashMap<>();
        agreeing.put("best", fit.solution().startsAgreeing());
        agreeing.put("tried", fit.solution().starts());
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            predictions.add(Json.prediction(asked.get(i), losses.get(i)));
        }
        List<Finding> findings =
                Stream.of(
                                Checks.inspect(fit).stream(),
                                plans.stream().flatMap(plan -> plan.findings().stream()),
                                asked.stream()
                                        .flatMap(recipe -> fit.scope().findings(recipe).stream()))
                        .flatMap(stream -> stream)
                        .distinct()
                        .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("law", fit.problem().family().name());
        answer.put("rows", fit.problem().runs().size());
        answer.put("objective", minimised);
        answer.put("parameters", Json.parameters(fit.problem().family(), fit.law()));
        answer.put("standardErrors", Json.numbers(Covariance.sandwich(fit).standardErrors()));
        answer.put("stop", fit.solution().stop().name());
        answer.put("evaluations", fit.solution().evaluations());
        answer.put("startsAgreeing", agreeing);
        answer.put("plans", plans.stream().map(Json::plan).toList());
        answer.put("predictions", predictions);
        answer.put("findings", Json.findings(findings));
        return answer;
    }
}
