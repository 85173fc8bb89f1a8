package org.scalinglaws.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.forecast.Confirmation;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonReader;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** New runs held against a saved forecast. */
@Command(
        name = "confirm",
        mixinStandardHelpOptions = true,
        description = "Holds new runs against a saved forecast, and says whether the law survived.")
final class ConfirmCommand implements Callable<Integer> {
    /** Sizes and token counts within this share of each other are of one recipe. */
    private static final double SAME = 0.01;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FORECAST.json",
            description = "What forecast --save wrote, before the runs were trained.")
    private Path forecast = Path.of("");

    @Option(
            names = "--against",
            required = true,
            paramLabel = "NEW.csv",
            description = "Runs of the recipes that were forecast: params, tokens and loss.")
    private Path file = Path.of("");

    @Mixin private ChosenRuns runs = new ChosenRuns();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        JsonPlace saved = saved();
        Dataset measured = runs.read(file);
        List<Confirmation.Held> held = new ArrayList<>();
        for (Run run : measured) {
            for (JsonPlace each : saved.get("forecasts").items()) {
                if (isOf(run, each)) {
                    held.add(held(run, each));
                    break;
                }
            }
        }
        if (held.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            "no run of %s has params and tokens of a forecast in %s",
                            measured.name(), forecast));
        }

        Confirmation confirmation = new Confirmation(saved.get("level").number(), held);
        Finding verdict = verdict(confirmation);
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(confirmation, verdict),
                                () -> ChosenFormat.with(List.of(verdict), table(confirmation)),
                                () -> json(confirmation)));
        return failure.code(List.of(verdict));
    }

    private JsonPlace saved() {
        try {
            return JsonPlace.of(JsonReader.parse(Files.readString(forecast)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "FORECAST.json must be a file that can be read, got '" + forecast + "'",
                    unreadable);
        }
    }

    private static boolean isOf(Run run, JsonPlace saved) {
        double size = run.recipe().model().parameters() / saved.get("params").number();
        double tokens = run.recipe().tokens().count() / saved.get("tokens").number();
        return Math.abs(size - 1) <= SAME && Math.abs(tokens - 1) <= SAME;
    }

    private static Confirmation.Held held(Run run, JsonPlace saved) {
        List<JsonPlace> ends = saved.get("newRun").items();
        return new Confirmation.Held(
                run.recipe().model().parameters(),
                run.recipe().tokens().count(),
                run.loss().nats(),
                new Interval(ends.get(0).number(), ends.get(1).number()));
    }

    private static Finding verdict(Confirmation confirmation) {
        String counts =
                String.format(
                        Locale.ROOT,
                        "%d of %d new runs lie inside their %s intervals",
                        confirmation.inside(),
                        confirmation.runs().size(),
                        Digits.level(confirmation.level()));
        return confirmation.survives()
                ? Finding.note(CheckName.ROLL_OUT, counts + ": the law survives them")
                : Finding.warning(
                        CheckName.ROLL_OUT,
                        String.format(
                                Locale.ROOT,
                                "%s, which happens once in %.0f times where the forecast is right:"
                                        + " the law does not survive them; refit",
                                counts,
                                1 / confirmation.probability()));
    }

    private static TextTable table(Confirmation confirmation) {
        TextTable table =
                TextTable.of("  %12s %12s %9s %20s %8s")
                        .row("params N", "tokens D", "loss", "forecast", "inside");
        for (Confirmation.Held run : confirmation.runs()) {
            table =
                    table.row(
                            Digits.four(run.params()),
                            Digits.four(run.tokens()),
                            String.format(Locale.ROOT, "%.4f", run.loss()),
                            String.format(
                                    Locale.ROOT,
                                    "[%.4f, %.4f]",
                                    run.newRun().lower(),
                                    run.newRun().upper()),
                            run.isInside() ? "yes" : "no");
        }
        return table;
    }

    private static String text(Confirmation confirmation, Finding verdict) {
        String line = System.lineSeparator();
        return table(confirmation).text() + line + line + "  " + verdict;
    }

    private static Map<String, @Nullable Object> json(Confirmation confirmation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("level", confirmation.level());
        json.put("runs", confirmation.runs());
        json.put("inside", confirmation.inside());
        json.put("probability", confirmation.probability());
        json.put("survives", confirmation.survives());
        return json;
    }
}
