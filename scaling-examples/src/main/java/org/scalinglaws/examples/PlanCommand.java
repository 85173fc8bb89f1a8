package org.scalinglaws.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The compute-optimal recipe of a published law. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "The compute-optimal recipe of a published law at a budget.")
final class PlanCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--law",
            required = true,
            paramLabel = "NAME",
            description = "A published law, such as hoffmann-2022; see the command laws.")
    private String law = "";

    @Option(
            names = "--budget",
            required = true,
            paramLabel = "FLOPS",
            description = "Training compute, such as 5.76e23. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--holding",
            paramLabel = "FACTOR=VALUE",
            description =
                    "A further number that the law reads, the same at every size, such as"
                            + " unique_tokens=2.5e10. May be given again.")
    private List<String> held = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON: a plan, or an array for several budgets.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PublishedLaw<?> published = PublishedLaws.named(law);
        Map<String, Double> further =
                Assignment.parseAll("--holding", "FACTOR=VALUE", held, Decimal::parse);
        List<Compute> spent = budgets.stream().map(Compute::parse).toList();
        requireSizeAndData(published, further);
        ComputeOptimal planner = ComputeOptimal.of(published);
        for (Map.Entry<String, Double> given : further.entrySet()) {
            planner = planner.holding(Factor.named(given.getKey()), given.getValue());
        }
        List<Plan> plans = spent.stream().map(planner::plan).toList();
        if (json) {
            PrintWriter notes = spec.commandLine().getErr();
            plans.stream()
                    .flatMap(plan -> plan.findings().stream())
                    .distinct()
                    .forEach(finding -> notes.println("scaling: " + finding));
            List<?> answers = plans.stream().map(Json::plan).toList();
            out.println(Json.text(answers.size() == 1 ? answers.get(0) : answers));
        } else {
            out.println(published.name() + ": " + published.law());
            out.println(published.provenance().paper() + ", " + published.provenance().link());
            out.println();
            out.println(Report.plans(plans));
        }
        return 0;
    }

    /** A plan weighs model size against data: the law must read both, and be given the rest. */
    private static void requireSizeAndData(PublishedLaw<?> published, Map<String, Double> further) {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        for (Map.Entry<String, Double> given : further.entrySet()) {
            recipe = recipe.with(Factor.named(given.getKey()), given.getValue());
        }
        double loss;
        try {
            loss = published.law().loss(recipe);
        } catch (IllegalArgumentException lacking) {
            throw new IllegalArgumentException(
                    String.format(
                            "law '%s' reads more than params and tokens, which --holding gives: %s",
                            published.name(), lacking.getMessage()),
                    lacking);
        }
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS)) {
            if (published.law().loss(recipe.with(factor, 2 * recipe.value(factor))) == loss) {
                throw new NoPlanException(
                        String.format(
                                "law '%s' does not read %s, so no size is compute-optimal",
                                published.name(), factor.name()));
            }
        }
    }
}
