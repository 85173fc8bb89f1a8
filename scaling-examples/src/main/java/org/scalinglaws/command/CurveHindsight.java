package org.scalinglaws.command;

import static org.scalinglaws.command.TextStudyAnswer.ends;
import static org.scalinglaws.command.TextStudyAnswer.fixed;
import static org.scalinglaws.command.TextStudyOutcome.position;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.curve.Advice;
import org.scalinglaws.curve.Adviser;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.curve.Point;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.study.Stage;

/**
 * What the first half of each curve said of its end, and when a run that turned up should have stopped.
 *
 * @param stages the curves of finished runs
 */
record CurveHindsight(List<StudyCurves> stages) {
    private static final double HALF = 0.5;
    private static final double LEVEL = 0.9;

    /** A run whose loss ends so much above its least turned up. */
    private static final double TURNED = 1.01;

    void print(PrintWriter out) {
        TextTable table =
                TextTable.of("  %-9s %8s  %8s  %9s %17s  %9s  %s")
                        .row("stage", "steps", "at half", "forecast", "90 %", "end", "");
        int inside = 0;
        int all = 0;
        List<String> turned = new ArrayList<>();
        for (StudyCurves stage : stages) {
            for (Curve curve : stage.curves()) {
                Expected end = halfway(curve);
                boolean holds = position(end.interval(), ended(curve)).equals("inside");
                inside += holds ? 1 : 0;
                all++;

                // Of the many that ended as foretold a count is enough.
                if (stage.stage() == Stage.WITHHELD || !holds) {
                    table = table.row(row(stage.stage(), curve, end));
                }
                turned(curve).ifPresent(turned::add);
            }
        }

        out.printf(
                "Held-out loss at the end, forecast at half of a run from its curve alone: %d of %d inside"
                        + " the 90 %%.%n"
                        + "The larger runs, and those that end outside:%n%n%s%n",
                inside, all, table);
        turned.forEach(line -> out.println(line));
    }

    private static Curve heldOut(Curve curve) {
        return curve.of(Point::validationLoss);
    }

    private static double ended(Curve curve) {
        return heldOut(curve).last().loss();
    }

    private static Curve half(Curve curve) {
        return heldOut(curve.upTo(HALF * curve.last().step()));
    }

    private static Expected halfway(Curve curve) {
        return CurveForecast.of(half(curve)).withLevel(LEVEL).at(curve.last().step());
    }

    private static Object[] row(Stage stage, Curve curve, Expected end) {
        return new Object[] {
            stage,
            Digits.four(curve.last().step()),
            fixed(half(curve).last().loss()),
            fixed(end.value()),
            ends(end.interval()),
            fixed(ended(curve)),
            position(end.interval(), ended(curve))
        };
    }

    /** Of a run whose held-out loss turned up: where it was least, and when the adviser said so. */
    private static Optional<String> turned(Curve curve) {
        List<Point> points = heldOut(curve).points();
        Point least = points.stream().min(Comparator.comparingDouble(Point::loss)).orElseThrow();
        if (ended(curve) < TURNED * least.loss()) {
            return Optional.empty();
        }

        String told =
                points.stream()
                        .filter(point -> advice(curve, point.step()) == Advice.Action.STOP)
                        .findFirst()
                        .map(CurveHindsight::told)
                        .orElse("nowhere");
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%nA run of %s steps over repeated text was best %s, and ended at %s; the"
                                + " adviser%nsaid stop %s.",
                        Digits.four(curve.last().step()),
                        told(least),
                        fixed(ended(curve)),
                        told));
    }

    private static String told(Point point) {
        return String.format(
                Locale.ROOT, "at step %s, %s", Digits.four(point.step()), fixed(point.loss()));
    }

    private static Advice.Action advice(Curve curve, double step) {
        return Adviser.usual().withEnd(curve.last().step()).advise(curve.upTo(step)).action();
    }
}
