package org.scalinglaws.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Cost;
import org.scalinglaws.sweep.IsoFlopSweep.Curve;

/** Sweeps as text. */
final class SweepTable {
    private SweepTable() {}

    static String of(IsoFlopSweep sweep) {
        return table(sweep, List.of(), List.of());
    }

    static String of(SweepCost cost) {
        return table(cost.sweep(), cost.budgets(), List.of(cost.total(), cost.longest()));
    }

    /** A row for each curve; with costs where there are any, those of all runs and the longest last. */
    private static String table(IsoFlopSweep sweep, List<Cost> costs, List<Cost> sums) {
        StringBuilder table = new StringBuilder();
        boolean priced = !sums.isEmpty();
        table.append(
                row(
                        "FLOP a run",
                        "runs",
                        "params from",
                        "to",
                        "tokens from",
                        "to",
                        "share",
                        priced ? List.of("days", "hours", "money", "kWh") : List.of()));

        double whole = sweep.curves().isEmpty() ? 0 : sweep.compute().flops();
        for (int i = 0; i < sweep.curves().size(); i++) {
            table.append(
                    row(sweep.curves().get(i), whole, priced ? cells(costs.get(i)) : List.of()));
        }

        if (!sweep.curves().isEmpty()) {
            String all = Digits.four(whole) + " in all";
            String runs = Integer.toString(sweep.runs());
            table.append(
                    row(all, runs, "", "", "", "", "", priced ? cells(sums.get(0)) : List.of()));
        }
        if (priced) {
            table.append(row("the longest run", "1", "", "", "", "", "", cells(sums.get(1))));
        }
        return table.toString();
    }

    /** A curve; the largest model takes the fewest tokens, so those of the last run come first. */
    private static String row(Curve curve, double whole, List<String> costs) {
        List<Recipe> runs = curve.recipes();
        return row(
                Digits.four(curve.budget().flops()),
                Integer.toString(runs.size()),
                Digits.four(curve.smallest().parameters()),
                Digits.four(curve.largest().parameters()),
                Digits.four(runs.get(runs.size() - 1).tokens().count()),
                Digits.four(runs.get(0).tokens().count()),
                percent(curve.compute().flops() / whole),
                costs);
    }

    private static String row(
            String flops,
            String runs,
            String least,
            String most,
            String fewest,
            String longest,
            String share,
            List<String> costs) {
        List<String> cells = new ArrayList<>();
        cells.add(
                String.format(
                        Locale.ROOT,
                        "  %16s %5s %12s %9s %12s %9s %7s",
                        flops,
                        runs,
                        least,
                        most,
                        fewest,
                        longest,
                        share));

        costs.forEach(cost -> cells.add(String.format(Locale.ROOT, "%9s", cost)));
        return String.join(" ", cells).stripTrailing() + "\n";
    }

    private static List<String> cells(Cost cost) {
        return List.of(
                Digits.four(cost.days()),
                Digits.four(cost.acceleratorHours()),
                Digits.four(cost.money()),
                Digits.four(cost.energyKilowattHours()));
    }

    private static String percent(double part) {
        return Digits.oneDecimal(100 * part) + " %";
    }
}
