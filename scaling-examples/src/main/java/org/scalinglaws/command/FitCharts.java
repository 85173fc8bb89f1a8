package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.report.Plots;

/** A fit as two charts for a terminal: the loss against size, and how far the runs lie off the law. */
final class FitCharts {
    private FitCharts() {}

    static String of(Fit<?> fit) {
        return TextChart.of(loss(fit)) + "\n\n" + TextChart.of(Plots.residuals(fit, size(fit)));
    }

    /** What stands from left to right: params, unless the law reads none. */
    private static Factor size(Fit<?> fit) {
        List<Factor> factors = fit.factors();
        return factors.contains(Factor.PARAMETERS) ? Factor.PARAMETERS : factors.get(0);
    }

    /** Budgets of several sizes show the valleys of the law; else each run stands beside the law. */
    private static PlotTable loss(Fit<?> fit) {
        boolean pair = Set.copyOf(fit.factors()).equals(Set.of(Factor.PARAMETERS, Factor.TOKENS));
        PlotTable budgets = pair ? Plots.budgets(fit) : each(fit);
        return budgets.rows().isEmpty() ? each(fit) : budgets;
    }

    private static PlotTable each(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        Factor size = size(fit);
        double[] sizes = runs.column(size);
        LossUnit unit = runs.lossUnit();
        List<Row> rows = new ArrayList<>();
        boolean positive = true;
        for (Leverage run : Leverage.of(fit)) {
            double x = sizes[run.row() - 1];
            positive &= x > 0;
            rows.add(Row.of("runs", Mark.POINT, x, unit.of(run.observed())));
            rows.add(Row.of("the law", Mark.LINE, x, unit.of(run.predicted())));
        }

        // What is no loss has no unit of one.
        String column = runs.lossColumn();
        boolean spoken = column.equals("loss") || !unit.equals(LossUnit.NATS);
        return new PlotTable(
                "Runs beside the law, against " + size.name(),
                new Axis(size.name(), positive),
                Axis.linear(spoken ? column + ", " + unit.text() : column),
                rows);
    }
}
