package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.curve.StudyCurve;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One law for all training curves of a study. */
@Command(
        name = "curves",
        mixinStandardHelpOptions = true,
        description =
                "Fits one law to the training curves of several sizes, lengths and learning-rate"
                        + " schedules (columns curve, params, step, lr and loss, a row for each"
                        + " checkpoint), checks it on the largest and the longest, and forecasts the"
                        + " final loss of another training.")
final class CurvesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--curve",
            defaultValue = "curve",
            paramLabel = "COLUMN",
            description = "Which column tells the curves apart; curve unless said.")
    private String column = "";

    @Option(
            names = "--params",
            paramLabel = "N",
            description =
                    "The size of a training to forecast, such as 1B; with --steps and --peak.")
    private @Nullable String params;

    @Option(names = "--steps", paramLabel = "T", description = "Its steps, the warm-up among them.")
    private @Nullable Integer steps;

    @Option(names = "--peak", paramLabel = "RATE", description = "Its greatest learning rate.")
    private @Nullable Double peak;

    @Option(
            names = "--end-rate",
            paramLabel = "RATE",
            description = "The rate that it decays to; a tenth of the peak unless said.")
    private @Nullable Double end;

    @Option(
            names = "--warm-up",
            defaultValue = "0",
            paramLabel = "STEPS",
            description = "How many of its steps the rate rises; none unless said.")
    private int warmUp;

    @Option(
            names = "--shape",
            defaultValue = "COSINE",
            paramLabel = "SHAPE",
            description = "How it decays: ${COMPLETION-CANDIDATES}; COSINE unless said.")
    private Schedule.Shape shape = Schedule.Shape.COSINE;

    @Option(
            names = "--stable",
            defaultValue = "0",
            paramLabel = "STEPS",
            description = "How many steps it stays at the peak before it decays; none unless said.")
    private int stable;

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    /** What there is to say. */
    private record Answer(
            CurveStudy study,
            List<CurveStudy.HeldOut> held,
            List<Finding> findings,
            @Nullable Expected asked) {}

    @Override
    public Integer call() {
        failure.check();
        format.check();
        level.level();
        Schedule schedule = asked();
        CurveStudy study =
                CurveStudy.of(StudyCurve.all(table.read(), column)).withLevel(level.level());
        List<CurveStudy.HeldOut> held = study.heldOut();
        Answer answer =
                new Answer(
                        study,
                        held,
                        study.findings(held),
                        schedule == null || params == null
                                ? null
                                : study.forecast(Decimal.parse("--params", params), schedule));
        List<TextTable> tables = tables(answer);
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(tables, answer.findings()),
                                () -> tables,
                                () -> json(answer)));
        return failure.code(answer.findings());
    }

    private static String text(List<TextTable> tables, List<Finding> findings) {
        List<String> parts = new ArrayList<>();
        tables.forEach(table -> parts.add(table.text()));
        parts.addAll(Finding.lines(findings));
        return String.join("\n", parts);
    }

    private @Nullable Schedule asked() {
        if (params == null && steps == null && peak == null) {
            return null;
        }
        if (params == null || steps == null || peak == null) {
            throw new IllegalArgumentException(
                    "a training to forecast needs --params, --steps and --peak");
        }
        double last = end == null ? 0.1 * peak : end;
        int decaying = steps - warmUp - stable;
        Schedule schedule = Schedule.decay(shape, peak, last, decaying);
        schedule = stable > 0 ? Schedule.constant(peak, stable).then(schedule) : schedule;
        return warmUp > 0 ? schedule.withWarmUp(warmUp) : schedule;
    }

    private static List<TextTable> tables(Answer answer) {
        List<TextTable> tables = new ArrayList<>();
        tables.add(answer.study().table());
        if (!answer.held().isEmpty()) {
            TextTable held =
                    TextTable.of("  %-24s %9s %9s %9s  %s")
                            .row("held out", "step", "measured", "forecast", "interval");
            for (CurveStudy.HeldOut row : answer.held()) {
                held =
                        held.row(
                                row.name(),
                                Digits.six(row.expected().step()),
                                Digits.loss(row.measured()),
                                Digits.loss(row.expected().value()),
                                Digits.loss(row.expected().interval().lower())
                                        + " to "
                                        + Digits.loss(row.expected().interval().upper()));
            }
            tables.add(held);
        }

        // What was asked for stands below the last table.
        Expected asked = answer.asked();
        if (asked != null) {
            tables.set(
                    tables.size() - 1,
                    tables.get(tables.size() - 1).line("  the training asked for: " + asked));
        }
        return tables;
    }

    private static Map<String, @Nullable Object> json(Answer answer) {
        SizedAnnealingLaw law = answer.study().law();
        List<Map<String, @Nullable Object>> held = new ArrayList<>();
        for (CurveStudy.HeldOut row : answer.held()) {
            Map<String, @Nullable Object> json = expected(row.expected());
            json.put("curve", row.name());
            json.put("measured", row.measured());
            held.add(json);
        }

        // The law's numbers by the names of its formula.
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("E", law.e());
        json.put("A", law.a());
        json.put("alpha", law.alpha());
        json.put("B", law.b());
        json.put("beta", law.beta());
        json.put("C", law.c());
        json.put("momentum", law.lambda());

        Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
        answer.study()
                .intervals()
                .forEach((name, ends) -> intervals.put(name, List.of(ends.lower(), ends.upper())));
        json.put("intervals", intervals);
        json.put("heldOut", held);
        Expected asked = answer.asked();
        json.put("forecast", asked == null ? null : expected(asked));
        json.put("findings", Json.findings(answer.findings()));
        return json;
    }

    private static Map<String, @Nullable Object> expected(Expected expected) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("step", expected.step());
        json.put("loss", expected.value());
        json.put("lower", expected.interval().lower());
        json.put("upper", expected.interval().upper());
        json.put("level", expected.level());
        return json;
    }
}
