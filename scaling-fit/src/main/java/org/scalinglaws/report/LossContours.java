package org.scalinglaws.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;

/**
 * Lines of equal loss over params and tokens. Each is found across and upwards, by bisection between
 * the edges of the map, so that neither its flat part nor its steep one is coarse.
 */
final class LossContours {
    private static final int GRID = 32;
    private static final int CONTOURS = 8;
    private static final int HALVINGS = 50;

    /** The map reaches this much further than the runs and plans. */
    private static final double ROOM = 1.6;

    private final Fit<?> fit;
    private final List<Plan> plans;
    private final LossUnit unit;
    private final Interval ownSizes;
    private final Interval ownTokens;
    private final double[] sizes;
    private final double[] tokens;

    LossContours(Fit<?> fit, List<Plan> plans) {
        this.fit = fit;
        this.plans = plans;
        Dataset runs = fit.problem().runs();
        this.unit = runs.lossUnit();
        this.ownSizes = span(runs.column(Factor.PARAMETERS));
        this.ownTokens = span(runs.column(Factor.TOKENS));
        this.sizes = axis(ownSizes, plans.stream().mapToDouble(p -> p.model().parameters()));
        this.tokens = axis(ownTokens, plans.stream().mapToDouble(p -> p.tokens().count()));
    }

    private static Interval span(double[] values) {
        return PlotRows.span(values).orElseThrow();
    }

    private static double[] axis(Interval runs, DoubleStream plans) {
        double[] all =
                DoubleStream.concat(DoubleStream.of(runs.lower(), runs.upper()), plans).toArray();
        Interval ends = span(all);
        return PlotRows.ratios(ends.lower() / ROOM, ends.upper() * ROOM, GRID);
    }

    private double loss(double size, double count) {
        Recipe recipe = Recipe.of(size, count).countedAs(fit.problem().runs().counting());
        return unit.of(fit.law().loss(recipe));
    }

    PlotTable table() {
        PlotRows rows = new PlotRows();
        for (double level : levels()) {
            String name = "loss " + Digits.three(level);
            for (Place place : contour(level)) {
                boolean within = ownSizes.contains(place.size) && ownTokens.contains(place.tokens);
                rows.add(name, within ? Mark.LINE : Mark.EXTRAPOLATED, place.size, place.tokens);
            }
        }
        plans.forEach(plan -> addBudget(rows, plan));
        for (Run run : fit.problem().runs()) {
            Recipe recipe = run.recipe();
            rows.add("runs", Mark.POINT, recipe.model().parameters(), recipe.tokens().count());
        }
        for (Plan plan : plans) {
            String name = "plan for " + Digits.two(plan.compute().flops()) + " FLOP";
            rows.add(name, Mark.NAMED, plan.model().parameters(), plan.tokens().count());
        }
        return rows.table(
                "Loss over model size and tokens, " + unit.text(),
                Axis.logarithmic("params N"),
                Axis.logarithmic("tokens D"));
    }

    /** What the compute of a plan could have bought at other sizes. */
    private void addBudget(PlotRows rows, Plan plan) {
        double flops = plan.compute().flops();
        String name = Digits.two(flops) + " FLOP";
        for (double size : sizes) {
            double count = flops / fit.law().computeRule().trainingFlops(Recipe.of(size, 1));
            if (count >= tokens[0] && count <= tokens[GRID]) {
                rows.add(name, Mark.GUIDE, size, count);
            }
        }
    }

    /** Losses between which lie equal parts of the map, to three digits. */
    private double[] levels() {
        double[] losses =
                Arrays.stream(sizes)
                        .flatMap(size -> Arrays.stream(tokens).map(count -> loss(size, count)))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        List<Double> levels = new ArrayList<>();
        for (int i = 1; i <= CONTOURS && losses.length > 0; i++) {
            double level = losses[(int) ((losses.length - 1.0) * i / (CONTOURS + 1))];
            levels.add(Double.parseDouble(String.format(Locale.ROOT, "%.2e", level)));
        }
        return levels.stream().mapToDouble(Double::doubleValue).distinct().toArray();
    }

    private record Place(double size, double tokens) {}

    private List<Place> contour(double level) {
        List<Place> places = new ArrayList<>();
        for (double size : sizes) {
            double count = crossing(each -> loss(size, each), level, tokens[0], tokens[GRID]);
            places.add(new Place(size, count));
        }
        for (double count : tokens) {
            places.add(
                    new Place(
                            crossing(each -> loss(each, count), level, sizes[0], sizes[GRID]),
                            count));
        }
        return places.stream()
                .filter(place -> Double.isFinite(place.size) && Double.isFinite(place.tokens))
                .distinct()
                .sorted(
                        Comparator.comparingDouble(Place::size)
                                .thenComparing(Place::tokens, Comparator.reverseOrder()))
                .toList();
    }

    /** Where a loss is met between two ends on either side of it; NaN where both lie on one side. */
    private static double crossing(DoubleUnaryOperator loss, double level, double from, double to) {
        boolean falls = loss.applyAsDouble(from) > level;
        if (falls == loss.applyAsDouble(to) > level) {
            return Double.NaN;
        }
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            boolean before = loss.applyAsDouble(middle) > level == falls;
            low = before ? middle : low;
            high = before ? high : middle;
        }
        return Math.sqrt(low * high);
    }
}
