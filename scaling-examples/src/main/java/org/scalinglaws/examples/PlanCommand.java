package org.scalinglaws.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
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

    @Option(names = "--json", description = "Print JSON: a plan, or an array for several budgets.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PublishedLaw<?> published = PublishedLaws.named(law);
        ComputeOptimal planner = ComputeOptimal.of(published);
        List<Plan> plans =
                budgets.stream().map(budget -> planner.plan(Compute.parse(budget))).toList();
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
}
