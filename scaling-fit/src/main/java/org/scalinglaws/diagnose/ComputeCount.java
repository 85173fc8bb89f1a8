package org.scalinglaws.diagnose;

import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/** Do stated FLOPs agree with 6ND? Where they do not, N or C is counted by another rule. */
final class ComputeCount implements Check {
    private static final double TOLERANCE = 0.01;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!runs.factors().contains(Factor.FLOPS)) {
            return Optional.empty();
        }
        double[] params = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] flops = runs.column(Factor.FLOPS);
        int differing = 0;
        int worst = 0;
        double most = 0;
        for (int row = 0; row < flops.length; row++) {
            double gap = Math.abs(6 * params[row] * tokens[row] / flops[row] - 1);
            differing += gap > TOLERANCE ? 1 : 0;
            if (gap > most) {
                most = gap;
                worst = row;
            }
        }
        return differing == 0
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                "compute-count",
                                String.format(
                                        Locale.ROOT,
                                        "in %d of %d runs 6ND differs from the stated FLOPs by more"
                                                + " than 1 %%, most in run %d by %.1f %%: N or C is"
                                                + " counted by another rule",
                                        differing,
                                        flops.length,
                                        worst + 1,
                                        100 * most)));
    }
}
