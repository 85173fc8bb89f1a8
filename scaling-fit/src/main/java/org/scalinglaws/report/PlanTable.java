package org.scalinglaws.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.uncertainty.Intervals;

/** Plans as a table: a line for each, and two for the ends of its intervals where there are any. */
final class PlanTable {
    private final List<Plan> plans;
    private final List<List<Object[]>> below;
    private final List<Finding> findings;
    private final LossUnit unit;

    private PlanTable(
            List<Plan> plans, List<List<Object[]>> below, List<Finding> more, LossUnit unit) {
        this.plans = plans;
        this.unit = unit;
        this.below = below;
        this.findings =
                Stream.concat(
                                plans.stream().flatMap(plan -> plan.findings().stream()),
                                more.stream())
                        .distinct()
                        .toList();
    }

    static PlanTable of(List<Plan> plans, LossUnit unit) {
        return new PlanTable(plans, Collections.nCopies(plans.size(), List.of()), List.of(), unit);
    }

    static <L extends LossLaw> PlanTable of(
            List<Plan> plans,
            Intervals<L> intervals,
            double level,
            Function<L, Planner> planner,
            LossUnit unit) {
        List<List<Object[]>> below = new ArrayList<>();
        List<Finding> missing = new ArrayList<>();

        // The one thing about an ensemble that no interval may be read without.
        intervals.findings().stream()
                .filter(finding -> finding.check().equals(CheckName.INTERRUPTED.id()))
                .forEach(missing::add);
        for (Plan plan : plans) {
            Intervals<Plan> others = intervals.map(law -> planner.apply(law).plan(plan.compute()));
            below.add(ends(others, level, unit));
            others.finding(CheckName.NO_PLAN, "plan").ifPresent(missing::add);
        }
        return new PlanTable(plans, below, missing, unit);
    }

    static PlanTable of(
            List<Plan> plans, Function<Plan, Intervals<Plan>> doubt, double level, LossUnit unit) {
        List<List<Object[]>> below = new ArrayList<>();
        plans.forEach(plan -> below.add(ends(doubt.apply(plan), level, unit)));
        return new PlanTable(plans, below, List.of(), unit);
    }

    /** The table of one plan, for those who print its findings elsewhere. */
    static String withoutFindings(Plan plan, LossUnit unit) {
        return of(List.of(new Plan(plan.recipe(), plan.loss(), List.of())), unit).text();
    }

    /** The same as tables with a head each. */
    List<TextTable> tables() {
        return Stream.concat(Stream.of(table()), FindingLines.table(findings).stream()).toList();
    }

    String text() {
        // Findings of all plans once, below the table.
        StringJoiner lines = new StringJoiner("\n").add(table().text());
        FindingLines.add(lines, findings);
        return lines.toString();
    }

    private TextTable table() {
        TextTable table =
                TextTable.of("  %12s %12s %12s %12s %12s")
                        .row("FLOP", modelColumn(plans), "tokens D", "D / N", lossColumn());
        for (int row = 0; row < plans.size(); row++) {
            Plan plan = plans.get(row);
            table =
                    table.row(
                            Digits.column(plan.compute().flops()),
                            Digits.size(plan.model().parameters()),
                            Digits.size(plan.tokens().count()),
                            Digits.column(plan.tokensPerParameter()),
                            Digits.column(unit.of(plan.loss().nats())));
            for (Object[] ends : below.get(row)) {
                table = table.row(ends);
            }
        }
        return table;
    }

    /** A long unit has the column to itself. */
    private String lossColumn() {
        return unit.kind() == LossUnit.Kind.NATS || unit.kind() == LossUnit.Kind.BITS
                ? "loss (" + unit + ")"
                : unit.kind() == LossUnit.Kind.PERPLEXITY ? "perplexity" : "bits a byte";
    }

    private static String modelColumn(List<Plan> plans) {
        Set<Counting> rules = new HashSet<>();
        plans.forEach(plan -> rules.add(plan.model().counting()));
        if (rules.equals(Set.of(Counting.NON_EMBEDDING))) {
            return "non-emb. N";
        }
        return rules.equals(Set.of(Counting.ACTIVE)) ? "active N" : "params N";
    }

    /** The lower and the upper ends, each as a row under the numbers that they belong to. */
    private static List<Object[]> ends(Intervals<Plan> others, double level, LossUnit unit) {
        Optional<Interval> size = others.findPositive(level, other -> other.model().parameters());
        Optional<Interval> tokens = others.findPositive(level, other -> other.tokens().count());
        Optional<Interval> ratio = others.findPositive(level, Plan::tokensPerParameter);
        Optional<Interval> loss = others.find(level, other -> unit.of(other.loss().nats()));

        // Both rows show the same four numbers, each its own end.
        BiFunction<String, ToDoubleFunction<Interval>, Object[]> cells =
                (head, end) ->
                        new Object[] {
                            head,
                            cell(size, end, Digits::size),
                            cell(tokens, end, Digits::size),
                            cell(ratio, end, Digits::column),
                            cell(loss, end, Digits::column)
                        };
        return List.of(
                cells.apply(Digits.level(level) + " from", Interval::lower),
                cells.apply("to", Interval::upper));
    }

    private static String cell(
            Optional<Interval> interval,
            ToDoubleFunction<Interval> end,
            DoubleFunction<String> text) {
        return interval.map(found -> text.apply(end.applyAsDouble(found))).orElse("-");
    }
}
