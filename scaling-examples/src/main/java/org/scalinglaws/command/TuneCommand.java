package org.scalinglaws.command;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.design.TuningFit;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.tuning.Tuning;
import org.scalinglaws.tuning.TuningComparison;
import org.scalinglaws.tuning.TuningRule;
import org.scalinglaws.tuning.TuningRules;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The learning rate and the batch by the published rules, side by side, and by one's own sweep. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "The learning rate and the batch of a model of given size on given tokens, by every"
                        + " published rule side by side; with a file of one's own sweep, the best"
                        + " settings of each size and length in it, their power laws, and how far the"
                        + " rules are off.")
final class TuneCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "SWEEP.csv",
            description =
                    "Runs of one's own, with columns params, tokens, lr, loss and perhaps batch, in"
                            + " tokens.")
    private @Nullable Path file;

    @Mixin private ChosenRuns runs = new ChosenRuns();

    @ArgGroup private @Nullable Model model;

    /** What is trained: one of these. */
    private static final class Model {
        @Option(
                names = "--params",
                required = true,
                paramLabel = "N",
                description = "The size of the model, such as 7B.")
        private @Nullable String params;

        @Option(
                names = "--shape",
                required = true,
                paramLabel = "NAME",
                description =
                        "A published shape, such as llama-3-8b: each rule counts it in its own way.")
        private @Nullable String shape;
    }

    @Option(
            names = "--tokens",
            paramLabel = "D",
            description = "The tokens that it is trained on, such as 2T.")
    private @Nullable String tokens;

    @Option(
            names = "--within",
            paramLabel = "SHARE",
            description =
                    "Of the sweep only the runs whose ln loss is at most so far above the least of their"
                            + " size and length, such as 0.02.")
    private @Nullable Double within;

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Ask only this rule, such as step-law-2025. May be given again.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--context",
            defaultValue = "4096",
            paramLabel = "S",
            description = "Tokens in a sequence, for the batch in sequences; 4096 unless said.")
    private int context;

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        level.level();
        if (file == null && within != null) {
            throw new IllegalArgumentException("--within needs a file of runs");
        }
        if (model == null != (tokens == null) || (file == null && model == null)) {
            throw new IllegalArgumentException(
                    "tune needs --params or --shape with --tokens, or a file of runs, or both");
        }
        return file == null ? rules() : sweep(file);
    }

    private int rules() {
        TuningComparison comparison = comparison();
        List<Finding> findings = findings(comparison);
        print(
                () -> text(comparison),
                () -> ChosenFormat.with(findings, comparison.table()),
                () -> json(comparison));
        return failure.code(findings);
    }

    private int sweep(Path path) {
        TuningFit fit = TuningFit.of(runs.read(path)).withLevel(level.level());
        TuningFit read = within == null ? fit : fit.within(within);
        Optional<TuningComparison> comparison =
                model == null ? Optional.empty() : Optional.of(comparison());
        Optional<Recipe> asked = comparison.map(any -> recipe());
        TuningAnswer answer = new TuningAnswer(read, asked, comparison);
        print(
                answer::text,
                answer::tables,
                () -> {
                    Map<String, Object> json = answer.json();
                    comparison.ifPresent(rules -> json.put("rules", json(rules).get("rules")));
                    return json;
                });
        return failure.code(answer.findings());
    }

    private void print(Supplier<String> text, Supplier<List<TextTable>> tables, Supplier<?> json) {
        spec.commandLine().getOut().println(format.of(text, tables, json));
    }

    private static List<Finding> findings(TuningComparison comparison) {
        return comparison.tunings().values().stream()
                .flatMap(tuning -> tuning.findings().stream())
                .toList();
    }

    private TuningComparison comparison() {
        List<TuningRule> asked =
                rules.isEmpty()
                        ? TuningRules.all()
                        : rules.stream().map(TuningRules::named).toList();
        return TuningComparison.of(asked, this::answer);
    }

    private Tuning answer(TuningRule rule) {
        return model != null && model.shape != null
                ? rule.suggest(PublishedShapes.named(model.shape).shape(), seen())
                : rule.suggest(recipe());
    }

    private Tokens seen() {
        return Tokens.parse(String.valueOf(tokens));
    }

    /** What is asked about, counted as the runs are. */
    private Recipe recipe() {
        Model asked = requireNonNull(model);
        if (asked.shape != null) {
            return Recipe.of(
                    PublishedShapes.named(asked.shape).shape().parameters(runs.counting()), seen());
        }
        ModelSize size = ModelSize.parse(String.valueOf(asked.params));
        return Recipe.of(new ModelSize(size.parameters(), runs.counting()), seen());
    }

    /** The table, how far the rules lie apart, and what each should not be believed for. */
    private String text(TuningComparison comparison) {
        StringBuilder text = new StringBuilder(comparison.toString().stripTrailing());
        if (comparison.tunings().size() > 1) {
            text.append(
                    String.format(
                            "%n%n  learning rates from %s to %s; batches from %s to %s tokens, %s to"
                                    + " %s sequences of %d%n",
                            Digits.three(comparison.learningRates().lower()),
                            Digits.three(comparison.learningRates().upper()),
                            Digits.three(comparison.batches().lower()),
                            Digits.three(comparison.batches().upper()),
                            Digits.three(comparison.batches().lower() / context),
                            Digits.three(comparison.batches().upper() / context),
                            context));
        } else {
            text.append(System.lineSeparator());
        }
        comparison
                .tunings()
                .forEach((name, tuning) -> told(tuning).forEach(line -> add(text, name, line)));
        return text.toString();
    }

    private static void add(StringBuilder text, String rule, Finding finding) {
        text.append(System.lineSeparator()).append("  ").append(rule).append(": ").append(finding);
    }

    /** Of one rule everything, of several what weighs more than a note. */
    private List<Finding> told(Tuning tuning) {
        return tuning.findings().stream()
                .filter(finding -> rules.size() == 1 || finding.severity() != Severity.NOTE)
                .toList();
    }

    private Map<String, Object> json(TuningComparison comparison) {
        Map<String, Object> answers = new LinkedHashMap<>();
        comparison.tunings().forEach((name, tuning) -> answers.put(name, json(tuning)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rules", answers);
        json.put("silent", comparison.silent());
        return json;
    }

    private Map<String, @Nullable Object> json(Tuning tuning) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("params", tuning.recipe().value(Factor.PARAMETERS));
        json.put("counting", tuning.recipe().counting().toString());
        json.put("learningRate", number(tuning.learningRate()));
        json.put("batchTokens", tuning.batch().count());
        json.put("batchSequences", tuning.sequences(context));
        json.put("steps", tuning.steps());
        json.put("warmupTokens", tuning.warmup().map(Tokens::count).orElse(null));
        json.put("beta2", number(tuning.beta2()));
        json.put("findings", Json.findings(tuning.findings()));
        return json;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
