package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Optimum;
import org.scalinglaws.isoflop.PowerOfCompute;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;

/** The tables of pictures of an IsoFLOP sweep: where the best size of each budget lies, and which way it goes. */
public final class SweepPlots {
    private static final int STEPS = 12;

    private SweepPlots() {}

    /**
     * Loss against model size at equal compute, with the law of all runs, and the best size of each budget
     * by every approach: the vertex of its parabola, the same with its bias taken off, and the law's own.
     *
     * @param study a sweep and its approaches
     * @return points and a line for each budget, and a point for each approach and budget that it has a
     *     best size at
     */
    public static PlotTable vertices(IsoFlop study) {
        PlotTable budgets = Plots.budgets(requireNonNull(study, "study").fit());
        LossUnit unit = study.fit().problem().runs().lossUnit();
        PlotRows rows = new PlotRows();
        budgets.rows()
                .forEach(r -> rows.add(r.group(), r.mark(), r.x(), r.estimate(), r.interval()));
        for (Allocation allocation : study.allocations()) {
            String name = "best by " + allocation.approach();
            for (Optimum best : allocation.optima()) {
                rows.add(name, Mark.POINT, best.parameters(), unit.of(best.loss()));
            }
        }

        // Approach 3 has no curve of each budget: its law says where the best size is.
        Allocation law = study.approach3();
        for (Compute budget : law.isAnswered() ? study.sweep().budgets() : List.<Compute>of()) {
            Recipe best = law.recipe(budget);
            double loss = unit.of(study.fit().law().loss(best));
            rows.add("best by " + law.approach(), Mark.POINT, best.model().parameters(), loss);
        }
        return rows.table("The best size at equal compute", budgets.x(), budgets.y());
    }

    /**
     * The best model size against compute by every approach, up to the target: at each budget with what its
     * runs alone leave open, the power of compute through them, and the interval of the approach at the
     * target.
     *
     * @param comparison the approaches side by side
     * @return for each approach a line, the same beyond the sweep, and points of which the last is at the
     *     target
     */
    public static PlotTable sizes(SideBySide comparison) {
        return frontier(
                comparison,
                "params N*",
                Optimum::parameters,
                Optimum::parametersInterval,
                Allocation::size,
                SideBySide.Row::parameters);
    }

    /**
     * The best number of tokens against compute by every approach, up to the target, as {@link #sizes} is of
     * the model size.
     *
     * @param comparison the approaches side by side
     * @return for each approach a line, the same beyond the sweep, and points
     */
    public static PlotTable tokens(SideBySide comparison) {
        return frontier(
                comparison,
                "tokens D*",
                Optimum::tokens,
                Optimum::tokensInterval,
                Allocation::data,
                SideBySide.Row::tokens);
    }

    private static PlotTable frontier(
            SideBySide comparison,
            String what,
            ToDoubleFunction<Optimum> best,
            Function<Optimum, Interval> open,
            Function<Allocation, PowerOfCompute> power,
            Function<SideBySide.Row, Interval> atTarget) {
        PlotRows rows = new PlotRows();
        List<Compute> budgets = requireNonNull(comparison, "comparison").study().sweep().budgets();
        double least = budgets.stream().mapToDouble(Compute::flops).min().orElseThrow();
        double most = budgets.stream().mapToDouble(Compute::flops).max().orElseThrow();
        double target = comparison.target().flops();
        for (SideBySide.Row row : comparison.rows()) {
            String name = row.allocation().approach();
            PowerOfCompute through = power.apply(row.allocation());

            // The power inside the sweep, and beyond it to the target, where its interval is known.
            for (double flops : PlotRows.ratios(least, most, STEPS)) {
                rows.add(name, Mark.LINE, flops, through.at(Compute.flops(flops)));
            }
            for (double flops : PlotRows.ratios(most, Math.max(most, target), STEPS)) {
                rows.add(name, Mark.EXTRAPOLATED, flops, through.at(Compute.flops(flops)));
            }

            String points = name + ", intervals";
            for (Optimum optimum : row.allocation().optima()) {
                double flops = optimum.budget().flops();
                Optional<Interval> ends =
                        Optional.of(open.apply(optimum)).filter(SweepPlots::isKnown);
                rows.add(points, Mark.POINT, flops, best.applyAsDouble(optimum), ends);
            }
            double there = through.at(comparison.target());
            rows.add(points, Mark.POINT, target, there, Optional.of(atTarget.apply(row)));
        }
        return rows.table(
                "Best " + what + " by approach",
                Axis.logarithmic("training compute, FLOP"),
                Axis.logarithmic(what));
    }

    private static boolean isKnown(Interval interval) {
        return interval.lower() > 0 && Double.isFinite(interval.upper());
    }
}
