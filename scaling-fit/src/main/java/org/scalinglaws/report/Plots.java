package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.curve.Point;
import org.scalinglaws.curve.StudyCurve;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.PlanRange;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.select.ComputeGroups;
import org.scalinglaws.select.RollOut;

/** The tables that pictures of runs, fits and forecasts are drawn from. */
public final class Plots {
    private static final int STEPS = 24;
    private static final int SEVERAL = 3;

    /** Runs whose compute differs by no more than this spent the same. */
    private static final double EQUAL = 1.1;

    private static final String RUNS = "runs";

    private Plots() {}

    /**
     * Forecasts along the compute of some runs, 6ND, and beyond it.
     *
     * @param forecaster what forecasts
     * @param runs the runs that it knows
     * @param most the largest budget, more than the least of the runs
     * @return a forecast for each of 25 budgets in equal ratios, the last at {@code most}
     */
    public static List<Forecast> path(Forecaster forecaster, Dataset runs, Compute most) {
        requireNonNull(forecaster, "forecaster");
        requireNonNull(runs, "runs");
        double least = runs.stream().mapToDouble(Plots::spent).min().orElse(Double.NaN);
        double ratio = Math.log(requireNonNull(most, "most").flops() / least);
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(step -> Compute.flops(least * Math.exp(ratio * step / STEPS)))
                .map(forecaster::at)
                .toList();
    }

    /**
     * Loss against compute, 6ND: the runs, and what the best size at each budget is forecast to reach.
     *
     * @param runs what was measured
     * @param path forecasts at ascending budgets, as {@link #path} gives them
     * @return points, a line with the interval of the mean, and one with that of a new run
     */
    public static PlotTable loss(Dataset runs, List<Forecast> path) {
        LossUnit unit = requireNonNull(runs, "runs").lossUnit();
        List<Row> rows = new ArrayList<>();
        for (Forecast forecast : Require.noNull("path", path)) {
            add(rows, "a new run", forecast, forecast.newRun(), unit);
        }
        for (Forecast forecast : path) {
            add(rows, "best size, mean", forecast, forecast.mean(), unit);
        }
        for (Run run : runs) {
            double flops = spent(run);
            add(rows, RUNS, Mark.POINT, flops, unit.of(run.loss().nats()), Optional.empty());
        }
        return new PlotTable(
                "Loss against training compute",
                Axis.logarithmic("training compute, FLOP"),
                Axis.linear("loss, " + unit.text()),
                rows);
    }

    private static void add(
            List<Row> rows, String group, Forecast forecast, Interval ends, LossUnit unit) {
        add(
                rows,
                group,
                mark(forecast),
                forecast.recipe().compute().flops(),
                unit.of(forecast.loss().nats()),
                Optional.of(new Interval(unit.of(ends.lower()), unit.of(ends.upper()))));
    }

    /** As forecasts count it, which stated FLOPs need not be: 6ND. */
    private static double spent(Run run) {
        return 6 * run.recipe().model().parameters() * run.recipe().tokens().count();
    }

    /** What is no number has no place in a picture. */
    private static void add(
            List<Row> rows,
            String group,
            Mark mark,
            double x,
            double estimate,
            Optional<Interval> interval) {
        if (Double.isFinite(x) && Double.isFinite(estimate)) {
            rows.add(new Row(group, mark, x, estimate, interval));
        }
    }

    private static Mark mark(Forecast forecast) {
        return forecast.distance().flops() > 0 ? Mark.EXTRAPOLATED : Mark.LINE;
    }

    /**
     * The best size and the best number of tokens against compute, 6ND, with the sizes that were trained.
     *
     * @param runs what was measured
     * @param path forecasts at ascending budgets, as {@link #path} gives them
     * @return points, and a line each with its interval
     */
    public static PlotTable sizes(Dataset runs, List<Forecast> path) {
        requireNonNull(runs, "runs");
        List<Row> rows = new ArrayList<>();
        for (Forecast forecast : Require.noNull("path", path)) {
            double size = forecast.recipe().model().parameters();
            addBest(rows, "best params N*", forecast, size, PlanRange::params);
        }
        for (Forecast forecast : path) {
            double tokens = forecast.recipe().tokens().count();
            addBest(rows, "best tokens D*", forecast, tokens, PlanRange::tokens);
        }
        for (Run run : runs) {
            double flops = spent(run);
            double size = run.recipe().model().parameters();
            add(rows, "params of the runs", Mark.POINT, flops, size, Optional.empty());
        }
        return new PlotTable(
                "Best params and tokens at each budget",
                Axis.logarithmic("training compute, FLOP"),
                Axis.logarithmic("params and tokens"),
                rows);
    }

    private static void addBest(
            List<Row> rows,
            String group,
            Forecast forecast,
            double best,
            Function<PlanRange, Interval> ends) {
        double flops = forecast.recipe().compute().flops();
        add(rows, group, mark(forecast), flops, best, forecast.plan().map(ends));
    }

