package org.scalinglaws.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.lab.Study;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.solve.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A scaling study from raw text to a forecast, trained here and now. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Trains small language models on text of known entropy rate, fits a law to them,",
            "and holds its forecasts against larger ones. Goes on where it was stopped."
        })
final class LabCommand implements Callable<Integer> {
    static final int THOUSANDTHS = 1000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER",
            description = "Where runs.csv and curves.csv are kept; made where there is none.")
    private Path folder = Path.of("");

    @Option(
            names = "--quick",
            description =
                    "Four small sizes on up to 192,000 tokens: half a minute instead of a quarter of"
                            + " an hour.")
    private boolean quick;

    @Option(
            names = "--unique-tokens",
            paramLabel = "N",
            description = "Repeat the text: a run sees the same tokens again after so many.")
    private @Nullable String uniqueTokens;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "K",
            description = "Runs that are trained at a time; 2 unless said. Changes no result.")
    private int threads;

    @Override
    public Integer call() throws InterruptedException {
        Study study = (quick ? Study.quick() : Study.full()).withThreads(threads);
        if (uniqueTokens != null) {
            study = study.withUniqueTokens(Tokens.parse(uniqueTokens));
        }
        Dataset runs;
        if (Bar.isWatched()) {
            try (Bar bar = new Bar("training", THOUSANDTHS)) {
                runs = study.run(folder, bar);
            }
        } else {
            runs = study.run(folder, tenths("training", spec.commandLine().getErr()));
        }
        StudyAnswer.of(runs).print(spec.commandLine().getOut());
        return 0;
    }

    /** A line on standard error for every tenth of the work, where nobody watches a bar. */
    static Progress tenths(String what, PrintWriter err) {
        AtomicInteger told = new AtomicInteger();
        return (done, total, left) -> {
            int tenth = 10 * done / total;
            if (tenth > told.getAndSet(tenth)) {
                err.printf(
                        "%s: %d0 %% done, %d min %02d s left%n",
                        what, tenth, left.toMinutes(), left.toSecondsPart());
                err.flush();
            }
        };
    }
}
