package org.scalinglaws.command;

import static org.scalinglaws.command.TextStudyAnswer.ends;
import static org.scalinglaws.command.TextStudyAnswer.fixed;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.curve.Advice;
import org.scalinglaws.curve.Adviser;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.curve.Point;
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
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What was measured after the forecast, and what else the runs show: repeated text, when to stop,
 * accuracy.
 *
 * @param runs of each stage
 * @param curves the learning curves of some of them
 */
record TextStudyOutcome(Map<Stage, Dataset> runs, List<StudyCurves> curves) {
    private static final double HALF = 0.5;
    private static final double TURNED = 1.01;

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
        printCurves(out);
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

    private static String position(Interval interval, double value) {
        return value < interval.lower() ? "below" : value > interval.upper() ? "above" : "inside";
    }

    /** The law of repeated text, and what each number of epochs did. */
    private void printRepeats(PrintWriter out) {
        List<Run> all = new ArrayList<>();
        counted(Stage.SWEEP).forEach(all::add);
        counted(Stage.EPOCHS).forEach(all::add);
        Dataset both = Dataset.of(all).countedAs(Counting.WITHOUT_INPUT_EMBEDDING);
        Fit<DataConstrainedLaw> fit = Fitter.of(DataConstrainedLaw.FAMILY).fit(both);
        Ensemble<DataConstrainedLaw> laws = TextStudyAnswer.DRAWS.of(fit);
        Interval repeats = laws.interval(0.9, DataConstrainedLaw::rD);
        out.printf(
                "Repeated text: R_D %s, 90 %% %s to %s. A text that is seen again and again is worth at most"
                        + " 1 + R_D%nof itself; Muennighoff et al. have 15.4.%n%n",
                Digits.three(fit.law().rD()),
                Digits.three(repeats.lower()),
                Digits.three(repeats.upper()));
        TextTable table =
                TextTable.of("  %10s %10s %7s  %10s  %8s  %8s")
                        .row("params N", "unique U", "epochs", "worth, D'", "law", "measured");
        for (Run run : repeated()) {
            table =
                    table.row(
                            Digits.three(run.recipe().value(Factor.PARAMETERS)),
                            Digits.three(run.recipe().value(Factor.UNIQUE_TOKENS)),
                            Digits.three(fit.law().epochs(run.recipe())),
                            Digits.three(fit.law().effectiveTokens(run.recipe())),
                            fixed(fit.law().loss(run.recipe())),
                            fixed(run.loss().nats()));
        }
        out.println(table);
    }

    /** Accuracy by the loss, forecast with it. */
    private void printAccuracy(PrintWriter out) {
        TwoSteps steps = Scores.of(counted(Stage.SWEEP), "accuracy").fit();
        TextTable table =
                TextTable.of("  %10s  %9s %17s  %9s  %s")
                        .row("FLOP", "forecast", "90 %", "measured", "");
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

    /** What the first half of each curve says of its end, and when to stop one that turned up. */
    private void printCurves(PrintWriter out) {
        TextTable table =
                TextTable.of("  %-9s %8s  %8s  %9s %17s  %9s  %s")
                        .row("stage", "steps", "at half", "forecast", "90 %", "end", "");
        int inside = 0;
        int all = 0;
        List<String> stops = new ArrayList<>();
        for (StudyCurves stage : curves) {
            for (Curve curve : stage.curves()) {
                Expected end = halfway(curve);
                double measured = heldOut(curve).last().loss();
                boolean holds = position(end.interval(), measured).equals("inside");
                inside += holds ? 1 : 0;
                all++;
                if (stage.stage() == Stage.WITHHELD || !holds) {
                    table = table.row(row(stage.stage(), curve, end));
                }
                turned(curve).ifPresent(stops::add);
            }
        }
        out.printf(
                "Held-out loss at the end, forecast at half of a run from its curve alone: %d of %d inside"
                        + " the 90 %%.%n"
                        + "The larger runs, and those that end outside:%n%n%s%n",
                inside, all, table);
        stops.forEach(line -> out.println(line));
    }

    private static Curve heldOut(Curve curve) {
        return curve.of(Point::validationLoss);
    }

    private static Expected halfway(Curve curve) {
        double end = curve.last().step();
        return CurveForecast.of(heldOut(curve.upTo(HALF * end))).withLevel(0.9).at(end);
    }

    private static Object[] row(Stage stage, Curve curve, Expected end) {
        double measured = heldOut(curve).last().loss();
        return new Object[] {
            stage,
            Digits.four(curve.last().step()),
            fixed(heldOut(curve.upTo(HALF * curve.last().step())).last().loss()),
            fixed(end.value()),
            ends(end.interval()),
            fixed(measured),
            position(end.interval(), measured)
        };
    }

    /** Of a run whose held-out loss turned up: where it was least, and when the adviser said so. */
    private static Optional<String> turned(Curve curve) {
        Curve held = heldOut(curve);
        Point least =
                held.points().stream().min(Comparator.comparingDouble(Point::loss)).orElseThrow();
        double end = curve.last().step();
        if (held.last().loss() < TURNED * least.loss()) {
            return Optional.empty();
        }
        Optional<Point> told =
                held.points().stream()
                        .filter(point -> advice(curve, point.step()) == Advice.Action.STOP)
                        .findFirst();
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%nA run of %s steps over repeated text was best at step %s, %s, and ended at %s;"
                                + " the adviser%nsaid stop %s.",
                        Digits.four(end),
                        Digits.four(least.step()),
                        fixed(least.loss()),
                        fixed(held.last().loss()),
                        told.map(
                                        point ->
                                                String.format(
                                                        "at step %s, %s",
                                                        Digits.four(point.step()),
                                                        fixed(point.loss())))
                                .orElse("nowhere")));
    }

    private static Advice.Action advice(Curve curve, double step) {
        return Adviser.usual().withEnd(curve.last().step()).advise(curve.upTo(step)).action();
    }
}
