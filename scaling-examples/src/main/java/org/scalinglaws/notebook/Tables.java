package org.scalinglaws.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.ChecklistItem;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.report.Answer;
import org.scalinglaws.report.Report;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.score.Withheld;
import org.scalinglaws.select.Selection;
import org.scalinglaws.uncertainty.Ensemble;

/** The tables of answers; none of what prints best as it does. */
final class Tables {
    private static final double LEVEL = 0.95;

    private static final TextTable SCORES = TextTable.of("  %10s %10s %10s %10s %20s %20s %10s");

    private static final List<String> SCORE =
            List.of("params N", "tokens D", "loss", "score", "interval", "of a new run");

    private Tables() {}

    static List<TextTable> of(Object answer) {
        if (answer instanceof Answer<?> hand) {
            return Report.tables(hand.fit(), LEVEL);
        }
        if (answer instanceof Fit<?> fit) {
            return Report.tables(fit, LEVEL);
        }
        if (answer instanceof Ensemble<?> ensemble) {
            return and(numbers(ensemble), ensemble.findings());
        }
        if (answer instanceof Plan plan) {
            return Report.tables(List.of(plan), LossUnit.NATS);
        }
        if (answer instanceof Forecast forecast) {
            return and(numbers(List.of(forecast)), forecast.findings());
        }
        if (answer instanceof Sweep sweep) {
            return and(budgets(sweep), sweep.findings());
        }
        if (answer instanceof IsoFlop study) {
            return and(exponents(study), study.findings());
        }
        return answer instanceof Collection<?> all ? ofEach(all) : ofTable(answer);
    }

    private static List<TextTable> ofTable(Object answer) {
        if (answer instanceof SideBySide comparison) {
            return Report.tables(comparison);
        }
        if (answer instanceof ScoreForecast forecast) {
            return List.of(row(row(SCORES, SCORE), score(forecast)));
        }
        if (answer instanceof Selection selection) {
            return List.of(selection.table());
        }
        if (answer instanceof CurveStudy study) {
            return List.of(study.table());
        }
        return answer instanceof TextTable table ? List.of(table) : List.of();
    }

    private static List<TextTable> ofEach(Collection<?> all) {
        List<Plan> plans = only(Plan.class, all);
        List<Forecast> forecasts = only(Forecast.class, all);
        List<ChecklistItem> items = only(ChecklistItem.class, all);
        if (!plans.isEmpty()) {
            return Report.tables(plans, LossUnit.NATS);
        }
        if (!forecasts.isEmpty()) {
            return List.of(numbers(forecasts));
        }

        // A checklist, and scores beside what was measured.
        if (!items.isEmpty()) {
            TextTable table = TextTable.of("  %-10s %-20s %s").row("", "question", "evidence");
            for (ChecklistItem item : items) {
                String state = item.state().toString().toLowerCase(Locale.ROOT);
                table = table.row(state, item.question(), item.evidence());
            }
            return List.of(table);
        }
        List<Withheld> withheld = only(Withheld.class, all);
        if (!withheld.isEmpty()) {
            TextTable table = row(SCORES, SCORE, "measured");
            for (Withheld run : withheld) {
                table = row(table, score(run.forecast()), Digits.percent(run.score()));
            }
            return List.of(table);
        }
        return Report.findings(only(Finding.class, all)).stream().toList();
    }

    private static List<String> score(ScoreForecast forecast) {
        return List.of(
                Digits.cell(forecast.recipe().model().parameters()),
                Digits.cell(forecast.recipe().tokens().count()),
                Digits.loss(forecast.loss().estimate()),
                Digits.percent(forecast.score().estimate()),
                range(forecast.score().interval(), Digits::percent),
                range(forecast.score().newRun(), Digits::percent));
    }

    private static TextTable row(TextTable table, List<String> cells, String... more) {
        return table.row(Stream.concat(cells.stream(), Stream.of(more)).toArray());
    }

    /** All of them where each is of one kind; else none. */
    static <T> List<T> only(Class<T> kind, Collection<?> all) {
        return all.stream().allMatch(kind::isInstance)
                ? all.stream().map(kind::cast).toList()
                : List.of();
    }

