package org.scalinglaws.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.curve.Adviser;
import org.scalinglaws.curve.Curve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A training run as it goes on: where it will end, and what to do. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Watches the file of a training run: prints its loss, where it is forecast to go with"
                        + " an interval, and whether to go on, stop or lower the rate, each time that"
                        + " the file grows.")
final class WatchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CURVE.csv",
            description =
                    "Columns step and loss, and where they were logged val_loss, accuracy and"
                            + " learning_rate.")
    private Path file = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "STEP",
            description =
                    "The last step of the run: forecasts are for it, and watching ends there. Unless"
                            + " said, forecasts are for twice the steps.")
    private @Nullable Double until;

    @Option(
            names = "--idle",
            paramLabel = "10m",
            description =
                    "Ends when the file has not changed for so long: 30s, 10m, 2h. Unless said,"
                            + " watching ends at --until or by Ctrl-C.")
    private @Nullable String idle;

    @Option(
            names = "--every",
            defaultValue = "2s",
            paramLabel = "2s",
            description = "How long to wait between two looks at the file; 2s unless said.")
    private String every = "";

    @Option(names = "--once", description = "Prints what the file shows now, and ends.")
    private boolean once;

    @Option(
            names = "--patience",
            paramLabel = "K",
            description = "Advises to stop after K checkpoints without a new best loss.")
    private @Nullable Integer patience;

    @Option(
            names = "--steps-for-a-nat",
            paramLabel = "S",
            description =
                    "How many steps a loss lower by 1 is worth: advises to stop when what is left up"
                            + " to --until gains less.")
    private @Nullable Double stepsForANat;

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        level.level();
        Adviser adviser = adviser();
        CurveFile followed =
                new CurveFile(file, Pause.parse("--every", every), Pause.parse("--idle", idle));
        if (once) {
            print(adviser, followed.whole());
            if (followed.isHalfWritten()) {
                spec.commandLine()
                        .getErr()
                        .println(file + ": the last line has no end yet and is left out");
            }
            return 0;
        }

        PrintWriter out = spec.commandLine().getOut();
        followed.follow(
                curve -> {
                    print(adviser, curve);
                    out.flush();
                    return until == null || curve.last().step() < until;
                },
                () -> spec.commandLine().getErr().println(file + " is shorter: read anew"));
        return 0;
    }

    private Adviser adviser() {
        if (stepsForANat != null && until == null) {
            throw new IllegalArgumentException(
                    "--steps-for-a-nat needs --until: without an end nothing is left of a run");
        }
        Adviser adviser = Adviser.usual();
        adviser = until == null ? adviser : adviser.withEnd(until);
        adviser = patience == null ? adviser : adviser.withPatience(patience);
        return stepsForANat == null ? adviser : adviser.withPrice(stepsForANat);
    }

    private void print(Adviser adviser, Curve curve) {
        OptionalDouble end = until == null ? OptionalDouble.empty() : OptionalDouble.of(until);
        WatchAnswer answer = WatchAnswer.of(curve, end, level.level(), adviser.advise(curve));
        spec.commandLine().getOut().println(format.of(answer::text, answer::tables, answer::json));
    }

    /** A pause as people write it. */
    static final class Pause {
        private Pause() {}

        /** In milliseconds; as long as there is time where none was said. */
        static long parse(String option, @Nullable String text) {
            if (text == null) {
                return Long.MAX_VALUE;
            }
            String digits = text.replaceAll("(ms|s|m|h)$", "");
            long unit =
                    switch (text.substring(digits.length())) {
                        case "ms" -> 1;
                        case "s" -> 1000;
                        case "m" -> 60_000;
                        case "h" -> 3_600_000;
                        default -> 0;
                    };
            if (unit == 0 || !digits.matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException(
                        option + " must be a time such as 30s, 10m or 2h, got '" + text + "'");
            }
            return unit * Long.parseLong(digits);
        }
    }
}
