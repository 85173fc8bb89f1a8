package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.health.Course;
import org.scalinglaws.health.Health;
import org.scalinglaws.health.Step;
import org.scalinglaws.multiplier.AtLoss;
import org.scalinglaws.multiplier.Multiplier;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.TwoSteps;

/** The tables of pictures of how something goes on: a training, a series of sizes, a score, a budget. */
public final class CoursePlots {
    private static final int AHEAD = 24;
    private static final int ALONG = 40;
    private static final double LOG2 = Math.log10(2);

    private CoursePlots() {}

    /**
     * A training so far and what its checkpoints will show.
     *
     * @param curve what was measured
     * @param forecast of this curve
     * @param until the last step to draw, after the newest
     * @return a line, and its extrapolation with the interval of one measurement
     */
    public static PlotTable learning(Curve curve, CurveForecast forecast, double until) {
        requireNonNull(curve, "curve");
        requireNonNull(forecast, "forecast");
        double now = curve.last().step();
        if (!(until > now && until < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "until must be after step " + Decimal.format(now) + ", got " + until);
        }
        PlotRows rows = new PlotRows();
        double[] steps = curve.steps();
        double[] losses = curve.losses();
        for (int i = 0; i < steps.length; i++) {
            rows.add("measured", Mark.LINE, steps[i], losses[i]);
        }

        // The level is the forecast's own.
        double level = Double.NaN;
        for (double step : PlotRows.ratios(Math.max(now, 1e-9), until, AHEAD)) {
            Expected expected = forecast.at(Math.max(now, step));
            level = expected.level();
            rows.add(
                    "forecast",
                    Mark.EXTRAPOLATED,
                    expected.step(),
                    expected.value(),
                    Optional.of(expected.interval()));
        }
        return rows.table(
                "Training loss, with " + Digits.level(level) + " of what is to come",
                new Axis("step", steps[0] > 0),
                Axis.linear("loss, nats"));
    }

    /**
     * The loss after each epoch as bars: what more passes over the same data are worth.
     *
     * @param curve one whose steps are epochs
     * @return a bar for each
     */
    public static PlotTable epochs(Curve curve) {
        double[] steps = requireNonNull(curve, "curve").steps();
        double[] losses = curve.losses();
        PlotRows rows = new PlotRows();
        for (int i = 0; i < steps.length; i++) {
            rows.add("loss", Mark.BAR, i, losses[i]);
        }
        return rows.table(
                "Loss by epoch",
                Axis.names("epoch", Arrays.stream(steps).mapToObj(Digits::plain).toList()),
                Axis.linear("loss, nats"));
    }

    /**
     * The best loss of every model size.
     *
     * @param health the sizes of a study
     * @return a line through the sizes, and points that say where the loss falls, stands or rises
     */
    public static PlotTable sizes(Health health) {
        LossUnit unit = requireNonNull(health, "health").unit();
        PlotRows rows = new PlotRows();
        for (Step step : health.steps()) {
            rows.add(
                    "best run of a size",
                    Mark.LINE,
                    step.parameters(),
                    unit.of(step.loss().nats()));
        }
        for (Step step : health.steps()) {
            String group =
                    switch (step.course()) {
                        case FIRST, FALLS -> "better than the smaller size";
                        case PLATEAU -> "no better";
                        case RISES -> "worse";
                    };
            rows.add(group, Mark.POINT, step.parameters(), unit.of(step.loss().nats()));
        }
        return rows.table(
                "Loss against model size",
                Axis.logarithmic("params N"),
                Axis.linear("loss, " + unit.text()));
    }

    /**
     * The jar of diminishing returns: what a doubling of the model was worth, from size to size.
     *
     * @param health the sizes of a study
     * @return a bar for each size but the smallest, below zero where the loss rose
     */
    public static PlotTable doublings(Health health) {
        requireNonNull(health, "health");
        List<String> names = new ArrayList<>();
        PlotRows rows = new PlotRows();
        double before = Double.NaN;
        for (Step step : health.steps()) {
            if (step.course() != Course.FIRST && step.gain().isPresent()) {
                double gain = LOG2 * step.gain().getAsDouble();
                rows.add("gain", Mark.BAR, names.size(), gain);
                names.add(Digits.two(before) + " to " + Digits.two(step.parameters()));
            }
            before = step.parameters();
        }
        return rows.table(
                "Diminishing returns: what a doubling of the model gains",
                Axis.names("params", names),
                Axis.linear("loss lower by a doubling, nats"));
    }

