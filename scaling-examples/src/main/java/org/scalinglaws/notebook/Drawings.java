package org.scalinglaws.notebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.design.Choice;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.Answer;
import org.scalinglaws.report.CoursePlots;
import org.scalinglaws.report.DoubtPlots;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.SweepPlots;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.uncertainty.Ensemble;

/** The pictures that answers have without being asked for more. */
final class Drawings {
    /** The sizes beside a plan reach this much further to both sides. */
    private static final double REACH = 30;

    private static final Set<Factor> SIZE_AND_DATA = Set.of(Factor.PARAMETERS, Factor.TOKENS);

    private Drawings() {}

    static List<PlotTable> of(Object answer) {
        if (answer instanceof Answer<?> hand) {
            return List.of(fit(hand.fit()));
        }
        if (answer instanceof Fit<?> fit) {
            return List.of(fit(fit));
        }
        if (answer instanceof Ensemble<?> ensemble) {
            return cloud(ensemble);
        }
        if (answer instanceof Plan plan) {
            return List.of(plans(List.of(plan)));
        }

        // Sweeps, and what was made of them.
        if (answer instanceof Sweep sweep) {
            return List.of(budgets(sweep));
        }
        if (answer instanceof IsoFlop study) {
            return List.of(SweepPlots.vertices(study));
        }
        if (answer instanceof SideBySide comparison) {
            return List.of(SweepPlots.sizes(comparison));
        }
        if (answer instanceof Collection<?> all) {
            List<Plan> plans = Tables.only(Plan.class, all);
            return plans.isEmpty() ? List.of() : List.of(plans(plans));
        }
        return ofOthers(answer);
    }

    private static List<PlotTable> ofOthers(Object answer) {
        if (answer instanceof RollOut rollOut) {
            return List.of(Plots.rollOut(rollOut));
        }
        if (answer instanceof Choice<?> choice) {
            return List.of(DoubtPlots.regret(choice, LossUnit.NATS));
        }
        if (answer instanceof Audit audit) {
            return List.of(DoubtPlots.audit(audit));
        }
        if (answer instanceof Decision decision) {
            return List.of(CoursePlots.limits(decision));
        }
        if (answer instanceof CurveStudy study) {
            return List.of(Plots.curves(study));
        }
        return answer instanceof PlotTable table ? List.of(table) : List.of();
    }

    /** Loss at equal compute where several sizes share it, else the runs off the law. */
    private static PlotTable fit(Fit<?> fit) {
        boolean mapped = Set.copyOf(fit.factors()).equals(SIZE_AND_DATA);
        return Optional.of(fit)
                .filter(each -> mapped)
                .map(Plots::budgets)
                .filter(table -> !table.rows().isEmpty())
                .orElseGet(() -> Plots.residuals(fit, fit.factors().get(0)));
    }

    /** The exponents against each other, where a law has two of these names. */
    private static <L extends LossLaw> List<PlotTable> cloud(Ensemble<L> ensemble) {
        List<String> names = ensemble.family().parameters().stream().map(Parameter::name).toList();
        int alpha = names.indexOf("alpha");
        int beta = names.indexOf("beta");
        if (alpha < 0 || beta < 0) {
            return List.of();
        }
        return List.of(
                DoubtPlots.cloud(
                        ensemble,
                        Axis.linear("alpha"),
                        law -> ensemble.family().values(law)[alpha],
                        Axis.linear("beta"),
                        law -> ensemble.family().values(law)[beta]));
    }

    private static PlotTable plans(List<Plan> plans) {
        List<Row> rows = new ArrayList<>();
        for (Plan plan : plans) {
            double size = plan.model().parameters();
            double tokens = plan.tokens().count();
            String budget = Digits.three(plan.compute().flops()) + " FLOP";
            rows.add(Row.of(budget, Mark.GUIDE, size / REACH, tokens * REACH));
            rows.add(Row.of(budget, Mark.GUIDE, size * REACH, tokens / REACH));
        }
        for (Plan plan : plans) {
            double size = plan.model().parameters();
            double tokens = plan.tokens().count();
            String name = Digits.three(size) + " on " + Digits.three(tokens);
            rows.add(Row.of(name, Mark.NAMED, size, tokens));
        }
        return new PlotTable(
                "What to train, and what the same compute buys",
                Axis.logarithmic("params N"),
                Axis.logarithmic("tokens D"),
                rows);
    }

    private static PlotTable budgets(Sweep sweep) {
        List<Row> rows = new ArrayList<>();
        for (int budget = 0; budget < sweep.budgets().size(); budget++) {
            String name = Digits.two(sweep.budgets().get(budget).flops()) + " FLOP";
            for (int row : sweep.rows(budget)) {
                double size = Tables.size(sweep.runs().run(row));
                double loss = sweep.runs().run(row).loss().nats();
                rows.add(Row.of(name, Mark.POINT, size, loss));
            }
        }
        return new PlotTable(
                "Loss of each model size at each budget",
                Axis.logarithmic("params N"),
                Axis.linear("loss, nats"),
                rows);
    }
}
