package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.report.Report;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;
import org.scalinglaws.uncertainty.Intervals;

/**
 * What the command {@code plan} answers to one budget or target, for people or as JSON.
 *
 * @param law what it follows, as JSON tells of it
 * @param decision what to train, which limits bind and what more would buy
 * @param site where training and serving run, if that was said
 * @param money whether the price is one that somebody gave
 * @param doubt intervals of any number of the decision, where the law comes from runs
 * @param level of the intervals
 * @param unit in which people read losses; JSON stays in nats
 */
record DecisionAnswer(
        Map<String, Object> law,
        Decision decision,
        Optional<Site> site,
        boolean money,
        Optional<DecisionDoubt> doubt,
        double level,
        LossUnit unit) {
    private static final String LOSS = "loss";
    private static final String TARGET = "targetLoss";

    /** Whether nothing was asked but a budget of a published law. */
    boolean isBudgetAlone() {
        return site.isEmpty()
                && doubt.isEmpty()
                && decision.limits().stream().allMatch(use -> use.name().equals("compute"))
                && decision.cost().isEmpty();
    }

    /** The numbers of a decision that have a name in JSON, in order. */
    private Map<String, ToDoubleFunction<Decision>> numbers() {
        Map<String, ToDoubleFunction<Decision>> numbers = new LinkedHashMap<>();
        numbers.put("params", one -> one.plan().model().parameters());
        numbers.put("tokens", one -> one.plan().tokens().count());
        numbers.put("uniqueTokens", Decision::uniqueTokens);
        numbers.put("epochs", Decision::epochs);
        numbers.put("flops", one -> one.plan().compute().flops());
        numbers.put("servingFlops", DecisionAnswer::servingFlops);
        numbers.put(LOSS, one -> one.plan().loss().nats());
        numbers.put("days", one -> days(one));
        numbers.put("money", one -> money(one));
        numbers.put("energyKWh", one -> energy(one));
        return numbers;
    }

    private static double servingFlops(Decision decision) {
        return decision.serving().map(Compute::flops).orElse(0.0);
    }

    private double use(Decision decision, Resource resource) {
        return resource.use(
                decision.plan().compute().flops(),
                servingFlops(decision),
                decision.plan().model().parameters(),
                decision.plan().tokens().count());
    }

    private double days(Decision decision) {
        return site.map(place -> use(decision, Resource.days(place.cluster()))).orElse(Double.NaN);
    }

    private double money(Decision decision) {
        return site.map(place -> use(decision, Resource.money(place))).orElse(Double.NaN);
    }

    private double energy(Decision decision) {
        return site.filter(place -> place.cluster().accelerator().watts().isPresent())
                .map(place -> use(decision, Resource.energy(place, place)))
                .orElse(Double.NaN);
    }

    /** The form of a plan, and what the site, the law and its doubt add. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.members(Decision.json().write(decision));
        json.put("law", law);
        json.put("days", Json.number(days(decision)));
        json.put("money", Json.number(money(decision)));
        json.put("energyKWh", Json.number(energy(decision)));
        site.flatMap(SiteText::currency).ifPresent(name -> json.put("currency", name));
        doubt.ifPresent(
                found -> {
                    Map<String, Object> ends = new LinkedHashMap<>();
                    numbers()
                            .forEach(
                                    (name, number) -> {
                                        if (Double.isFinite(number.applyAsDouble(decision))) {
                                            ends.put(
                                                    name,
                                                    Json.ends(interval(found.numbers(), name)));
                                        }
                                    });
                    json.put("level", level);
                    json.put("intervals", ends);
                    json.put("formDoubt", found.form().forecaster().isPresent());
                    json.put("intervalsAbout", found.form().text());
                });
        return json;
    }

    /** Each number of the decision, with its interval where there is one. */
    TextTable table() {
        TextTable table =
                TextTable.of("  %-12s %s %s %s")
                        .row("plan", "value", Digits.level(level) + " from", "to");
        for (Map.Entry<String, ToDoubleFunction<Decision>> number : numbers().entrySet()) {
            String name = number.getKey();
            double value = number.getValue().applyAsDouble(decision);
            DoubleUnaryOperator spoken = spoken(name);
            if (Double.isFinite(value)) {
                Optional<Interval> ends = doubt.flatMap(found -> interval(found.numbers(), name));
                table =
                        table.row(
                                name.equals(LOSS) ? InversionAnswer.lossName(unit) : name,
                                plain(spoken, value),
                                ends.map(found -> plain(spoken, found.lower())).orElse(""),
                                ends.map(found -> plain(spoken, found.upper())).orElse(""));
            }
        }
        for (DecisionDoubt found : doubt.stream().toList()) {
            table = table.line("  " + found.form().text());
        }
        return table;
    }

    /** A number in the unit in which people read it. */
    private DoubleUnaryOperator spoken(String name) {
        return name.equals(LOSS) ? unit::of : DoubleUnaryOperator.identity();
    }

    private static String plain(DoubleUnaryOperator spoken, double value) {
        return Digits.plain(spoken.applyAsDouble(value));
    }

    /** Each limit, what the plan uses of it, and what more of it would buy. */
    TextTable limits() {
        TextTable table =
                TextTable.of("  %s %s %s %s %s %s")
                        .row("limit", "unit", "amount", "used", "binding", "shadow price");
        for (Decision.Use use : decision.limits()) {
            boolean loss = use.name().equals(TARGET);
            DoubleUnaryOperator spoken = spoken(loss ? LOSS : use.name());
            table =
                    table.row(
                            use.name(),
                            loss ? unit.toString() : use.unit(),
                            plain(spoken, use.limit()),
                            plain(spoken, use.used()),
                            use.binding() ? "yes" : "no",
                            Digits.plain(use.shadowPrice() * price(loss)));
        }
        return table;
    }

    /** What turns a shadow price of nats into one of the unit: a loss is limited, or what is bought. */
    private double price(boolean limited) {
        return limited ? 1 / slope() : decision.cost().isEmpty() ? slope() : 1;
    }

    /** How many of the unit a nat is, near the loss of the plan. */
    private double slope() {
        double nats = decision.plan().loss().nats();
        return unit.kind() == LossUnit.Kind.PERPLEXITY ? Math.exp(nats) : unit.of(1);
    }

    /** The plan and its limits, what it costs, and intervals where there are any. */
    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(Report.decision(decision, unit));
        site.ifPresent(
                place -> {
                    lines.add("");
                    lines.add(
                            String.format(
                                    Locale.ROOT,
                                    "  on %s: %.4g days, %s%s",
                                    place.cluster(),
                                    days(decision),
                                    SiteText.energy(place, energy(decision)),
                                    money ? ", " + place.prices().text(money(decision)) : ""));
                });

        // A law that was fitted has intervals; a published one has none here.
        doubt.ifPresent(
                found -> {
                    lines.add("");
                    TextTable table =
                            TextTable.of("  %-10s %s")
                                    .line("  " + Digits.level(level) + " intervals");
                    for (String name : List.of("params", "tokens", "flops", "loss")) {
                        table = table.row(name, ends(found.numbers(), name));
                    }
                    lines.add(table.text());
                    lines.add("  " + found.form().text());
                });
        return lines.toString();
    }

    private String ends(Intervals<Decision> found, String name) {
        DoubleUnaryOperator spoken = spoken(name);
        return interval(found, name)
                .map(
                        ends ->
                                Digits.four(spoken.applyAsDouble(ends.lower()))
                                        + " to "
                                        + Digits.four(spoken.applyAsDouble(ends.upper())))
                .orElse("-");
    }

    /** Sizes and costs are positive: no end lies below zero. */
    private Optional<Interval> interval(Intervals<Decision> found, String name) {
        ToDoubleFunction<Decision> number = Objects.requireNonNull(numbers().get(name));
        return name.equals(LOSS) ? found.find(level, number) : found.findPositive(level, number);
    }
}
