package org.scalinglaws.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.solve.Progress;
import org.scalinglaws.study.Stage;
import org.scalinglaws.study.TextStudy;
import org.scalinglaws.text.PreparedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A scaling study of transformers on one's own text, trained here and now. */
@Command(
        name = "lab-study",
        mixinStandardHelpOptions = true,
        description = {
            "Trains transformers of many sizes on a text that lab-text prepared: learning rates are",
            "tuned on short runs, an IsoFLOP sweep gives a law, and the law forecasts larger runs",
            "before they are trained. Goes on where it was stopped."
        })
final class LabStudyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TEXT", description = "The folder that lab-text wrote.")
    private Path text = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where a table of each stage is kept; made where there is none.")
    private Path folder = Path.of("");

    @Option(
            names = "--quick",
            description =
                    "A corner of it, with the learning rates of the study that comes with the program:"
                            + " three minutes instead of an hour.")
    private boolean quick;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description =
                    "Only this stage: ${COMPLETION-CANDIDATES}. May be given again; all unless said.")
    private List<Stage> stages = new ArrayList<>();

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "K",
            description = "Runs that are trained at a time; 2 unless said. Changes no result.")
    private int threads;

    @Override
    public Integer call() throws InterruptedException {
        PreparedText prepared = PreparedText.read(text);
        TextStudy study =
                (quick ? TextStudy.quick(prepared) : TextStudy.full(prepared)).withThreads(threads);
        PrintWriter out = spec.commandLine().getOut();
        Map<Stage, Dataset> runs = new LinkedHashMap<>();
        for (Stage stage : study.stages()) {
            if (stages.isEmpty() || stages.contains(stage)) {
                if (stage == Stage.SWEEP) {
                    study.leftOut(folder).forEach(line -> out.println("left out: " + line));
                }
                // A forecast is worth something only where it is there before what it forecasts.
                if (stage == Stage.WITHHELD) {
                    printForecasts(study, runs, out);
                }
                runs.put(stage, train(study, stage));
            }
        }

        if (runs.containsKey(Stage.WITHHELD) && runs.containsKey(Stage.SWEEP)) {
            out.println();
            List<StudyCurves> curves =
                    runs.keySet().stream()
                            .filter(stage -> stage == Stage.EPOCHS || stage == Stage.WITHHELD)
                            .map(this::curves)
                            .toList();
            new TextStudyOutcome(runs, curves).print(out);
        } else {
            printForecasts(study, runs, out);
        }
        return 0;
    }

    private void printForecasts(TextStudy study, Map<Stage, Dataset> runs, PrintWriter out) {
        Dataset sweep = runs.get(Stage.SWEEP);
        if (sweep != null) {
            StudyCurves curves = curves(Stage.SWEEP);
            new TextStudyAnswer(sweep, curves, study.recipes(Stage.WITHHELD, folder)).print(out);
        }
    }

    private StudyCurves curves(Stage stage) {
        return StudyCurves.of(stage, TextStudy.curves(folder, stage));
    }

    private Dataset train(TextStudy study, Stage stage) throws InterruptedException {
        String name = stage.toString().toLowerCase(Locale.ROOT);
        if (!Bar.isWatched()) {
            Progress tenths = LabCommand.tenths(name, spec.commandLine().getErr());
            return study.run(stage, folder, tenths);
        }
        try (Bar bar = new Bar(name, LabCommand.THOUSANDTHS)) {
            return study.run(stage, folder, bar);
        }
    }
}
