package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;

/**
 * Deletion diagnostics: how far N* of Approach 2 at a budget hangs on single runs, by estimating it
 * without each in turn.
 */
final class Influence {
    private static final int NAMED = 3;
    private static final double WORTH_NAMING = Math.log(1.1);
    private static final double DECISIVE = Math.log(2);

    private Influence() {}

    /** ln of N* without each run over N* with all; 0 for a run that takes no part, NaN for no answer. */
    static double[] ofRuns(Sweep sweep, Approach2 how, Compute target) {
        double[] weights =
                Approach2.without(
                        how.strange(sweep),
                        RowWeights.of(sweep.runs(), Objective.squares()).toArray());
        List<BudgetRows> budgets = BudgetRows.of(sweep);

        double all = logSize(how, budgets, weights, target);
        double[] moved = new double[weights.length];
        for (int row = 0; row < moved.length; row++) {
            if (weights[row] > 0 && !Double.isNaN(sweep.budget(row))) {
                double weight = weights[row];
                weights[row] = 0;
                moved[row] = logSize(how, budgets, weights, target) - all;
                weights[row] = weight;
            }
        }

        return moved;
    }

    private static double logSize(
            Approach2 how, List<BudgetRows> budgets, double[] weights, Compute target) {
        double[] powers = how.powers(how.vertices(budgets, weights, null), weights);
        return powers[1] + powers[0] * Math.log(target.flops());
    }

    /** The runs that N* hangs on most; a warning where one alone halves or doubles it. */
    static Optional<Finding> finding(Sweep sweep, Approach2 how, Compute target) {
        double[] moved = ofRuns(sweep, how, target);
        int[] furthest =
                IntStream.range(0, moved.length)
                        .filter(row -> Math.abs(moved[row]) > WORTH_NAMING)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -Math.abs(moved[row])))
                        .mapToInt(row -> row)
                        .toArray();

        if (furthest.length == 0) {
            return Optional.empty();
        }

        List<String> named = new ArrayList<>();
        for (int row : Arrays.copyOf(furthest, Math.min(NAMED, furthest.length))) {
            named.add(
                    String.format(
                            Locale.ROOT,
                            "%s times without %s",
                            Digits.three(Math.exp(moved[row])),
                            sweep.name(row)));
        }

        String message =
                String.format(
                        "N* of approach 2 at %s FLOP hangs on single runs: it is %s%s",
                        Digits.four(target.flops()),
                        String.join(", ", named),
                        furthest.length > NAMED
                                ? "; " + (furthest.length - NAMED) + " more move it by over 10 %"
                                : "");

        return Optional.of(
                Math.abs(moved[furthest[0]]) > DECISIVE
                        ? Finding.warning(CheckName.INFLUENTIAL_RUN, message)
                        : Finding.note(CheckName.INFLUENTIAL_RUN, message));
    }
}
