package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Site;
import org.scalinglaws.sweep.Curve;
import org.scalinglaws.sweep.IsoFlopSweep;

/**
 * What the command {@code sweep} answers, for people or as JSON.
 *
 * @param sweep the runs
 * @param shaped their shapes, where they were asked for
 * @param site where they run, if that was said
 * @param findings what is amiss
 */
record SweepAnswer(
        IsoFlopSweep sweep,
        Optional<IsoFlopSweep.Shaped> shaped,
        Optional<Site> site,
        List<Finding> findings) {
    private static final double HOURS = 24;

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(sweep.toString().stripTrailing());
        shaped.ifPresent(
                real -> {
                    lines.add("");
                    lines.add(shapes(real).text());
                });
        site.ifPresent(
                place -> {
                    lines.add("");
                    lines.add("  one after another on " + place.cluster());
                    lines.add(costs(place).text());
                });
        if (!findings.isEmpty()) {
            lines.add("");
            Finding.lines(findings).forEach(line -> lines.add("  " + line));
        }
        return lines.toString();
    }

    List<TextTable> tables() {
        List<TextTable> tables = new ArrayList<>(List.of(sweep.table()));
        shaped.ifPresent(real -> tables.add(shapes(real)));
        site.ifPresent(place -> tables.add(costs(place)));
        return ChosenFormat.with(findings, tables.toArray(TextTable[]::new));
    }

    private static TextTable shapes(IsoFlopSweep.Shaped real) {
        TextTable table =
                TextTable.of("  %16s %12s %12s %7s %6s %6s")
                        .row("FLOP", "params N", "tokens D", "layers", "width", "heads");
        for (int run = 0; run < real.shapes().size(); run++) {
            Recipe recipe = real.sweep().recipes().get(run);
            table =
                    table.row(
                            Digits.four(recipe.compute().flops()),
                            Digits.four(recipe.model().parameters()),
                            Digits.four(recipe.tokens().count()),
                            real.shapes().get(run).layers(),
                            real.shapes().get(run).width(),
                            real.shapes().get(run).attention().heads());
        }
        return table;
    }

    /** Each budget, all runs, and the longest, which no number of clusters makes shorter. */
    private TextTable costs(Site place) {
        String currency = SiteText.currency(place).orElse("money");
        boolean powered = place.cluster().accelerator().watts().isPresent();
        TextTable table =
                TextTable.of("  %16s %12s %18s %12s %12s")
                        .row(
                                "FLOP a run",
                                "days",
                                "accelerator-hours",
                                currency,
                                powered ? "kWh" : "");
        for (Curve curve : sweep.curves()) {
            table = row(table, place, Digits.four(curve.budget().flops()), curve.compute());
        }
        table = row(table, place, "in all", sweep.compute());
        table = row(table, place, "the longest run", longest());
        return powered ? table : table.line("  " + SiteText.energy(place, Double.NaN));
    }

    private Compute longest() {
        return sweep.curves().stream().map(Curve::budget).max(Compute::compareTo).orElseThrow();
    }

    private static TextTable row(TextTable table, Site place, String name, Compute work) {
        double energy = energy(place, work);
        return table.row(
                name,
                Digits.four(place.cluster().days(work)),
                Digits.four(hours(place, work)),
                Digits.four(place.prices().money(place.cluster(), work)),
                Double.isNaN(energy) ? "" : Digits.four(energy));
    }

    private static double hours(Site place, Compute work) {
        return place.cluster().days(work) * HOURS * place.cluster().count();
    }

    private static double energy(Site place, Compute work) {
        return place.cluster().accelerator().watts().isPresent()
                ? place.prices().energyKilowattHours(place.cluster(), work)
                : Double.NaN;
    }

    Map<String, @Nullable Object> json() {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (Recipe recipe : sweep.recipes()) {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("params", recipe.model().parameters());
            run.put("tokens", recipe.tokens().count());
            run.put("flops", recipe.compute().flops());
            shaped.map(real -> real.shapes().get(runs.size()))
                    .ifPresent(
                            shape -> {
                                run.put("layers", shape.layers());
                                run.put("width", shape.width());
                                run.put("heads", shape.attention().heads());
                            });
            runs.add(run);
        }

        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("runs", runs);
        json.put("flops", sweep.compute().flops());
        json.put("shareOfLargest", sweep.shareOfLargest());
        site.ifPresent(place -> json.put("cost", cost(place, sweep.compute())));
        site.ifPresent(place -> json.put("longestRun", cost(place, longest())));
        json.put("findings", Json.findings(findings));
        return json;
    }

    private static Map<String, @Nullable Object> cost(Site place, Compute work) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("days", place.cluster().days(work));
        json.put("acceleratorHours", hours(place, work));
        json.put("money", place.prices().money(place.cluster(), work));
        SiteText.currency(place).ifPresent(name -> json.put("currency", name));
        json.put("energyKWh", Json.number(energy(place, work)));
        return json;
    }
}
