package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The runs that would tell most about a number, by c- or D-optimal design. */
@Command(
        name = "next-runs",
        mixinStandardHelpOptions = true,
        description =
                "Which runs to train next: those that leave the least error in a number that matters,"
                        + " for what they cost.")
final class NextRunsCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenLaw law = new ChosenLaw();

    @Mixin private ChosenAim aim = new ChosenAim();

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "K",
            description = "At most so many runs; 5 unless said, and 200 with --error.")
    private int most;

    @Option(
            names = "--total",
            paramLabel = "FLOPS",
            description =
                    "What they may take together; unless said as much as all runs so far, each row at"
                            + " its own compute.")
    private @Nullable String total;

    @Option(
            names = "--largest",
            paramLabel = "FLOPS",
            description = "The most that one run may take; that of the largest so far unless said.")
    private @Nullable String largest;

    @Option(
            names = "--error",
            paramLabel = "SE",
            description =
                    "As many runs as it takes until the standard error is so small, in place of"
                            + " --total.")
    private @Nullable Double error;

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        if (error != null && total != null) {
            throw new IllegalArgumentException(
                    "--error asks for as many runs as it takes, and cannot go with --total");
        }
        if (error != null && aim.isAll()) {
            throw new IllegalArgumentException("--error needs a number: --of size, for one");
        }
        return answer(Checks.checked(law.fitter().fit(table.read())));
    }

    private <L extends LossLaw> int answer(Fit<L> fit) {
        NextRuns<L> next = NextRuns.after(fit);
        if (largest != null) {
            Interval reach = fit.scope().ranges().get(Factor.FLOPS);
            if (reach == null) {
                throw new IllegalArgumentException(
                        "--largest needs runs of known compute: columns params and tokens, or flops");
            }
            next = next.withGrid(Compute.flops(reach.lower()), Compute.parse(largest));
        }

        org.scalinglaws.design.ChosenRuns chosen = chosen(fit, next);
        List<Finding> findings = findings(fit, chosen);
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(fit, chosen, findings),
                                () ->
                                        ChosenFormat.with(
                                                findings,
                                                table(fit, chosen).line(gain(fit, chosen))),
                                () -> json(fit, chosen, findings)));
        return failure.code(findings);
    }

    /** For one number, or for all parameters together. */
    private <L extends LossLaw> org.scalinglaws.design.ChosenRuns chosen(
            Fit<L> fit, NextRuns<L> next) {
        if (aim.isAll()) {
            return next.chooseForAll(most, total(fit));
        }
        if (error != null) {
            boolean said = spec.commandLine().getParseResult().hasMatchedOption("--runs");
            return next.howMany(aim.of(fit), error, said ? most : MOST);
        }
        return next.choose(aim.of(fit), most, total(fit));
    }

    private double total(Fit<?> fit) {
        return total != null
                ? Compute.parse(total).flops()
                : fit.problem().runs().stream()
                        .mapToDouble(run -> run.recipe().compute().flops())
                        .sum();
    }

    private static List<Finding> findings(Fit<?> fit, org.scalinglaws.design.ChosenRuns chosen) {
        return Stream.concat(fit.caveats().stream(), chosen.findings().stream())
                .distinct()
                .toList();
    }

    private static TextTable table(Fit<?> fit, org.scalinglaws.design.ChosenRuns chosen) {
        List<Factor> factors = new ArrayList<>(chosen.runs().get(0).factors());
        boolean work = !factors.contains(Factor.FLOPS) && chosen.runs().get(0).has(Factor.FLOPS);
        TextTable table =
                TextTable.of("  %5s" + " %14s".repeat(factors.size() + (work ? 1 : 0)))
                        .line(
                                String.format(
                                        "%d runs to train next, after %d runs and for %s FLOP",
                                        chosen.runs().size(),
                                        fit.problem().runs().size(),
                                        Digits.four(chosen.price())))
                        .row(head(factors, work));
        for (Map.Entry<Recipe, Integer> times : chosen.counts().entrySet()) {
            table = table.row(cells(times, factors, work));
        }
        return table;
    }

    private String text(
            Fit<?> fit, org.scalinglaws.design.ChosenRuns chosen, List<Finding> findings) {
        StringBuilder text = new StringBuilder(table(fit, chosen).text());
        text.append(System.lineSeparator().repeat(2)).append("  ").append(gain(fit, chosen));
        String first = System.lineSeparator();
        for (Finding finding : findings) {
            text.append(first).append(System.lineSeparator()).append("  ").append(finding);
            first = "";
        }
        return text.toString();
    }

    private static Object[] head(List<Factor> factors, boolean work) {
        List<Object> head = new ArrayList<>(List.of("times"));
        factors.forEach(factor -> head.add(factor.name()));
        if (work) {
            head.add(Factor.FLOPS.name());
        }
        return head.toArray();
    }

    private static Object[] cells(
            Map.Entry<Recipe, Integer> times, List<Factor> factors, boolean work) {
        List<Object> cells = new ArrayList<>(List.of(times.getValue()));
        factors.forEach(factor -> cells.add(Digits.four(times.getKey().value(factor))));
        if (work) {
            cells.add(Digits.four(times.getKey().compute().flops()));
        }
        return cells.toArray();
    }

    private String gain(Fit<?> fit, org.scalinglaws.design.ChosenRuns chosen) {
        return String.format(
                "the standard error of %s falls from %s to %s",
                aim.words(fit), aim.error(chosen.errorBefore()), aim.error(chosen.errorAfter()));
    }

    private Map<String, @Nullable Object> json(
            Fit<?> fit, org.scalinglaws.design.ChosenRuns chosen, List<Finding> findings) {
        List<Map<String, Object>> written = new ArrayList<>();
        chosen.counts()
                .forEach(
                        (recipe, times) -> {
                            Map<String, Object> run = new LinkedHashMap<>();
                            recipe.factors()
                                    .forEach(
                                            factor -> run.put(factor.name(), recipe.value(factor)));
                            run.put("times", times);
                            written.add(run);
                        });
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("runs", written);
        answer.put("flops", chosen.price());
        answer.put("of", aim.words(fit));
        answer.put("errorBefore", Json.number(chosen.errorBefore()));
        answer.put("errorAfter", Json.number(chosen.errorAfter()));
        answer.put("findings", Json.findings(findings));
        return answer;
    }
}
