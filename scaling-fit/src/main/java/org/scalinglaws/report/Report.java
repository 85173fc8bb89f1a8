package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;

/**
 * Results as text for people: rounded, aligned, with units.
 *
 * <pre>
 *   System.out.println(Report.summary(fit));
 *   Report.tables(fit, 0.95).forEach(table -&gt; System.out.println(table.markdown()));
 * </pre>
 */
public final class Report {
    private Report() {}

    /**
     * A fit in the manner of a statistics package: estimates with errors and intervals of 95 %,
     * objective, how the search ended, and what to know before believing it.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     */
    public static <L extends LossLaw> String summary(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return summary(fit, Defaults.LEVEL);
    }

    /**
     * The same with the findings of your own checks among those of the library.
     *
     * @param fit the fit
     * @param checks your own, such as {@code fit -> fit.objective() > 1 ? Optional.of(...) :
     *     Optional.empty()}
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     */
    public static <L extends LossLaw> String summary(
            Fit<L> fit, List<? extends Check<? super Fit<L>>> checks) {
        requireNonNull(fit, "fit");
        Require.noNull("checks", checks);
        return new Summary<>(fit, Errors.linearised(fit), Defaults.LEVEL)
                .text(Checks.inspect(fit, checks));
    }

    /**
     * The same with intervals of another level.
     *
     * @param fit the fit
     * @param level such as 0.95
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> String summary(Fit<L> fit, double level) {
        requireNonNull(fit, "fit");
        return new Summary<>(fit, Errors.linearised(fit), level).text(Checks.inspect(fit));
    }

    /**
     * The same with the errors and intervals of an ensemble, and its findings after those of the fit.
     *
     * @param fit the fit
     * @param ensemble laws about the fit's own
     * @param level such as 0.95
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> String summary(
            Fit<L> fit, Ensemble<L> ensemble, double level) {
        requireNonNull(fit, "fit");
        requireNonNull(ensemble, "ensemble");
        List<Finding> findings = new ArrayList<>(Checks.inspect(fit));
        findings.addAll(ensemble.findings(fit));
        return new Summary<>(fit, Errors.of(fit, ensemble), level).text(findings);
    }

    /**
     * A fit as JSON with the error and the interval of each number: what {@code fit --json} prints and
     * {@code fit --save} writes. {@code Fit.json()} reads the fit back.
     *
     * @param fit the fit
     * @param level of the intervals, such as 0.95
     * @param <L> the type of the law
     * @return the form {@code fit}, version 1, with {@code standardErrors} and {@code intervals}
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> JsonObject json(Fit<L> fit, double level) {
        requireNonNull(fit, "fit");
        return FitDocument.of(fit, Errors.linearised(fit), level);
    }

    /**
     * The same with the errors and intervals of an ensemble.
     *
     * @param fit the fit
     * @param ensemble laws about the fit's own
     * @param level of the intervals, such as 0.95
     * @param <L> the type of the law
     * @return the form {@code fit}, version 1, with {@code standardErrors} and {@code intervals}
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> JsonObject json(
            Fit<L> fit, Ensemble<L> ensemble, double level) {
        requireNonNull(fit, "fit");
        requireNonNull(ensemble, "ensemble");
        return FitDocument.of(fit, Errors.of(fit, ensemble), level);
    }

    /**
     * Plans as a table, with the findings of all of them below.
     *
     * @param plans the plans, at least one
     * @return several lines, the last without a line break
     */
    public static String plans(List<Plan> plans) {
        Require.noNull("plans", plans);
        return plans(plans, LossUnit.NATS);
    }

    /**
     * The same with losses in another unit.
     *
     * @param plans the plans, at least one
     * @param unit such as that of the table of runs, {@code runs.lossUnit()}
     * @return several lines, the last without a line break
     */
    public static String plans(List<Plan> plans, LossUnit unit) {
        Require.noNull("plans", plans);
        return PlanTable.of(plans, requireNonNull(unit, "unit")).text();
    }

