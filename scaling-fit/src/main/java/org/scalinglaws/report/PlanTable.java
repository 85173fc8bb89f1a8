package org.scalinglaws.report;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Intervals;

/** Plans as a table: a line for each, and two for the ends of its intervals where there are any. */
final class PlanTable {
    private static final String ROW = "  %12s %12s %12s %12s %12s";

    private final List<Plan> plans;
    private final Function<Plan, List<String>> below;

    private PlanTable(List<Plan> plans, Function<Plan, List<String>> below) {
        this.plans = plans;
        this.below = below;
    }

    static PlanTable of(List<Plan> plans) {
        return new PlanTable(plans, plan -> List.of());
    }

    static <L extends LossLaw> PlanTable of(
            List<Plan> plans, Intervals<L> intervals, double level, Function<L, Planner> planner) {
        return new PlanTable(plans, plan -> ends(plan, intervals, level, planner));
    }

    /** The table of one plan, for those who print its findings elsewhere. */
    static String withoutFindings(Plan plan) {
        return of(List.of(new Plan(plan.recipe(), plan.loss(), List.of()))).text();
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(ROW, "FLOP", modelColumn(plans), "tokens D", "D / N", "loss (nats)"));
        for (Plan plan : plans) {
            lines.add(
                    String.format(
                            ROW,
                            Report.number(plan.compute().flops()),
                            Report.size(plan.model().parameters()),
                            Report.size(plan.tokens().count()),
                            Report.number(plan.tokensPerParameter()),
                            Report.number(plan.loss().nats())));
            below.apply(plan).forEach(lines::add);
        }
        Report.addFindings(
                lines,
                plans.stream().flatMap(plan -> plan.findings().stream()).distinct().toList());
        return lines.toString();
    }

    private static String modelColumn(List<Plan> plans) {
        Set<Counting> rules = new HashSet<>();
        plans.forEach(plan -> rules.add(plan.model().counting()));
        if (rules.equals(Set.of(Counting.NON_EMBEDDING))) {
            return "non-emb. N";
        }
        return rules.equals(Set.of(Counting.ACTIVE)) ? "active N" : "params N";
    }

    /** The lower and the upper ends, each as a line under the numbers that they belong to. */
    private static <L extends LossLaw> List<String> ends(
            Plan plan, Intervals<L> intervals, double level, Function<L, Planner> planner) {
        Function<ToDoubleFunction<Plan>, Optional<Interval>> interval =
                number ->
                        Errors.existing(
                                intervals,
                                level,
                                law ->
                                        number.applyAsDouble(
                                                planner.apply(law).plan(plan.compute())));
        Optional<Interval> size = interval.apply(other -> other.model().parameters());
        Optional<Interval> tokens = interval.apply(other -> other.tokens().count());
        Optional<Interval> ratio = interval.apply(Plan::tokensPerParameter);
        Optional<Interval> loss = interval.apply(other -> other.loss().nats());
        Function<ToDoubleFunction<Interval>, Object[]> cells =
                end ->
                        new Object[] {
                            cell(size, end, Report::size),
                            cell(tokens, end, Report::size),
                            cell(ratio, end, Report::number),
                            cell(loss, end, Report::number)
                        };
        return List.of(
                line(Report.percent(level) + " from", cells.apply(Interval::lower)),
                line("to", cells.apply(Interval::upper)));
    }

    private static String line(String head, Object[] cells) {
        return String.format(ROW, head, cells[0], cells[1], cells[2], cells[3]);
    }

    private static String cell(
            Optional<Interval> interval,
            ToDoubleFunction<Interval> end,
            DoubleFunction<String> text) {
        return interval.map(found -> text.apply(end.applyAsDouble(found))).orElse("-");
    }
}
