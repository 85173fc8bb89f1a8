package org.scalinglaws.tuning;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Tuning rules side by side: what each says of one run, and how far they disagree.
 *
 * @param tunings what each rule says, by its name
 * @param silent the rules that cannot answer, each with the reason
 */
public record TuningComparison(Map<String, Tuning> tunings, Map<String, String> silent) {
    /** Copies the maps. */
    public TuningComparison {
        Require.noNull("tunings", tunings);
        Require.noNull("silent", silent);
        tunings = Collections.unmodifiableMap(new LinkedHashMap<>(tunings));
        silent = Collections.unmodifiableMap(new LinkedHashMap<>(silent));
    }

    /**
     * What every rule of the catalogue says of a recipe.
     *
     * @param recipe what is trained
     * @return what each says; a rule that reads a factor which the recipe lacks is silent
     */
    public static TuningComparison at(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return of(TuningRules.all(), rule -> rule.suggest(recipe));
    }

    /**
     * What every rule of the catalogue says of a shape, counted as that rule counts it.
     *
     * @param shape the model
     * @param tokens D
     * @return what each says
     */
    public static TuningComparison at(Transformer shape, Tokens tokens) {
        requireNonNull(shape, "shape");
        requireNonNull(tokens, "tokens");
        return of(TuningRules.all(), rule -> rule.suggest(shape, tokens));
    }

    /**
     * What rules of your choice say.
     *
     * @param rules the rules to ask
     * @param answer such as {@code rule -> rule.suggest(recipe)}
     * @return what each says; a rule that refuses is silent
     */
    public static TuningComparison of(List<TuningRule> rules, Function<TuningRule, Tuning> answer) {
        Require.noNull("rules", rules);
        requireNonNull(answer, "answer");
        Map<String, Tuning> tunings = new LinkedHashMap<>();
        Map<String, String> silent = new LinkedHashMap<>();
        for (TuningRule rule : rules) {
            try {
                tunings.put(rule.name(), answer.apply(rule));
            } catch (IllegalArgumentException none) {
                silent.put(rule.name(), String.valueOf(none.getMessage()));
            }
        }
        return new TuningComparison(tunings, silent);
    }

    /**
     * How far the learning rates lie apart.
     *
     * @return least and greatest learning rate
     * @throws IllegalArgumentException when no rule gives one
     */
    public Interval learningRates() {
        return range(
                "no rule gives a learning rate",
                tunings.values().stream()
                        .map(Tuning::learningRate)
                        .flatMapToDouble(OptionalDouble::stream));
    }

    /**
     * How far the batches lie apart.
     *
     * @return least and greatest batch, tokens
     * @throws IllegalArgumentException when no rule answers
     */
    public Interval batches() {
        return range(
                "no rule answers",
                tunings.values().stream().mapToDouble(tuning -> tuning.batch().count()));
    }

    private Interval range(String otherwise, DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException(otherwise + ": " + silent);
        }
        return new Interval(sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * A row for each rule, to four digits, with the names of the findings that weigh more than a note.
     *
     * @return a table
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-14s %13s %13s %9s %9s %6s  %s")
                        .row("rule", "learning rate", "batch, tokens", "steps", "warm-up", "beta2");
        for (Map.Entry<String, Tuning> answer : tunings.entrySet()) {
            Tuning tuning = answer.getValue();
            table =
                    table.row(
                            answer.getKey(),
                            text(tuning.learningRate()),
                            Digits.four(tuning.batch().count()),
                            tuning.recipe().has(Factor.TOKENS) ? Digits.four(tuning.steps()) : "-",
                            tuning.warmup().map(tokens -> Digits.four(tokens.count())).orElse("-"),
                            text(tuning.beta2()),
                            warnings(tuning));
        }
        for (Map.Entry<String, String> none : silent.entrySet()) {
            table = table.row(none.getKey(), "-", "-", "-", "-", "-", none.getValue());
        }
        return table;
    }

    /**
     * Writes the table.
     *
     * @return its text
     */
    @Override
    public String toString() {
        return table().text() + "\n";
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? Digits.four(number.getAsDouble()) : "-";
    }

    private static String warnings(Tuning tuning) {
        return tuning.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .map(Finding::check)
                .distinct()
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
