package org.scalinglaws.diagnose;

import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;

/** Do runs lie at one or two budgets alone? Then nothing checks how the best size grows with compute. */
final class Budgets implements Check<Fit<?>> {
    private static final int ENOUGH = 3;

    /** Runs whose compute differs by less than this share of the next are of one budget. */
    private static final double SAME = 0.1;

    /** The reach of the runs of one budget, in e-folds. */
    private static final double WIDEST = 0.35;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        if (!Directions.readsSizeAndData(fit)) {
            return Optional.empty();
        }
        double[] compute = Directions.of(fit).getOrDefault("compute", new double[0]);
        double[] sorted = Thinned.of(compute, SAME / 2);
        int budgets = 1;
        int first = 0;
        double widest = 0;
        for (int i = 1; i < sorted.length; i++) {
            boolean next = sorted[i] - sorted[i - 1] > SAME;
            budgets += next ? 1 : 0;
            first = next ? i : first;
            widest = Math.max(widest, sorted[i] - sorted[first]);
        }

        // Steps that are small and many are no budgets at all, nor are runs of any compute.
        boolean areBudgets = Directions.decades(compute) > 1 || compute.length > 2 * budgets;
        areBudgets &= widest <= WIDEST;
        if (budgets >= ENOUGH || !areBudgets) {
            return Optional.empty();
        }
        double least = 6 * Math.exp(sorted[0]);
        double most = 6 * Math.exp(sorted[sorted.length - 1]);
        return Optional.of(
                Finding.warning(
                        CheckName.FEW_BUDGETS,
                        budgets == 1
                                ? String.format(
                                        "all %d runs are of one budget, %s FLOP: what changes with"
                                                + " compute rests on the form of the law alone; train"
                                                + " runs at two more budgets",
                                        compute.length, Digits.three(most))
                                : String.format(
                                        "the %d runs are of two budgets, %s and %s FLOP: nothing"
                                                + " checks how the best size grows from one to the"
                                                + " other; train runs at a third",
                                        compute.length, Digits.three(least), Digits.three(most))));
    }
}
