package org.scalinglaws.command;

import static org.scalinglaws.command.TextStudyAnswer.ends;
import static org.scalinglaws.command.TextStudyAnswer.fixed;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.score.Reading;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.TwoSteps;
import org.scalinglaws.study.EmbeddedTextStudy;
import org.scalinglaws.study.Stage;

/**
 * What was measured after the forecast, and what else the runs show: repeated text, when to stop,
 * accuracy.
 *
 * @param runs of each stage
 * @param curves the learning curves of some of them
 */
record TextStudyOutcome(Map<Stage, Dataset> runs, List<StudyCurves> curves) {
    private static final double LEVEL = 0.9;

    /** All that the study that comes with the program says. */
    static void printEmbedded(PrintWriter out) {
        Map<Stage, Dataset> runs = new EnumMap<>(Stage.class);
        for (Stage stage : List.of(Stage.SWEEP, Stage.EPOCHS, Stage.WITHHELD)) {
            runs.put(stage, EmbeddedTextStudy.runs(stage));
        }
        TextStudyOutcome outcome =
                new TextStudyOutcome(runs, List.of(curves(Stage.EPOCHS), curves(Stage.WITHHELD)));
        List<Recipe> larger = new ArrayList<>();
        outcome.counted(Stage.WITHHELD).forEach(run -> larger.add(run.recipe()));
        new TextStudyAnswer(outcome.of(Stage.SWEEP), curves(Stage.SWEEP), larger).print(out);
        out.println();
        outcome.print(out);
    }

    private static StudyCurves curves(Stage stage) {
        return StudyCurves.of(stage, EmbeddedTextStudy.curves(stage));
    }

    void print(PrintWriter out) {
        printMeasured(out);
        if (runs.containsKey(Stage.EPOCHS)) {
            out.println();
            printRepeats(out);
        }
        out.println();
        printAccuracy(out);
        out.println();
        new CurveHindsight(curves).print(out);
        out.flush();
    }

    private Dataset counted(Stage stage) {
        return TextStudyAnswer.counted(of(stage), Counting.WITHOUT_INPUT_EMBEDDING);
    }

    private Dataset of(Stage stage) {
        @Nullable Dataset found = runs.get(stage);
        if (found == null) {
            throw new IllegalStateException("no runs of " + stage);
        }
        return found;
    }

    private void printMeasured(PrintWriter out) {
        Forecaster forecaster = TextStudyAnswer.forecaster(of(Stage.SWEEP));
        TextTable table =
                TextTable.of("  %10s %10s %10s  %9s %17s  %9s  %s")
                        .row("FLOP", "params N", "tokens D", "forecast", "90 %", "measured", "");

        // Each at its own recipe, as the forecast was made.
        for (Run run : counted(Stage.WITHHELD)) {
            Forecast forecast = forecaster.at(run.recipe());
            double measured = run.loss().nats();
            table =
                    table.row(
                            Digits.three(run.recipe().value(Factor.FLOPS)),
                            Digits.three(run.recipe().value(Factor.PARAMETERS)),
                            Digits.three(run.recipe().value(Factor.TOKENS)),
                            fixed(forecast.loss().nats()),
                            ends(forecast.newRun()),
                            fixed(measured),
                            position(forecast.newRun(), measured));
        }
        out.println("The larger runs, trained after the forecast:");
        out.println();
        out.println(table);
    }

    static String position(Interval interval, double value) {
        return value < interval.lower() ? "below" : value > interval.upper() ? "above" : "inside";
    }

    /** The law of repeated text, and what each number of epochs did. */
    private void printRepeats(PrintWriter out) {
        List<Run> all = new ArrayList<>();
        counted(Stage.SWEEP).forEach(all::add);
        counted(Stage.EPOCHS).forEach(all::add);
        Dataset both = Dataset.of(all).countedAs(Counting.WITHOUT_INPUT_EMBEDDING);
        Fit<DataConstrainedLaw> fit = Fitter.of(DataConstrainedLaw.FAMILY).fit(both);

        Interval repeats = TextStudyAnswer.DRAWS.of(fit).interval(LEVEL, DataConstrainedLaw::rD);
        out.printf(
                "Repeated text: R_D %s, 90 %% %s to %s. A text that is seen again and again is worth at most"
                        + " 1 + R_D%nof itself; Muennighoff et al. have 15.4.%n%n",
                Digits.three(fit.law().rD()),
                Digits.three(repeats.lower()),
                Digits.three(repeats.upper()));
        out.println(epochs(fit.law()));
    }

    private TextTable epochs(DataConstrainedLaw law) {
        TextTable table =
                TextTable.of("  %10s %10s %7s  %10s  %8s  %8s")
                        .row("params N", "unique U", "epochs", "worth, D'", "law", "measured");
        for (Run run : repeated()) {
            Recipe recipe = run.recipe();
            table =
                    table.row(
                            Digits.three(recipe.value(Factor.PARAMETERS)),
                            Digits.three(recipe.value(Factor.UNIQUE_TOKENS)),
                            Digits.three(law.epochs(recipe)),
                            Digits.three(law.effectiveTokens(recipe)),
                            fixed(law.loss(recipe)),
                            fixed(run.loss().nats()));
        }
        return table;
    }

    /** Accuracy by the loss, forecast with it. */
    private void printAccuracy(PrintWriter out) {
        TwoSteps steps = Scores.of(counted(Stage.SWEEP), "accuracy").fit();
        TextTable table =
                TextTable.of("  %10s  %9s %17s  %9s  %s")
                        .row("FLOP", "forecast", "90 %", "measured", "");

        // What was measured stands in the same order.
        Dataset withheld = counted(Stage.WITHHELD);
        double[] measured = withheld.column(Factor.named("accuracy"));
        for (int row = 0; row < withheld.size(); row++) {
            Recipe recipe = withheld.run(row).recipe();
            Reading score = steps.at(recipe).score();
            double seen = measured[row];
            table =
                    table.row(
                            Digits.three(recipe.value(Factor.FLOPS)),
                            fixed(score.estimate()),
                            score.newRun().map(TextStudyAnswer::ends).orElse("-"),
                            fixed(seen),
                            score.newRun().map(range -> position(range, seen)).orElse(""));
        }
        out.println("Top-1 accuracy, by the loss:");
        out.println();
        out.println(table);
    }

    /** By size, then by unique text, then by how often it is seen. */
    private List<Run> repeated() {
        return counted(Stage.EPOCHS).stream()
                .sorted(
                        Comparator.<Run>comparingDouble(
                                        run -> run.recipe().value(Factor.PARAMETERS))
                                .thenComparingDouble(
                                        run -> run.recipe().value(Factor.UNIQUE_TOKENS))
                                .thenComparingDouble(run -> run.recipe().value(Factor.TOKENS)))
                .toList();
    }
}
