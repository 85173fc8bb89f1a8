package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.curve.Advice;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.curve.Point;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Digits;

/** What is said of a training run at its newest checkpoint. */
record WatchAnswer(
        Curve curve, List<Row> rows, double level, Advice advice, List<Finding> findings) {
    /** A quantity, what it is now, and what is expected of it. */
    record Row(String quantity, double now, Optional<Expected> expected) {}

    static WatchAnswer of(Curve curve, OptionalDouble end, double level, Advice advice) {
        double now = curve.last().step();
        double target = Math.max(now, end.orElse(2 * now));
        List<Row> rows = new ArrayList<>();
        rows.add(
                new Row(
                        "loss",
                        curve.last().loss(),
                        expected(() -> CurveForecast.of(curve), level, target)));

        // What was logged beside the loss has a row of its own.
        if (curve.points().stream().anyMatch(point -> point.validationLoss().isPresent())) {
            Curve held = curve.of(Point::validationLoss);
            rows.add(
                    new Row(
                            "validation loss",
                            held.last().loss(),
                            expected(() -> CurveForecast.of(held), level, target)));
        }
        if (curve.points().stream().anyMatch(point -> point.accuracy().isPresent())) {
            Curve right = curve.of(Point::accuracy);
            rows.add(
                    new Row(
                            "accuracy",
                            right.last().loss(),
                            expected(() -> CurveForecast.ofAccuracy(curve), level, target)));
        }
        return new WatchAnswer(curve, rows, level, advice, findings(curve));
    }

    private static List<Finding> findings(Curve curve) {
        try {
            return CurveForecast.of(curve).findings();
        } catch (NoFitException | DataException none) {
            return List.of();
        }
    }

    /** A curve too short, or that diverged, has no forecast; advice is given all the same. */
    private static Optional<Expected> expected(
            Supplier<CurveForecast> forecast, double level, double step) {
        try {
            return Optional.of(forecast.get().withLevel(level).at(step));
        } catch (NoFitException | DataException none) {
            return Optional.empty();
        }
    }

    private TextTable table() {
        TextTable table =
                TextTable.of("  %-16s %9s %10s %9s  %s")
                        .row("quantity", "now", "at step", "forecast", Digits.level(level));
        for (Row row : rows) {
            table =
                    row.expected().isEmpty()
                            ? table.row(row.quantity(), shown(row.now()), "-", "-", "-")
                            : table.row(
                                    row.quantity(),
                                    shown(row.now()),
                                    Digits.four(row.expected().get().step()),
                                    shown(row.expected().get().value()),
                                    shown(row.expected().get().interval().lower())
                                            + " to "
                                            + shown(row.expected().get().interval().upper()));
        }
        return table;
    }

    private static String shown(double value) {
        return Double.isFinite(value) ? Digits.loss(value) : "NaN";
    }

    String text() {
        StringBuilder text = new StringBuilder(curve + "\n" + table().text() + "\n  " + advice);
        findings.forEach(finding -> text.append("\n  ").append(finding));
        return text.toString();
    }

    List<TextTable> tables() {
        return ChosenFormat.with(
                findings,
                table(),
                TextTable.of("%s %s %s %s")
                        .row("action", "cause", "since", "reason")
                        .row(
                                advice.action(),
                                advice.cause(),
                                Digits.six(advice.since()),
                                advice.reason()));
    }

    Map<String, @Nullable Object> json() {
        List<Map<String, @Nullable Object>> expected = new ArrayList<>();
        for (Row row : rows) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("quantity", row.quantity());
            json.put("now", Json.number(row.now()));
            json.put("step", row.expected().map(Expected::step).orElse(null));
            json.put("forecast", row.expected().map(Expected::value).orElse(null));
            json.put("interval", Json.ends(row.expected().map(Expected::interval)));
            expected.add(json);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("checkpoints", curve.size());
        json.put("step", curve.last().step());
        json.put("level", level);
        json.put("quantities", expected);
        json.put("action", advice.action().toString());
        json.put("cause", advice.cause().toString());
        json.put("since", advice.since());
        json.put("figure", advice.figure());
        json.put("reason", advice.reason());
        json.put("findings", Json.findings(findings));
        return json;
    }
}
