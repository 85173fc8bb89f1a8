package org.scalinglaws.health;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The best loss of every model size, and whether it keeps falling.
 *
 * @param steps a row for each size, the smallest first
 * @param unit in which people read the losses
 * @param findings where the loss does not fall, and which runs saw too little data
 */
public record Health(List<Step> steps, LossUnit unit, List<Finding> findings) {
    /** A change of loss by less than this share is none: runs of one recipe differ by as much. */
    private static final double SAME = 0.005;

    /** Below one token a parameter a model has no data to learn its numbers from. */
    private static final double STARVED = 1;

    private static final double RULE_OF_THUMB = 20;
    private static final int NAMED = 3;

    /** Copies the lists. */
    public Health {
        Require.noNull("steps", steps);
        Require.noNull("findings", findings);
        steps = List.copyOf(steps);
        requireNonNull(unit, "unit");
        findings = List.copyOf(findings);
    }

    /**
     * Looks at runs.
     *
     * @param runs with model sizes; tokens are looked at where they are known
     * @return their health
     * @throws DataException when the runs do not state their sizes
     */
    public static Health of(Dataset runs) {
        requireNonNull(runs, "runs");
        if (!runs.factors().contains(Factor.PARAMETERS)) {
            throw new DataException(
                    runs.name() + " states no params, and health is about model sizes");
        }
        List<Step> steps = steps(best(runs));
        LossUnit unit = runs.lossUnit();
        return new Health(
                steps,
                unit,
                Stream.of(course(steps, unit), starved(runs), belowRuleOfThumb(runs))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Map<Double, Run> best(Dataset runs) {
        Map<Double, Run> best = new TreeMap<>();
        for (Run run : runs) {
            double size = run.recipe().value(Factor.PARAMETERS);
            if (size > 0) {
                best.merge(
                        size,
                        run,
                        (one, other) -> other.loss().nats() < one.loss().nats() ? other : one);
            }
        }
        return best;
    }

    private static List<Step> steps(Map<Double, Run> best) {
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<Double, Run> entry : best.entrySet()) {
            double size = entry.getKey();
            Run run = entry.getValue();
            boolean known = run.recipe().has(Factor.TOKENS);
            OptionalDouble ratio =
                    known
                            ? OptionalDouble.of(run.recipe().value(Factor.TOKENS) / size)
                            : OptionalDouble.empty();
            Loss loss = run.loss();
            steps.add(
                    steps.isEmpty()
                            ? new Step(size, loss, ratio, OptionalDouble.empty(), Course.FIRST)
                            : after(steps.get(steps.size() - 1), size, loss, ratio));
        }
        return steps;
    }

    private static Step after(Step before, double size, Loss loss, OptionalDouble ratio) {
        double fall = before.loss().nats() - loss.nats();
        double gain = fall / Math.log10(size / before.parameters());
        Course course = Course.PLATEAU;
        if (Math.abs(fall) > SAME * Math.abs(before.loss().nats())) {
            course = fall > 0 ? Course.FALLS : Course.RISES;
        }
        return new Step(size, loss, ratio, OptionalDouble.of(gain), course);
    }

    /** The worst that happens from size to size; the last step decides whether to go on. */
    private static Optional<Finding> course(List<Step> steps, LossUnit unit) {
        if (steps.size() < 2) {
            return Optional.of(
                    Finding.warning(
                            CheckName.SCALING,
                            "one model size cannot say whether larger models are better"));
        }

        List<Step> rising = withCourse(steps, Course.RISES);
        if (!rising.isEmpty()) {
            Step worst = rising.get(rising.size() - 1);
            Step before = steps.get(steps.indexOf(worst) - 1);
            return Optional.of(
                    Finding.error(
                            CheckName.SCALING,
                            String.format(
                                    Locale.ROOT,
                                    "scaling failed: the best loss rises from %s at %s parameters"
                                            + " to %s at %s; look for divergence, too few tokens or"
                                            + " a learning rate that was not tuned",
                                    Digits.loss(unit.of(before.loss().nats())),
                                    Digits.three(before.parameters()),
                                    Digits.loss(unit.of(worst.loss().nats())),
                                    Digits.three(worst.parameters()))));
        }

        List<Step> level = withCourse(steps, Course.PLATEAU);
        return level.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.SCALING,
                                String.format(
                                        Locale.ROOT,
                                        "a plateau: the best loss at %s parameters is within 0.5 %%"
                                                + " of the size before",
                                        names(level))));
    }

    private static List<Step> withCourse(List<Step> steps, Course course) {
        return steps.stream().filter(step -> step.course() == course).toList();
    }

    private static String names(List<Step> steps) {
        return names(steps.stream().mapToDouble(Step::parameters).boxed().toList());
    }

    private static String names(Collection<Double> sizes) {
        String more = sizes.size() > NAMED ? " and " + (sizes.size() - NAMED) + " more" : "";
        return sizes.stream().limit(NAMED).map(Digits::three).collect(Collectors.joining(", "))
                + more;
    }

    private static Optional<Finding> starved(Dataset runs) {
        return below(STARVED, runs)
                .map(
                        said ->
                                Finding.warning(
                                        CheckName.DATA_STARVED,
                                        said
                                                + ": data-starved, a smaller model on the same"
                                                + " tokens would do as well"));
    }

    private static Optional<Finding> belowRuleOfThumb(Dataset runs) {
        return below(RULE_OF_THUMB, runs)
                .map(
                        said ->
                                Finding.note(
                                        CheckName.FEW_TOKENS,
                                        said
                                                + ": below the rule of thumb more tokens gain more"
                                                + " than more parameters"));
    }

    /** Which runs saw fewer tokens a parameter than a bound, if any did. */
    private static Optional<String> below(double bound, Dataset runs) {
        Set<Double> sizes = new TreeSet<>();
        int count = 0;
        double least = Double.POSITIVE_INFINITY;
        for (Run run : runs) {
            Recipe recipe = run.recipe();
            boolean known = recipe.has(Factor.PARAMETERS) && recipe.has(Factor.TOKENS);
            double ratio = known ? recipe.tokensPerParameter() : Double.NaN;
            if (ratio < bound) {
                sizes.add(recipe.value(Factor.PARAMETERS));
                least = Math.min(least, ratio);
                count++;
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%d of %d runs (of %s parameters) saw fewer than %s a parameter, the least"
                                        + " %s",
                                count,
                                runs.size(),
                                names(sizes),
                                bound == 1 ? "1 token" : Digits.three(bound) + " tokens",
                                Digits.three(least)));
    }

    /**
     * How the study goes on at its largest sizes.
     *
     * @return the worst of all steps: rises before plateaus before falls; first with one size alone
     */
    public Course course() {
        for (Course worst : List.of(Course.RISES, Course.PLATEAU, Course.FALLS)) {
            if (!withCourse(steps, worst).isEmpty()) {
                return worst;
            }
        }
        return Course.FIRST;
    }

    /**
     * A row for each size.
     *
     * @return losses and gains in the unit of the runs
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %10s %9s %14s %15s  %s")
                        .row("params N", "loss", "tokens/param", "gain a tenfold", "course");
        for (Step step : steps) {
            table =
                    table.row(
                            Digits.four(step.parameters()),
                            Digits.loss(unit.of(step.loss().nats())),
                            text(step.tokensPerParameter()),
                            text(gain(step)),
                            step.course());
        }
        return table;
    }

    /** In the unit of the runs, which need not be a multiple of nats. */
    private OptionalDouble gain(Step step) {
        int place = steps.indexOf(step);
        if (place == 0) {
            return OptionalDouble.empty();
        }
        Step before = steps.get(place - 1);
        double fall = unit.of(before.loss().nats()) - unit.of(step.loss().nats());
        return OptionalDouble.of(fall / Math.log10(step.parameters() / before.parameters()));
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? Digits.three(number.getAsDouble()) : "-";
    }

    /**
     * Writes the table and what is amiss.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table().text());
        text.append("\n\n  ").append(verdict());
        for (Finding finding : findings) {
            text.append("\n  ").append(finding);
        }
        return text.toString();
    }

    /**
     * The answer in a few words.
     *
     * @return such as {@code scaling well}
     */
    public String verdict() {
        return switch (course()) {
            case FIRST -> "one size: nothing can be said about scaling";
            case FALLS -> "scaling well: every larger model is better";
            case PLATEAU -> "plateau: a larger model is not better";
            case RISES -> "scaling failed: a larger model is worse";
        };
    }
}
