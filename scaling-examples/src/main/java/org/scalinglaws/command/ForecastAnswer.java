package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.forecast.ChecklistItem;
import org.scalinglaws.forecast.Distance;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.FormShare;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;

/**
 * What a forecast prints, for people or as JSON.
 *
 * @param forecaster what forecast
 * @param forecasts in the order asked for
 * @param unit of the losses that are printed; JSON is in nats
 */
record ForecastAnswer(Forecaster forecaster, List<Forecast> forecasts, LossUnit unit) {
    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(
                "  "
                        + Digits.level(forecaster.level())
                        + " intervals, with the doubt about the form");
        lines.add("");
        lines.add(losses().text());
        if (forecasts.stream().anyMatch(each -> each.plan().isPresent())) {
            lines.add("");
            lines.add(plans().text());
        }
        lines.add("");
        lines.add(forms().text());

        List<Finding> all = forecasts.stream().flatMap(each -> each.findings().stream()).toList();
        if (!all.isEmpty()) {
            lines.add("");
        }
        Finding.lines(all).forEach(line -> lines.add("  " + line));
        lines.add("");
        forecaster.checklist().forEach(item -> lines.add("  " + item));
        return lines.toString();
    }

    List<TextTable> tables() {
        List<TextTable> tables = new ArrayList<>(List.of(losses()));
        if (forecasts.stream().anyMatch(each -> each.plan().isPresent())) {
            tables.add(plans());
        }
        tables.add(forms());
        tables.add(checklist());
        List<Finding> findings =
                forecasts.stream().flatMap(each -> each.findings().stream()).distinct().toList();
        return ChosenFormat.with(findings, tables.toArray(TextTable[]::new));
    }

    private TextTable checklist() {
        TextTable table =
                TextTable.of("  %-14s %-8s %-40s %s").row("item", "state", "question", "evidence");
        for (ChecklistItem item : forecaster.checklist()) {
            table =
                    table.row(
                            item.name(),
                            item.state().name().toLowerCase(Locale.ROOT),
                            item.question(),
                            item.evidence());
        }
        return table;
    }

    private TextTable losses() {
        TextTable table =
                TextTable.of("  %12s %12s %9s %19s %19s %8s %8s")
                        .row(
                                "params N",
                                "tokens D",
                                "loss",
                                "mean",
                                "a new run",
                                "decades",
                                "trusted");
        for (Forecast each : forecasts) {
            table =
                    table.row(
                            Digits.four(each.recipe().model().parameters()),
                            Digits.four(each.recipe().tokens().count()),
                            loss(each.loss().nats()),
                            ends(each.mean()),
                            ends(each.newRun()),
                            String.format(Locale.ROOT, "%.1f", each.distance().flops()),
                            each.trusted() ? "yes" : "no");
        }
        return table;
    }

    private TextTable plans() {
        TextTable table =
                TextTable.of("  %16s %12s %12s %12s %12s")
                        .row("FLOP", "params from", "to", "tokens from", "to");
        for (Forecast each : forecasts) {
            if (each.plan().isPresent()) {
                Interval params = each.plan().get().params();
                Interval tokens = each.plan().get().tokens();
                table =
                        table.row(
                                Digits.four(each.plan().get().budget().flops()),
                                Digits.four(params.lower()),
                                Digits.four(params.upper()),
                                Digits.four(tokens.lower()),
                                Digits.four(tokens.upper()));
            }
        }
        return table;
    }

    private TextTable forms() {
        TextTable table =
                TextTable.of("  %-14s %8s %24s").row("form", "weight", "error a decade beyond");
        for (FormShare form : forecaster.forms()) {
            table =
                    table.row(
                            form.name(),
                            String.format(Locale.ROOT, "%.3f", form.weight()),
                            String.format(Locale.ROOT, "%.2f %%", 100 * form.rollOutError()));
        }
        return table;
    }

    private String ends(Interval interval) {
        return "[" + loss(interval.lower()) + ", " + loss(interval.upper()) + "]";
    }

    private String loss(double nats) {
        return String.format(Locale.ROOT, "%.4f", unit.of(nats));
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("level", forecaster.level());
        json.put("forecasts", forecasts.stream().map(ForecastAnswer::json).toList());
        json.put("checklist", forecaster.checklist().stream().map(ForecastAnswer::json).toList());
        json.put("forms", forecaster.forms());
        return json;
    }

    private static Map<String, @Nullable Object> json(Forecast forecast) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("params", forecast.recipe().model().parameters());
        json.put("tokens", forecast.recipe().tokens().count());
        json.put("loss", Json.number(forecast.loss().nats()));
        json.put("mean", Json.ends(Optional.of(forecast.mean())));
        json.put("newRun", Json.ends(Optional.of(forecast.newRun())));

        // Only a budget has a plan.
        forecast.plan()
                .ifPresent(
                        plan -> {
                            Map<String, Object> ranges = new LinkedHashMap<>();
                            ranges.put("params", Json.ends(Optional.of(plan.params())));
                            ranges.put("tokens", Json.ends(Optional.of(plan.tokens())));
                            json.put("plan", ranges);
                        });

        Distance distance = forecast.distance();
        Map<String, @Nullable Object> decades = new LinkedHashMap<>();
        decades.put("params", distance.params());
        decades.put("tokens", distance.tokens());
        decades.put("flops", distance.flops());
        decades.put("leverage", Json.number(distance.leverage()));
        json.put("distance", decades);
        json.put("trusted", forecast.trusted());
        json.put("findings", Json.findings(forecast.findings()));
        return json;
    }

    private static Map<String, @Nullable Object> json(ChecklistItem item) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", item.name());
        json.put("question", item.question());
        json.put("state", item.state().name().toLowerCase(Locale.ROOT));
        json.put("evidence", item.evidence());
        return json;
    }
}
