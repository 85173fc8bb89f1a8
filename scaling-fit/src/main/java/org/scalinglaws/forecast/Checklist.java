package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.RollOut;

/** The questions to ask of a forecast, answered from the runs where they can be. */
record Checklist(RollOut rollOut, Mixture mixture, double level) {
    /** Columns of text that say how a run was set up. */
    private static final Set<String> SETUP =
            Set.of(
                    "tokenizer",
                    "schedule",
                    "architecture",
                    "arch",
                    "data",
                    "dataset",
                    "corpus",
                    "optimizer",
                    "hparams",
                    "warmup",
                    "decay");

    /** The next run that decides whether to go on believing is so many times the largest. */
    private static final double NEXT = 10;

    /** More decades beyond the runs than this are not near: for the figure of the roll-out. */
    private static final double NEAR = 0.75;

    List<ChecklistItem> items(Set<Statement> stated) {
        return List.of(
                setup(stated.contains(Statement.SAME_SETUP)),
                stated(Statement.HELD_OUT, stated.contains(Statement.HELD_OUT)),
                rolledOut(),
                stopCondition());
    }

    private static ChecklistItem stated(Statement statement, boolean isStated) {
        return new ChecklistItem(
                statement.id(),
                statement.question(),
                isStated ? ChecklistItem.State.TICKED : ChecklistItem.State.OPEN,
                isStated ? "stated" : statement.open());
    }

    /** Columns that tell setups apart cross it, whatever is stated. */
    private ChecklistItem setup(boolean isStated) {
        Dataset runs = rollOut.evidence().runs();
        List<String> mixed = new ArrayList<>();
        for (String label : runs.labels()) {
            int values = new HashSet<>(runs.label(label)).size();
            if (SETUP.contains(label.toLowerCase(Locale.ROOT)) && values > 1) {
                mixed.add(String.format("column '%s' has %d values", label, values));
            }
        }
        return mixed.isEmpty()
                ? stated(Statement.SAME_SETUP, isStated)
                : new ChecklistItem(
                        Statement.SAME_SETUP.id(),
                        Statement.SAME_SETUP.question(),
                        ChecklistItem.State.CROSSED,
                        "the runs differ among themselves: " + String.join("; ", mixed));
    }

    private ChecklistItem rolledOut() {
        String question = "were runs withheld, and how far off was the forecast of them?";
        List<RollOut.Miss> near =
                rollOut.misses().stream().filter(miss -> miss.decades() <= NEAR).toList();

        // Each form by its weight in the forecast; one that missed nothing so near has no say.
        double squares = 0;
        double total = 0;
        for (FormShare share : mixture.shares()) {
            Optional<Double> mean =
                    near.stream()
                            .filter(miss -> miss.form().equals(share.name()))
                            .map(miss -> miss.mean() * miss.mean())
                            .reduce(Double::sum);
            long count = near.stream().filter(m -> m.form().equals(share.name())).count();
            if (mean.isPresent()) {
                squares += share.weight() * mean.get() / count;
                total += share.weight();
            }
        }

        return total > 0
                ? new ChecklistItem(
                        "roll-out",
                        question,
                        ChecklistItem.State.TICKED,
                        String.format(
                                Locale.ROOT,
                                "at %d cuts of compute the groups up to %s decades above were missed"
                                        + " by %.2f %% of the loss (root mean square)",
                                rollOut.cuts().size() - 1,
                                NEAR,
                                100 * Math.sqrt(squares / total)))
                : new ChecklistItem(
                        "roll-out",
                        question,
                        ChecklistItem.State.CROSSED,
                        "too few runs or groups of compute to withhold any");
    }

    private ChecklistItem stopCondition() {
        double flops = NEXT * mixture.top();
        String question = "at which loss would you stop believing the law?";

        // The law is put to the test by the best run of the next larger budget.
        return BestSize.find(rollOut, mixture, flops)
                .map(best -> Math.exp(best.quantile(0.5)))
                .map(size -> mixture.at(Recipe.of(size, flops / 6 / size)).newRun())
                .map(
                        run -> {
                            Interval logs = run.interval(level);
                            return new ChecklistItem(
                                    "stop-condition",
                                    question,
                                    ChecklistItem.State.TICKED,
                                    String.format(
                                            Locale.ROOT,
                                            "if the best run at %s FLOPs lies outside %.4g to %.4g,"
                                                    + " refit",
                                            Digits.six(flops),
                                            Math.exp(logs.lower()),
                                            Math.exp(logs.upper())));
                        })
                .orElseGet(
                        () ->
                                new ChecklistItem(
                                        "stop-condition",
                                        question,
                                        ChecklistItem.State.CROSSED,
                                        "no form has a best size at ten times the largest compute"));
    }
}