    /**
     * What the compute of each recipe is worth in that of the reference, along the losses that both
     * have reached.
     *
     * @param multipliers against one reference
     * @param unit how the loss is stated
     * @return a line for each recipe with its interval, and the reference at 1
     */
    public static PlotTable multipliers(List<Multiplier> multipliers, LossUnit unit) {
        Require.noNull("multipliers", multipliers);
        requireNonNull(unit, "unit");
        PlotRows lines = new PlotRows();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        String reference = "the reference";

        // From the lowest loss upwards, where both recipes have reached it.
        for (Multiplier each : multipliers) {
            reference = each.reference();
            List<AtLoss> losses = new ArrayList<>(each.alongLosses());
            Collections.reverse(losses);
            for (AtLoss at : losses) {
                if (at.worth().isPresent()) {
                    double loss = unit.of(at.loss().nats());
                    least = Math.min(least, loss);
                    most = Math.max(most, loss);
                    lines.add(
                            each.recipe(),
                            Mark.LINE,
                            loss,
                            at.worth().get().estimate(),
                            at.worth().get().interval());
                }
            }
        }

        // The reference is worth itself.
        if (!lines.isEmpty()) {
            lines.level(reference, least, most, 1);
        }
        return lines.table(
                "Compute of " + reference + " over that of each recipe, for one loss",
                Axis.linear("loss, " + unit.text()),
                Axis.logarithmic("compute multiplier"));
    }

    /**
     * A score against the loss, and what models not yet trained will score by both steps.
     *
     * @param scores the runs and their scores
     * @param chain the two steps fitted to them
     * @param forecasts of this chain; may be empty
     * @return points, the curve of the score, extrapolated below the least loss, and named forecasts
     */
    public static PlotTable scores(Scores scores, TwoSteps chain, List<ScoreForecast> forecasts) {
        Dataset runs = requireNonNull(scores, "scores").runs();
        requireNonNull(chain, "chain");
        Require.noNull("forecasts", forecasts);
        LossUnit unit = runs.lossUnit();
        double[] losses = runs.losses();
        double[] shares = scores.shares();
        PlotRows rows = new PlotRows();
        Optional<Interval> seen = PlotRows.span(losses);
        if (seen.isPresent()) {
            double least =
                    forecasts.stream()
                            .mapToDouble(each -> each.loss().estimate())
                            .filter(Double::isFinite)
                            .reduce(seen.get().lower(), Math::min);

            // From the greatest loss down: the curve goes on where the runs end.
            for (double nats : PlotRows.steps(seen.get().upper(), least, ALONG)) {
                Mark mark = nats < seen.get().lower() ? Mark.EXTRAPOLATED : Mark.LINE;
                rows.add("score by loss", mark, unit.of(nats), 100 * chain.scoreOfLoss(nats));
            }
        }
        for (int i = 0; i < losses.length; i++) {
            rows.add("runs", Mark.POINT, unit.of(losses[i]), 100 * shares[i]);
        }
        for (ScoreForecast each : forecasts) {
            rows.add(
                    "forecast " + each.recipe().model(),
                    Mark.NAMED,
                    unit.of(each.loss().estimate()),
                    100 * each.score().estimate(),
                    each.score()
                            .interval()
                            .map(ends -> new Interval(100 * ends.lower(), 100 * ends.upper())));
        }
        return rows.table(
                scores.column() + " against loss",
                Axis.linear("loss, " + unit.text()),
                Axis.linear(scores.column() + ", %"));
    }

    /**
     * How much of each limit a plan uses: what binds stands at 100 %.
     *
     * @param decision a plan under limits
     * @return a bar for each limit, and the limit
     */
    public static PlotTable limits(Decision decision) {
        List<Decision.Use> limits = requireNonNull(decision, "decision").limits();
        PlotRows rows = new PlotRows();
        for (int i = 0; i < limits.size(); i++) {
            Decision.Use use = limits.get(i);
            String group = use.binding() ? "binds" : "leaves room";
            rows.add(group, Mark.BAR, i, 100 * use.used() / use.limit());
        }
        if (!rows.isEmpty()) {
            rows.level("the limit", -0.5, limits.size() - 0.5, 100);
        }
        return rows.table(
                "What the plan uses of each limit",
                Axis.names("limit", limits.stream().map(Decision.Use::name).toList()),
                Axis.linear("used, %"));
    }

    /**
     * What one per cent more of each limit would buy: the shadow price times a hundredth of the limit.
     *
     * @param decision a plan under limits
     * @return a bar for each limit, of no height where the limit does not bind
     */
    public static PlotTable prices(Decision decision) {
        List<Decision.Use> limits = requireNonNull(decision, "decision").limits();
        PlotRows rows = new PlotRows();
        for (int i = 0; i < limits.size(); i++) {
            Decision.Use use = limits.get(i);
            rows.add(
                    use.binding() ? "binds" : "leaves room",
                    Mark.BAR,
                    i,
                    0.01 * use.limit() * use.shadowPrice());
        }
        String bought =
                decision.cost()
                        .map(cost -> "saved, " + cost.resource().unitInWords())
                        .orElse("loss lower, nats");
        return rows.table(
                "What 1 % more of each limit buys",
                Axis.names("limit", limits.stream().map(Decision.Use::name).toList()),
                Axis.linear(bought));
    }
}
