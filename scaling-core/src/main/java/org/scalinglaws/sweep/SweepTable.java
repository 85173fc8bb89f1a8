package org.scalinglaws.sweep;

import java.util.List;
import java.util.stream.Stream;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Cost;

/** Sweeps as text. */
final class SweepTable {
    private static final String COLUMNS = "  %16s %5s %12s %9s %12s %9s %7s";
    private static final List<String> RUNS =
            List.of("FLOP a run", "runs", "params from", "to", "tokens from", "to", "share");
    private static final List<String> COSTS = List.of("days", "hours", "money", "kWh");

    private SweepTable() {}

    /** A row for each curve and one for all runs. */
    static TextTable of(List<Curve> curves) {
        return of(curves, List.of(), List.of());
    }

    /** The same with what each curve costs, what all runs do, and the longest run last. */
    static TextTable of(List<Curve> curves, List<Cost> costs, List<Cost> sums) {
        boolean priced = !sums.isEmpty();
        TextTable table =
                TextTable.of(priced ? COLUMNS + " %9s %9s %9s %9s" : COLUMNS)
                        .row(cells(RUNS, priced ? COSTS : List.of()));

        double whole = curves.stream().mapToDouble(curve -> curve.compute().flops()).sum();
        for (int i = 0; i < curves.size(); i++) {
            List<String> curve = numbers(curves.get(i), whole);
            table = table.row(cells(curve, priced ? cells(costs.get(i)) : List.of()));
        }

        if (!curves.isEmpty()) {
            table = table.row(cells(all(curves, whole), priced ? cells(sums.get(0)) : List.of()));
        }
        if (priced) {
            List<String> longest = List.of("the longest run", "1", "", "", "", "", "");
            table = table.row(cells(longest, cells(sums.get(1))));
        }
        return table;
    }

    private static List<String> all(List<Curve> curves, double whole) {
        int runs = curves.stream().mapToInt(curve -> curve.recipes().size()).sum();
        return List.of(Digits.four(whole) + " in all", Integer.toString(runs), "", "", "", "", "");
    }

    private static Object[] cells(List<String> runs, List<String> costs) {
        return Stream.concat(runs.stream(), costs.stream()).toArray();
    }

    /** A curve; the largest model takes the fewest tokens, so those of the last run come first. */
    private static List<String> numbers(Curve curve, double whole) {
        List<Recipe> runs = curve.recipes();
        return List.of(
                Digits.four(curve.budget().flops()),
                Integer.toString(runs.size()),
                Digits.four(curve.smallest().parameters()),
                Digits.four(curve.largest().parameters()),
                Digits.four(runs.get(runs.size() - 1).tokens().count()),
                Digits.four(runs.get(0).tokens().count()),
                percent(curve.compute().flops() / whole));
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