    /**
     * The same with two lines below each plan: the ends of an interval for each of its numbers.
     *
     * @param plans the plans of a fitted law, at least one
     * @param intervals how far off the law could be
     * @param level such as 0.95
     * @param planner how a law is planned from, such as {@code ComputeOptimal::of}
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> String plans(
            List<Plan> plans, Intervals<L> intervals, double level, Function<L, Planner> planner) {
        Require.noNull("plans", plans);
        requireNonNull(intervals, "intervals");
        requireNonNull(planner, "planner");
        return plans(plans, intervals, level, planner, LossUnit.NATS);
    }

    /**
     * The same with losses in another unit.
     *
     * @param plans the plans of a fitted law, at least one
     * @param intervals how far off the law could be
     * @param level such as 0.95
     * @param planner how a law is planned from, such as {@code ComputeOptimal::of}
     * @param unit such as that of the table of runs, {@code runs.lossUnit()}
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> String plans(
            List<Plan> plans,
            Intervals<L> intervals,
            double level,
            Function<L, Planner> planner,
            LossUnit unit) {
        Require.noNull("plans", plans);
        requireNonNull(intervals, "intervals");
        requireNonNull(planner, "planner");
        requireNonNull(unit, "unit");
        return PlanTable.of(plans, intervals, level, planner, unit).text();
    }

    /**
     * The same with the doubt of each plan, such as that of a forecast, {@code plan ->
     * forecaster.plans(plan.compute())}.
     *
     * @param plans the plans, at least one
     * @param doubt how far off the numbers of a plan could be
     * @param level such as 0.9
     * @param unit such as that of the table of runs, {@code runs.lossUnit()}
     * @return several lines, the last without a line break
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static String plans(
            List<Plan> plans, Function<Plan, Intervals<Plan>> doubt, double level, LossUnit unit) {
        Require.noNull("plans", plans);
        requireNonNull(doubt, "doubt");
        return PlanTable.of(plans, doubt, level, requireNonNull(unit, "unit")).text();
    }

    /**
     * The summary of a fit as tables with a head each, for another form than text: its numbers, what it
     * is, and its findings.
     *
     * @param fit the fit
     * @param level of the intervals, such as 0.95
     * @param <L> the type of the law
     * @return two tables or three; each has {@code markdown()} and {@code csv()}
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> List<TextTable> tables(Fit<L> fit, double level) {
        requireNonNull(fit, "fit");
        return new Summary<>(fit, Errors.linearised(fit), level).tables(Checks.inspect(fit));
    }

    /**
     * The same with the errors and intervals of an ensemble.
     *
     * @param fit the fit
     * @param ensemble laws about the fit's own
     * @param level of the intervals, such as 0.95
     * @param <L> the type of the law
     * @return two tables or three
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> List<TextTable> tables(
            Fit<L> fit, Ensemble<L> ensemble, double level) {
        requireNonNull(fit, "fit");
        requireNonNull(ensemble, "ensemble");
        List<Finding> findings = new ArrayList<>(Checks.inspect(fit));
        findings.addAll(ensemble.findings(fit));
        return new Summary<>(fit, Errors.of(fit, ensemble), level).tables(findings);
    }

    /**
     * Plans with their intervals as tables with a head each.
     *
     * @param plans the plans of a fitted law, at least one
     * @param intervals how far off the law could be
     * @param level such as 0.95
     * @param planner how a law is planned from, such as {@code ComputeOptimal::of}
     * @param unit such as that of the table of runs, {@code runs.lossUnit()}
     * @param <L> the type of the law
     * @return the plans, and their findings where there are any
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static <L extends LossLaw> List<TextTable> tables(
            List<Plan> plans,
            Intervals<L> intervals,
            double level,
            Function<L, Planner> planner,
            LossUnit unit) {
        Require.noNull("plans", plans);
        requireNonNull(intervals, "intervals");
        requireNonNull(planner, "planner");
        requireNonNull(unit, "unit");
        return PlanTable.of(plans, intervals, level, planner, unit).tables();
    }

    /**
     * The same with the doubt of each plan, such as that of a forecast.
     *
     * @param plans the plans, at least one
     * @param doubt how far off the numbers of a plan could be
     * @param level such as 0.9
     * @param unit such as that of the table of runs, {@code runs.lossUnit()}
     * @return the plans, and their findings where there are any
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static List<TextTable> tables(
            List<Plan> plans, Function<Plan, Intervals<Plan>> doubt, double level, LossUnit unit) {
        Require.noNull("plans", plans);
        requireNonNull(doubt, "doubt");
        return PlanTable.of(plans, doubt, level, requireNonNull(unit, "unit")).tables();
    }

    /**
     * Plans as tables with a head each, for another form than text.
     *
     * @param plans the plans, at least one
     * @param unit how losses are stated
     * @return what to train with each, and where there are any what was found
     */
    public static List<TextTable> tables(List<Plan> plans, LossUnit unit) {
        Require.noNull("plans", plans);
        return PlanTable.of(plans, requireNonNull(unit, "unit")).tables();
    }