    private static List<TextTable> and(TextTable table, List<Finding> findings) {
        List<TextTable> tables = new ArrayList<>(List.of(table));
        Report.findings(findings).ifPresent(tables::add);
        return tables;
    }

    private static <L extends LossLaw> TextTable numbers(Ensemble<L> ensemble) {
        LawFamily<L> family = ensemble.family();
        TextTable table =
                TextTable.of("  %-8s %12s %12s %26s")
                        .row("", "estimate", "std. error", Digits.level(LEVEL) + " interval");
        for (int i = 0; i < family.parameters().size(); i++) {
            int place = i;
            ToDoubleFunction<L> value = law -> family.values(law)[place];
            table = row(table, family.parameters().get(i).name(), ensemble, value);
        }
        for (var derived : family.derived().entrySet()) {
            table = row(table, derived.getKey(), ensemble, derived.getValue());
        }
        return table;
    }

    private static <L extends LossLaw> TextTable row(
            TextTable table, String name, Ensemble<L> ensemble, ToDoubleFunction<L> value) {
        return table.row(
                name,
                Digits.column(value.applyAsDouble(ensemble.estimate())),
                Digits.column(ensemble.standardError(value)),
                range(Optional.of(ensemble.interval(LEVEL, value)), Digits::column));
    }

    private static TextTable numbers(List<Forecast> forecasts) {
        String level = Digits.level(forecasts.get(0).level());
        TextTable table =
                TextTable.of("  %10s %10s %10s %22s %22s %22s")
                        .row(
                                "params N",
                                "tokens D",
                                "loss",
                                level + " of the mean",
                                "of a new run",
                                "best N");
        for (Forecast forecast : forecasts) {
            table =
                    table.row(
                            Digits.cell(forecast.recipe().model().parameters()),
                            Digits.cell(forecast.recipe().tokens().count()),
                            Digits.loss(forecast.loss().nats()),
                            range(Optional.of(forecast.mean())),
                            range(Optional.of(forecast.newRun())),
                            range(forecast.plan().map(plan -> plan.params())));
        }
        return table;
    }

    private static TextTable budgets(Sweep sweep) {
        TextTable table =
                TextTable.of("  %12s %8s %12s %12s %12s %12s")
                        .row("FLOP", "runs", "smallest N", "largest N", "least loss", "at N");
        for (int budget = 0; budget < sweep.budgets().size(); budget++) {
            List<Run> runs =
                    Arrays.stream(sweep.rows(budget))
                            .mapToObj(row -> sweep.runs().run(row))
                            .sorted(Comparator.comparing(Run::loss))
                            .toList();
            DoubleSummaryStatistics sizes =
                    runs.stream().mapToDouble(Tables::size).summaryStatistics();
            table =
                    table.row(
                            Digits.four(sweep.budgets().get(budget).flops()),
                            runs.size(),
                            Digits.cell(sizes.getMin()),
                            Digits.cell(sizes.getMax()),
                            Digits.loss(runs.get(0).loss().nats()),
                            Digits.cell(size(runs.get(0))));
        }
        return table;
    }

    static double size(Run run) {
        return run.recipe().model().parameters();
    }

    private static TextTable exponents(IsoFlop study) {
        TextTable table = TextTable.of("  %-22s %8s %8s").row("N* ~ C^a, D* ~ C^b", "a", "b");
        for (Allocation each : study.allocations()) {
            table =
                    each.isAnswered()
                            ? table.row(
                                    each.approach(),
                                    Digits.three(each.size().exponent()),
                                    Digits.three(each.data().exponent()))
                            : table.row(each.approach(), each.refusal());
        }
        return table;
    }

    private static String range(Optional<Interval> interval) {
        return range(interval, Digits::four);
    }

    private static String range(Optional<Interval> interval, DoubleFunction<String> form) {
        return interval.map(ends -> form.apply(ends.lower()) + " to " + form.apply(ends.upper()))
                .orElse("");
    }
}
