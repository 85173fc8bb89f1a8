package org.scalinglaws.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Intervals;

/** Plans as a table: a line for each, and two for the ends of its intervals where there are any. */
final class PlanTable {
    private static final String ROW = "  %12s %12s %12s %12s %12s";

    private final List<Plan> plans;
    private final List<List<String>> below;
    private final List<Finding> findings;

    private PlanTable(List<Plan> plans, List<List<String>> below, List<Finding> more) {
        this.plans = plans;
        this.below = below;
        this.findings =
                Stream.concat(
                                plans.stream().flatMap(plan -> plan.findings().stream()),
                                more.stream())
                        .distinct()
                        .toList();
    }

    static PlanTable of(List<Plan> plans) {
        return new PlanTable(plans, Collections.nCopies(plans.size(), List.of()), List.of());
    }

    static <L extends LossLaw> PlanTable of(
            List<Plan> plans, Intervals<L> intervals, double level, Function<L, Planner> planner) {
        List<List<String>> below = new ArrayList<>();
        List<Finding> missing = new ArrayList<>();
        for (Plan plan : plans) {
            Intervals<Plan> others = intervals.map(law -> planner.apply(law).plan(plan.compute()));
            below.add(ends(others, level));
            others.finding(CheckName.NO_PLAN, "plan").ifPresent(missing::add);
        }
        return new PlanTable(plans, below, missing);
    }

    /** The table of one plan, for those who print its findings elsewhere. */
    static String withoutFindings(Plan plan) {
        return of(List.of(new Plan(plan.recipe(), plan.loss(), List.of()))).text();
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(ROW, "FLOP", modelColumn(plans), "tokens D", "D / N", "loss (nats)"));
        for (int row = 0; row < plans.size(); row++) {
            Plan plan = plans.get(row);
            lines.add(
                    String.format(
                            ROW,
                            Report.number(plan.compute().flops()),
                            Report.size(plan.model().parameters()),
                            Report.size(plan.tokens().count()),
                            Report.number(plan.tokensPerParameter()),
                            Report.number(plan.loss().nats())));
            below.get(row).forEach(lines::add);
        }

        // Findings of all plans once, below the table.
        Report.addFindings(lines, findings);
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
    private static List<String> ends(Intervals<Plan> others, double level) {
        Optional<Interval> size = others.find(level, other -> other.model().parameters());
        Optional<Interval> tokens = others.find(level, other -> other.tokens().count());
        Optional<Interval> ratio = others.find(level, Plan::tokensPerParameter);
        Optional<Interval> loss = others.find(level, other -> other.loss().nats());

        // Both lines show the same four numbers, each its own end.
        Function<ToDoubleFunction<Interval>, Object[]> cells =
                end ->
                        new Object[] {
                            cell(size, end, Report::size),
                            cell(tokens, end, Report::size),
                            cell(ratio, end, Report::number),
                            cell(loss, end, Report::number)
                        };
        return List.of(
                line(Digits.level(level) + " from", cells.apply(Interval::lower)),
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