    /**
     * Loss against model size where several sizes spent the same compute, as it was stated, with the law at
     * the tokens that they saw.
     *
     * @param fit a law of params and tokens
     * @return points and a line for each budget of at least three sizes; no row where there is none
     */
    public static PlotTable budgets(Fit<?> fit) {
        Dataset runs = requireNonNull(fit, "fit").problem().runs();
        LossUnit unit = runs.lossUnit();
        ComputeGroups groups = ComputeGroups.of(runs.column(Factor.FLOPS));
        double[] sizes = runs.column(Factor.PARAMETERS);
        List<Row> rows = new ArrayList<>();
        for (int group = 0; group < groups.count(); group++) {
            int[] places = groups.rows(group);
            double[] own = Arrays.stream(places).mapToDouble(place -> sizes[place]).toArray();
            DoubleSummaryStatistics spent =
                    Arrays.stream(places)
                            .mapToDouble(place -> runs.run(place).recipe().compute().flops())
                            .summaryStatistics();
            boolean equal = spent.getMax() <= EQUAL * spent.getMin();
            if (!equal || Arrays.stream(own).distinct().count() < SEVERAL) {
                continue;
            }

            // The law first, so that the runs are drawn over it.
            String name = Digits.two(spent.getAverage()) + " FLOP";
            rows.addAll(line(fit, name, places));
            Arrays.stream(places)
                    .boxed()
                    .sorted(Comparator.comparingDouble(place -> sizes[place]))
                    .forEach(place -> addRun(rows, name, runs.run(place), unit));
        }
        return new PlotTable(
                "Loss against model size at equal compute",
                Axis.logarithmic("params N"),
                Axis.linear("loss, " + unit.text()),
                rows);
    }

    private static void addRun(List<Row> rows, String group, Run run, LossUnit unit) {
        double size = run.recipe().model().parameters();
        add(rows, group, Mark.POINT, size, unit.of(run.loss().nats()), Optional.empty());
    }

    /** The law between the least and the largest size of some runs, at their tokens. */
    private static List<Row> line(Fit<?> fit, String name, int[] places) {
        Dataset runs = fit.problem().runs();
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        TreeMap<Double, Double> seen = new TreeMap<>();
        Arrays.stream(places)
                .boxed()
                .collect(
                        Collectors.groupingBy(
                                place -> Math.log(sizes[place]),
                                Collectors.averagingDouble(place -> Math.log(tokens[place]))))
                .forEach(seen::put);

        // From size to size tokens go as a power of it: of equal 6ND, as one over it.
        List<Row> rows = new ArrayList<>();
        double first = seen.firstKey();
        double width = seen.lastKey() - first;
        for (int step = 0; step <= STEPS; step++) {
            double size = step == STEPS ? seen.lastKey() : first + width * step / STEPS;
            Map.Entry<Double, Double> below = seen.floorEntry(size);
            Map.Entry<Double, Double> above = seen.ceilingEntry(size);
            double gap = above.getKey() - below.getKey();
            double share = gap > 0 ? (size - below.getKey()) / gap : 0;
            double saw = below.getValue() + share * (above.getValue() - below.getValue());
            Recipe recipe = Recipe.of(Math.exp(size), Math.exp(saw)).countedAs(runs.counting());
            double loss = runs.lossUnit().of(fit.law().loss(recipe));
            add(rows, name, Mark.LINE, Math.exp(size), loss, Optional.empty());
        }
        return rows;
    }

    /**
     * How far the runs lie off the law, against one of its factors.
     *
     * @param fit a law
     * @param factor one that every run states
     * @return points in percent of what the law says, and the law at zero
     */
    public static PlotTable residuals(Fit<?> fit, Factor factor) {
        requireNonNull(fit, "fit");
        double[] values = fit.problem().runs().column(requireNonNull(factor, "factor"));
        double[] ends = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        List<Row> rows = new ArrayList<>();
        if (ends.length > 0) {
            rows.add(Row.of("the law", Mark.GUIDE, ends[0], 0));
            rows.add(Row.of("the law", Mark.GUIDE, ends[ends.length - 1], 0));
        }
        for (Leverage run : Leverage.of(fit)) {
            double off = 100 * (run.observed() / run.predicted() - 1);
            add(rows, RUNS, Mark.POINT, values[run.row() - 1], off, Optional.empty());
        }
        boolean wide = ends.length > 0 && ends[0] > 0;
        return new PlotTable(
                "Runs off the law, against " + factor.name(),
                new Axis(factor.name(), wide),
                Axis.linear("measured above the law, %"),
                rows);
    }

    /**
     * How far forecasts missed runs that they had not seen, against how far beyond they lay.
     *
     * @param rollOut forms fitted below cuts of compute
     * @return a point for each form, cut and later group of runs
     */
    public static PlotTable rollOut(RollOut rollOut) {
        List<Row> rows = new ArrayList<>();
        double most = 0;
        for (RollOut.Miss miss : requireNonNull(rollOut, "rollOut").misses()) {
            double percent = 100 * Math.expm1(miss.mean());
            add(rows, miss.form(), Mark.POINT, miss.decades(), percent, Optional.empty());
            most = Math.max(most, miss.decades());
        }
        if (!rows.isEmpty()) {
            rows.add(0, Row.of("the forecast", Mark.GUIDE, 0, 0));
            rows.add(1, Row.of("the forecast", Mark.GUIDE, most, 0));
        }
        return new PlotTable(
                "Withheld runs off their forecast, against distance",
                Axis.linear("decades of compute beyond the runs that were fitted"),
                Axis.linear("measured above the forecast, %"),
                rows);
    }

    /**
     * Training curves, and the one law of all of them along each.
     *
     * @param study curves of several sizes
     * @return for each curve its checkpoints after the warm-up and a line
     */
    public static PlotTable curves(CurveStudy study) {
        List<Row> rows = new ArrayList<>();
        for (StudyCurve curve : requireNonNull(study, "study").curves()) {
            String name = curve.curve().name();
            List<Point> points = curve.afterWarmUp();
            points.forEach(point -> rows.add(Row.of(name, Mark.POINT, point.step(), point.loss())));
            for (Point point : points) {
                double loss = study.loss(curve, (int) point.step());
                rows.add(Row.of(name + ", law", Mark.LINE, point.step(), loss));
            }
        }
        return new PlotTable(
                "Loss along training, and one law of all curves",
                Axis.logarithmic("step"),
                Axis.linear("loss, nats per token"),
                rows);
    }
}
