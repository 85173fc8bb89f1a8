package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.score.Emergence;
import org.scalinglaws.score.Reading;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.score.ScoreForm;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.TaskError;
import org.scalinglaws.score.Tasks;
import org.scalinglaws.score.TwoSteps;
import org.scalinglaws.score.Withheld;

/** What the command says of scores: of one by its runs and forecasts, or of several side by side. */
record ScoreAnswer(
        Scores scores,
        @Nullable TwoSteps chain,
        List<ScoreForecast> forecasts,
        List<Withheld> withheld,
        Optional<Emergence> emergence,
        List<TaskError> tasks,
        Tasks.@Nullable Pooled pooled,
        List<Finding> findings) {
    /** What the checks of fits say of the loss goes along. */
    static ScoreAnswer of(
            Scores scores,
            TwoSteps chain,
            List<ScoreForecast> forecasts,
            List<Withheld> withheld,
            Optional<Emergence> emergence) {
        List<Finding> findings = new ArrayList<>(Checks.inspect(chain.loss()));
        findings.addAll(scores.findings(chain, forecasts));
        emergence.flatMap(Emergence::finding).ifPresent(findings::add);
        return new ScoreAnswer(
                scores, chain, forecasts, withheld, emergence, List.of(), null, findings);
    }

    static ScoreAnswer of(Scores scores, List<TaskError> tasks, Tasks.Pooled pooled) {
        return new ScoreAnswer(
                scores, null, List.of(), List.of(), Optional.empty(), tasks, pooled, List.of());
    }

    private double unit(double nats) {
        LossUnit unit = scores.runs().lossUnit();
        return unit.of(nats);
    }

    private Optional<Interval> unit(Optional<Interval> nats) {
        return nats.map(range -> new Interval(unit(range.lower()), unit(range.upper())));
    }

    private static String text(Optional<Interval> range) {
        return range.map(ends -> Digits.four(ends.lower()) + " to " + Digits.four(ends.upper()))
                .orElse("not determined");
    }

    private static String size(Recipe recipe, Factor factor) {
        return recipe.has(factor) ? Digits.four(recipe.value(factor)) : "-";
    }

    List<TextTable> tables() {
        List<TextTable> tables = new ArrayList<>();
        if (!tasks.isEmpty()) {
            tables.add(taskTable());
        }
        if (!forecasts.isEmpty()) {
            tables.add(forecastTable());
        }
        if (!withheld.isEmpty()) {
            tables.add(withheldTable());
        }
        if (chain != null) {
            tables.add(runTable(chain));
        }
        return ChosenFormat.with(findings(), tables.toArray(TextTable[]::new));
    }

    private TextTable forecastTable() {
        String level = Digits.level(scores.level());
        TextTable table =
                TextTable.of("  %10s %10s %8s %20s %8s %20s %8s %20s")
                        .row(
                                "params N",
                                "tokens D",
                                "loss",
                                level + " of a new run",
                                "score",
                                level + " of a new run",
                                "direct",
                                level + " of a new run");
        for (ScoreForecast each : forecasts) {
            table =
                    table.row(
                            size(each.recipe(), Factor.PARAMETERS),
                            size(each.recipe(), Factor.TOKENS),
                            Digits.loss(unit(each.loss().estimate())),
                            text(unit(each.loss().newRun())),
                            Digits.four(each.score().estimate()),
                            text(each.score().newRun()),
                            each.direct().map(one -> Digits.four(one.estimate())).orElse("-"),
                            each.direct().map(one -> text(one.newRun())).orElse("-"));
        }
        return table;
    }

    private TextTable withheldTable() {
        String level = Digits.level(scores.level());
        TextTable table =
                TextTable.of("  %10s %10s %8s %8s %8s %8s %20s %8s")
                        .row(
                                "params N",
                                "tokens D",
                                "loss",
                                "foretold",
                                "score",
                                "foretold",
                                level + " of a new run",
                                "direct");
        for (Withheld each : withheld) {
            ScoreForecast forecast = each.forecast();
            table =
                    table.row(
                            size(forecast.recipe(), Factor.PARAMETERS),
                            size(forecast.recipe(), Factor.TOKENS),
                            Digits.loss(unit(each.loss())),
                            Digits.loss(unit(forecast.loss().estimate())),
                            Digits.four(each.score()),
                            Digits.four(forecast.score().estimate()),
                            text(forecast.score().newRun()),
                            forecast.direct().map(one -> Digits.four(one.estimate())).orElse("-"));
        }
        return table;
    }

    /** The points of a plot: each run beside the curve. */
    private TextTable runTable(TwoSteps steps) {
        TextTable table =
                TextTable.of("  %10s %10s %8s %8s %8s")
                        .row("params N", "tokens D", "loss", "score", "curve");
        double[] shares = scores.shares();
        for (int row = 0; row < shares.length; row++) {
            Recipe recipe = scores.runs().run(row).recipe();
            double loss = scores.runs().run(row).loss().nats();
            table =
                    table.row(
                            size(recipe, Factor.PARAMETERS),
                            size(recipe, Factor.TOKENS),
                            Digits.loss(unit(loss)),
                            Double.isNaN(shares[row]) ? "-" : Digits.four(shares[row]),
                            Digits.four(steps.scoreOfLoss(loss)));
        }
        return table;
    }

    private TextTable taskTable() {
        TextTable table =
                TextTable.of("  %-20s %8s %10s %10s %6s %11s")
                        .row("score", "withheld", "error", "no change", "held", "predictable");
        for (TaskError task : tasks) {
            table =
                    table.row(
                            task.task(),
                            task.withheld(),
                            Digits.three(task.error()),
                            Digits.three(task.gain()),
                            task.held(),
                            task.isPredictable() ? "yes" : "no");
        }
        return table;
    }

    String text() {
        String line = System.lineSeparator();
        StringJoiner text = new StringJoiner(line + line);
        if (chain != null) {
            StringJoiner laws = new StringJoiner(line);
            laws.add("  loss    " + chain.loss());
            laws.add("  score   " + chain.score());
            chain.direct().ifPresent(fit -> laws.add("  direct  " + fit));
            text.add(laws.toString());
        }
        if (!tasks.isEmpty()) {
            text.add(taskTable().text());
        }
        if (pooled != null) {
            text.add(
                    String.format(
                            "  one %s for all: %s; %s",
                            scores.form() == ScoreForm.SIGMOID ? "steepness" : "rate",
                            Digits.four(pooled.shape()),
                            pooled.test().map(Object::toString).orElse("no run to spare")));
        }
        if (!forecasts.isEmpty()) {
            text.add(forecastTable().text());
        }
        if (!withheld.isEmpty()) {
            text.add("  kept out of the fit" + line + withheldTable().text());
        }
        emergence.ifPresent(found -> text.add("  jump " + found));
        if (!findings().isEmpty()) {
            StringJoiner told = new StringJoiner(line);
            findings().forEach(finding -> told.add("  " + finding));
            text.add(told.toString());
        }
        return text.toString();
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("level", scores.level());
        if (chain != null) {
            json.put("loss", Json.law(chain.loss()));
            json.put("score", Json.law(chain.score()));
            json.put("direct", chain.direct().map(fit -> law(fit)).orElse(null));
            json.put("forecasts", forecasts.stream().map(ScoreAnswer::json).toList());
            json.put("withheld", withheld.stream().map(ScoreAnswer::json).toList());
            json.put("emergence", emergence.map(ScoreAnswer::json).orElse(null));
        }
        if (pooled != null) {
            json.put("tasks", tasks.stream().map(ScoreAnswer::json).toList());
            json.put("sharedShape", pooled.shape());
            json.put("sharedShapePValue", pooled.test().map(test -> test.pValue()).orElse(null));
        }
        json.put("findings", Json.findings(findings()));
        return json;
    }

    private static Map<String, Object> law(Fit<?> fit) {
        return Json.law(fit);
    }

    private static Map<String, @Nullable Object> json(Reading reading) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("estimate", reading.estimate());
        json.put("interval", Json.ends(reading.interval()));
        json.put("newRun", Json.ends(reading.newRun()));
        return json;
    }

    private static Map<String, @Nullable Object> json(ScoreForecast forecast) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Recipe recipe = forecast.recipe();
        recipe.factors().forEach(factor -> json.put(factor.name(), recipe.value(factor)));
        json.put("loss", json(forecast.loss()));
        json.put("score", json(forecast.score()));
        json.put("direct", forecast.direct().map(ScoreAnswer::json).orElse(null));
        json.put("gap", forecast.gap().isPresent() ? forecast.gap().getAsDouble() : null);
        return json;
    }

    private static Map<String, @Nullable Object> json(Withheld row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("measuredLoss", row.loss());
        json.put("measuredScore", row.score());
        json.put("held", row.isHeld());
        json.putAll(json(row.forecast()));
        return json;
    }

    private static Map<String, @Nullable Object> json(Emergence found) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", found.verdict().name().toLowerCase(Locale.ROOT));
        json.put("breakPValue", found.loss().pValue());
        json.put("breakAt", found.loss().place());
        json.put("exponentBefore", Json.number(found.loss().before()));
        json.put("exponentAfter", Json.number(found.loss().after()));
        json.put("scoresPValue", found.scores().isPresent() ? found.scores().getAsDouble() : null);
        json.put("jump", found.jump());
        json.put("jumpByMetric", found.jumpByMetric());
        return json;
    }

    private static Map<String, @Nullable Object> json(TaskError task) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("score", task.task());
        json.put("withheld", task.withheld());
        json.put("error", task.error());
        json.put("noChange", task.gain());
        json.put("held", task.held());
        json.put("predictable", task.isPredictable());
        return json;
    }
}
