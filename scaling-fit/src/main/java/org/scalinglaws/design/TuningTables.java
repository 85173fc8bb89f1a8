package org.scalinglaws.design;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.tuning.Tuning;
import org.scalinglaws.tuning.TuningComparison;

/** A tuning fit as tables, to four digits. */
final class TuningTables {
    private static final String NONE = "-";

    private TuningTables() {}

    static TextTable optima(TuningFit fit) {
        boolean both = fit.groups().stream().anyMatch(group -> group.batch().isPresent());
        String interval = Digits.level(fit.level()) + " interval";
        TextTable table =
                both
                        ? TextTable.of("  %10s %10s %5s %12s %24s %12s %24s")
                                .row(
                                        "params",
                                        "tokens",
                                        "runs",
                                        "best rate",
                                        interval,
                                        "best batch",
                                        interval)
                        : TextTable.of("  %10s %10s %5s %12s %24s")
                                .row("params", "tokens", "runs", "best rate", interval);

        // The columns of the batch stand only where one was tuned.
        for (TunedGroup group : fit.groups()) {
            String size = Digits.four(group.size().parameters());
            String length = Digits.four(group.tokens().count());
            String rate = value(group.rate());
            String around = ends(group.rate().map(TunedOptimum::interval));
            table =
                    both
                            ? table.row(
                                    size,
                                    length,
                                    group.runs(),
                                    rate,
                                    around,
                                    value(group.batch()),
                                    ends(group.batch().map(TunedOptimum::interval)))
                            : table.row(size, length, group.runs(), rate, around);
        }
        return table;
    }

    private static String value(Optional<TunedOptimum> optimum) {
        return optimum.map(each -> Digits.four(each.value())).orElse(NONE);
    }

    private static String ends(Optional<Interval> interval) {
        return interval.map(TuningTables::ends).orElse(NONE);
    }

    /** An open end is at nothing, or beyond every number. */
    private static String ends(Interval interval) {
        boolean isOpen = interval.lower() == 0 && Double.isInfinite(interval.upper());
        return isOpen
                ? "any"
                : Digits.four(interval.lower()) + " to " + Digits.four(interval.upper());
    }

    static TextTable laws(TuningFit fit) {
        TextTable table =
                TextTable.of("  %-14s %-12s %12s %24s  %s")
                        .row("", "", "estimate", Digits.level(fit.level()) + " interval", "");
        table = law(table, "learning rate", fit.rate(), fit.rateReason());
        boolean both = fit.groups().stream().anyMatch(group -> group.batch().isPresent());
        return both ? law(table, "batch", fit.batch(), fit.batchReason()) : table;
    }

    private static TextTable law(
            TextTable table, String what, Optional<TuningLaw> law, String reason) {
        TextTable more = table;
        if (law.isPresent()) {
            TuningLaw known = law.get();
            String name = what;
            for (Factor factor : known.factors()) {
                more =
                        more.row(
                                name,
                                "of " + factor.name(),
                                Digits.four(known.exponent(factor)),
                                ends(known.exponentInterval(factor)),
                                "");
                name = "";
            }
            more = more.line("  " + known);
        }
        return reason.isEmpty()
                ? more
                : more.line("  " + (law.isEmpty() ? "no law of the " + what + ": " : "") + reason);
    }

    static TextTable at(TuningFit fit, Recipe recipe) {
        String level = Digits.level(fit.level());
        TextTable table =
                TextTable.of("  %-14s %12s %24s %24s")
                        .row("", "by the law", level + " interval", "a new sweep's optimum");
        table = at(table, "learning rate", fit.rate(), recipe);
        return at(table, "batch", fit.batch(), recipe);
    }

    private static TextTable at(
            TextTable table, String what, Optional<TuningLaw> law, Recipe recipe) {
        return law.map(
                        known ->
                                table.row(
                                        what,
                                        Digits.four(known.at(recipe)),
                                        ends(known.interval(recipe)),
                                        ends(known.newSweep(recipe))))
                .orElse(table);
    }

    static TextTable beside(TuningFit fit, Recipe recipe, TuningComparison rules) {
        TextTable table =
                TextTable.of("  %-14s %13s %8s %8s %13s %8s %8s  %s")
                        .row(
                                "rule",
                                "learning rate",
                                "of own",
                                "within",
                                "batch, tokens",
                                "of own",
                                "within",
                                "");
        table =
                table.row(
                        "own sweep",
                        own(fit.rate(), recipe),
                        fit.rate().isPresent() ? "1" : NONE,
                        "",
                        own(fit.batch(), recipe),
                        fit.batch().isPresent() ? "1" : NONE,
                        "",
                        "");

        for (Map.Entry<String, Tuning> said : rules.tunings().entrySet()) {
            table = beside(table, fit, recipe, said.getKey(), said.getValue());
        }
        return table;
    }

    private static TextTable beside(
            TextTable table, TuningFit fit, Recipe recipe, String name, Tuning said) {
        double rate = said.learningRate().orElse(Double.NaN);
        double batch = said.batch().count();
        return table.row(
                name,
                Double.isNaN(rate) ? NONE : Digits.four(rate),
                ratio(fit.rate(), recipe, rate),
                within(fit.rate(), recipe, rate),
                Digits.four(batch),
                ratio(fit.batch(), recipe, batch),
                within(fit.batch(), recipe, batch),
                warnings(said));
    }

    private static String own(Optional<TuningLaw> law, Recipe recipe) {
        return law.map(known -> Digits.four(known.at(recipe))).orElse(NONE);
    }

    private static String ratio(Optional<TuningLaw> law, Recipe recipe, double said) {
        return law.filter(known -> !Double.isNaN(said))
                .map(known -> Digits.three(said / known.at(recipe)))
                .orElse(NONE);
    }

    private static String within(Optional<TuningLaw> law, Recipe recipe, double said) {
        return law.filter(known -> !Double.isNaN(said))
                .map(known -> known.interval(recipe).contains(said) ? "yes" : "no")
                .orElse(NONE);
    }

    private static String warnings(Tuning tuning) {
        return String.join(
                ", ",
                tuning.findings().stream()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .map(Finding::check)
                        .distinct()
                        .toList());
    }

    static TextTable rules(List<RuleOffset> offsets) {
        TextTable table =
                TextTable.of("  %-14s %12s %10s %12s %10s %12s %14s")
                        .row(
                                "rule",
                                "rate / best",
                                "off by",
                                "batch / best",
                                "off by",
                                "loss above",
                                "beyond tried");

        // A rise of ln loss is a share of the loss.
        for (RuleOffset each : offsets) {
            table =
                    table.row(
                            each.rule(),
                            text(each.rate()),
                            text(each.rateFactor()),
                            text(each.batch()),
                            text(each.batchFactor()),
                            each.rise().isPresent()
                                    ? Digits.two(100 * each.rise().getAsDouble()) + " %"
                                    : NONE,
                            each.outside() + " of " + each.groups());
        }
        return table;
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? Digits.three(number.getAsDouble()) : NONE;
    }
}