    /**
     * An IsoFLOP analysis as tables with a head each.
     *
     * @param comparison the approaches side by side
     * @return budgets, exponents, targets, and findings where there are any
     */
    public static List<TextTable> tables(SideBySide comparison) {
        requireNonNull(comparison, "comparison");
        return new IsoFlopTable(comparison).tables();
    }

    /**
     * Findings as a table.
     *
     * @param findings what to know before believing an answer
     * @return a row for each; none where there are no findings
     */
    public static Optional<TextTable> findings(List<Finding> findings) {
        return FindingLines.table(Require.noNull("findings", findings));
    }

    /**
     * Every run beside what the law says of it.
     *
     * @param fit the fit
     * @return a row for each run, as {@link Leverage} tells of it
     */
    public static TextTable residuals(Fit<?> fit) {
        TextTable table =
                TextTable.of("  %6s %12s %12s %12s %10s %10s")
                        .row("run", "observed", "predicted", "residual", "leverage", "influence");
        for (Leverage run : Leverage.of(fit)) {
            table =
                    table.row(
                            run.row(),
                            Digits.plain(run.observed()),
                            Digits.plain(run.predicted()),
                            Digits.plain(run.residual()),
                            Digits.plain(run.leverage()),
                            run.influence().map(Digits::plain).orElse("-"));
        }
        return table;
    }

    /**
     * A plan under limits: what to train, what it uses of each limit, and what 1 % more of each would
     * do.
     *
     * @param decision what to train and why
     * @return several lines, findings last
     */
    public static String decision(Decision decision) {
        return decision(decision, LossUnit.NATS);
    }

    /**
     * The same with losses in a unit of your choice.
     *
     * @param decision what to train and why
     * @param unit how losses are stated
     * @return several lines, findings last
     */
    public static String decision(Decision decision, LossUnit unit) {
        requireNonNull(decision, "decision");
        return new DecisionTable(decision, requireNonNull(unit, "unit")).text();
    }

    /**
     * An IsoFLOP analysis: the best recipe of each budget, the exponents of every approach, and what
     * each would train at a target, with intervals.
     *
     * @param comparison the approaches side by side
     * @return several lines, findings last
     */
    public static String isoFlop(SideBySide comparison) {
        requireNonNull(comparison, "comparison");
        return new IsoFlopTable(comparison).text();
    }

    /**
     * What laws say of one recipe or one budget as a table; below, how far they disagree, which of
     * them are out of their range, and which are silent, with the reason.
     *
     * @param comparison what each law says
     * @return several lines, the last without a line break
     */
    public static String comparison(Comparison comparison) {
        requireNonNull(comparison, "comparison");
        return new ComparisonTable(comparison).text();
    }
}
