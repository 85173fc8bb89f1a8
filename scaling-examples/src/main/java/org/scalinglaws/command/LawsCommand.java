package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The catalogue of published laws: a table, one law in full, or what they say side by side. */
@Command(
        name = "laws",
        mixinStandardHelpOptions = true,
        description = "The published laws with their provenance, and what they say side by side.")
final class LawsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenNames names = new ChosenNames();

    @ArgGroup private Question question = new Question();

    @Mixin private ChosenSite site = new ChosenSite();

    @Mixin private ChosenFormat format = new ChosenFormat();

    /** What to ask the laws, if anything: one of these. */
    private static final class Question {
        @Option(
                names = "--at",
                paramLabel = "FACTOR=VALUE,...",
                description =
                        "Compare the losses that laws expect at params=7e10,tokens=1.4e12; one law"
                                + " alone answers in its own unit, and at whatever it reads.")
        private String recipe = "";

        @Option(
                names = "--budget",
                paramLabel = "FLOPS",
                description = "Compare the compute-optimal plans of this training compute.")
        private String budget = "";

        @Option(names = "--families", description = "List the laws that the command fit takes.")
        private boolean families;
    }

    @Override
    public Integer call() {
        List<PublishedLaw<?>> chosen = names.of(PublishedLaws.all(), PublishedLaws::named);
        boolean alone = names.names().size() == 1;
        if (site.site().isPresent() && (!alone || question.recipe.isEmpty())) {
            throw new IllegalArgumentException(
                    "--cluster needs one law and --at: what training that recipe costs");
        }

        format.check();
        boolean asksMore =
                question.families || !question.recipe.isEmpty() || !question.budget.isEmpty();
        if (asksMore && !format.isText() && !format.isJson()) {
            throw new IllegalArgumentException(
                    "laws prints its list and its entries as Markdown or CSV; --at, --budget and"
                            + " --families print as text or JSON");
        }

        // One law answers a recipe in its own unit and form; several are set side by side.
        PrintWriter out = spec.commandLine().getOut();
        if (question.families) {
            out.println(format.isJson() ? Json.text(LawHelp.json()) : LawHelp.text());
        } else if (!question.recipe.isEmpty() && alone) {
            predict(chosen.get(0), out);
        } else if (!question.recipe.isEmpty()) {
            print(Comparison.at(RecipeText.parse("--at", question.recipe), chosen), out);
        } else if (!question.budget.isEmpty()) {
            print(Comparison.at(Compute.parse(question.budget), chosen), out);
        } else if (format.isJson()) {
            List<?> entries = byName(chosen).stream().map(Catalogue::json).toList();
            out.println(Json.text(alone ? entries.get(0) : entries));
        } else if (names.names().isEmpty() && format.isText()) {
            out.println(Catalogue.table(byName(chosen)).text());
        } else if (!format.isText()) {
            out.println(
                    format.text(
                            names.names().isEmpty()
                                    ? List.of(Catalogue.table(byName(chosen)))
                                    : chosen.stream().map(Catalogue::entryTable).toList()));
        } else {
            chosen.forEach(law -> out.println(Catalogue.entry(law)));
        }
        return 0;
    }

    private static List<PublishedLaw<?>> byName(List<PublishedLaw<?>> laws) {
        return laws.stream().sorted(Comparator.comparing(PublishedLaw<?>::name)).toList();
    }

    private void predict(PublishedLaw<?> law, PrintWriter out) {
        Recipe recipe = RecipeText.parse("--at", question.recipe);
        PredictionAnswer answer = PredictionAnswer.of(law, recipe, site.site());
        out.println(format.isJson() ? Json.text(answer.json()) : answer.text());
        if (!format.isJson()) {
            site.assumption().ifPresent(taken -> out.println("  " + taken));
        }
    }

    private void print(Comparison comparison, PrintWriter out) {
        if (comparison.plans().isEmpty()) {
            throw new NoPlanException(
                    names.names().size() == 1
                            ? "law '"
                                    + names.names().get(0)
                                    + "' is silent: "
                                    + comparison.silent().get(names.names().get(0))
                            : "no law answers " + question.recipe + question.budget);
        }
        out.println(
                format.isJson()
                        ? Json.text(Json.comparison(comparison))
                        : Report.comparison(comparison));
    }
}
