package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Checkpoints of training runs brought to equal compute: what an IsoFLOP analysis wants of curves that
 * were logged at other places. Between two checkpoints ln loss and every factor's logarithm are
 * straight over ln C; beyond the first and the last nothing is read.
 */
public final class EqualCompute {
    private final String name;
    private final Map<String, List<Run>> runs;

    private EqualCompute(String name, Map<String, List<Run>> runs) {
        this.name = name;
        this.runs = runs;
    }

    /**
     * Sorts checkpoints into training runs.
     *
     * @param checkpoints with sizes, tokens and losses, which must be positive
     * @param column which training run a row is of
     * @return the curves
     * @throws IllegalArgumentException when there is no such column
     * @throws DataException when a checkpoint states no compute or a loss that is not positive
     */
    public static EqualCompute of(Dataset checkpoints, String column) {
        requireNonNull(checkpoints, "checkpoints");
        requireNonNull(column, "column");
        double[] flops = checkpoints.column(Factor.FLOPS);
        List<String> names = checkpoints.texts(column);
        Map<String, List<Run>> runs = new TreeMap<>();
        for (int row = 0; row < flops.length; row++) {
            Run run = checkpoints.run(row);
            if (!(flops[row] > 0 && run.loss().nats() > 0)) {
                throw new DataException(
                        String.format(
                                "row %d of %s: compute and loss must be positive, got %s and %s",
                                row + 1,
                                checkpoints.name(),
                                Decimal.format(flops[row]),
                                Decimal.format(run.loss().nats())));
            }
            Run stated =
                    new Run(run.recipe().with(Factor.FLOPS, flops[row]), run.loss(), run.weight());
            runs.computeIfAbsent(names.get(row), absent -> new ArrayList<>()).add(stated);
        }
        runs.values().forEach(run -> run.sort(Comparator.comparingDouble(EqualCompute::flops)));
        return new EqualCompute(checkpoints.name(), runs);
    }

    private static double flops(Run run) {
        return run.recipe().value(Factor.FLOPS);
    }

    /**
     * What every run had reached at some budgets.
     *
     * @param budgets in FLOPs
     * @return a row for each budget and each run that has a checkpoint on both sides of it
     * @throws DataException when no run reaches any of them
     */
    public Dataset at(List<Compute> budgets) {
        Require.noNull("budgets", budgets);
        List<Run> rows = new ArrayList<>();
        for (Compute budget : budgets) {
            runs.values().forEach(run -> add(rows, run, budget.flops()));
        }
        if (rows.isEmpty()) {
            throw new DataException(
                    "no training run of " + name + " has checkpoints on both sides of " + budgets);
        }
        return Dataset.of(rows);
    }

    private static void add(List<Run> rows, List<Run> run, double budget) {
        for (int i = 0; i < run.size(); i++) {
            if (flops(run.get(i)) == budget) {
                rows.add(run.get(i));
                return;
            }
            if (i > 0 && flops(run.get(i - 1)) < budget && flops(run.get(i)) > budget) {
                rows.add(between(run.get(i - 1), run.get(i), budget));
                return;
            }
        }
    }

    private static Run between(Run low, Run high, double budget) {
        double share = Math.log(budget / flops(low)) / Math.log(flops(high) / flops(low));
        Recipe recipe = low.recipe();
        for (Factor factor : low.recipe().factors()) {
            double one = low.recipe().value(factor);
            double other = high.recipe().has(factor) ? high.recipe().value(factor) : one;
            boolean logs = one > 0 && other > 0;
            double value = logs ? one * Math.pow(other / one, share) : one + share * (other - one);
            recipe = recipe.with(factor, factor.equals(Factor.FLOPS) ? budget : value);
        }
        double loss = low.loss().nats() * Math.pow(high.loss().nats() / low.loss().nats(), share);
        return new Run(recipe, Loss.nats(loss), low.weight());
    }
}
