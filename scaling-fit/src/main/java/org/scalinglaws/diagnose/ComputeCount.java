package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/**
 * Do stated FLOPs agree with 6ND? Where they do not, N or C is counted by another rule; where they
 * are off by a power of ten, in another unit.
 */
final class ComputeCount implements Check<Fit<?>> {
    private static final double TOLERANCE = 0.01;

    /** How near to a power of ten the ratios must be, in decades: counting rules differ by less. */
    private static final double NEAR = 0.3;

    /** The same for ten and a hundred times, which another rule may come close to by chance. */
    private static final double VERY_NEAR = 0.02;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!runs.factors().contains(Factor.FLOPS)) {
            return Optional.empty();
        }
        double[] ratios = ratios(runs);
        long decades = decades(ratios);
        if (decades != 0) {
            boolean told = decades < 0 && new Units().inspect(fit).isPresent();
            return told
                    ? Optional.empty()
                    : Optional.of(Finding.warning(CheckName.UNITS, otherUnit(decades)));
        }

        // Not another unit: count the rows that another counting rule would explain.
        return otherRule(ratios);
    }

    private static Optional<Finding> otherRule(double[] ratios) {
        int differing = 0;
        int worst = 0;
        double most = 0;
        for (int row = 0; row < ratios.length; row++) {
            double gap = Math.abs(ratios[row] - 1);
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
                                CheckName.COMPUTE_COUNT,
                                String.format(
                                        Locale.ROOT,
                                        "in %d of %d runs 6ND differs from the stated FLOPs by more"
                                                + " than 1 %%, most in run %d by %.1f %%: N or C is"
                                                + " counted by another rule%s",
                                        differing,
                                        ratios.length,
                                        worst + 1,
                                        100 * most,
                                        differing < ratios.length
                                                ? " there than in the rest; count all runs by one"
                                                : "")));
    }

    private static double[] ratios(Dataset runs) {
        double[] params = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] ratios = runs.column(Factor.FLOPS);
        for (int row = 0; row < ratios.length; row++) {
            ratios[row] = 6 * params[row] * tokens[row] / ratios[row];
        }
        return ratios;
    }

    /** By how many decades 6ND is larger than the FLOPs that runs state; 0 where they state none. */
    static long decades(Dataset runs) {
        return runs.factors().contains(Factor.FLOPS) ? decades(ratios(runs)) : 0;
    }

    /** By how many decades 6ND is larger than what is stated; 0 unless most runs agree on it. */
    private static long decades(double[] ratios) {
        double[] logs = Arrays.stream(ratios).map(Math::log10).sorted().toArray();
        double middle = logs[logs.length / 2];
        long nearest = Math.round(middle);
        double near = Math.abs(nearest) < 3 ? VERY_NEAR : NEAR;
        boolean agree =
                logs[logs.length / 4] > nearest - near
                        && logs[3 * logs.length / 4] < nearest + near;
        return agree ? nearest : 0;
    }

    private static String otherUnit(long decades) {
        String unit =
                decades == 15
                        ? "PFLOP"
                        : decades == 18
                                ? "EFLOP"
                                : decades == 12 ? "TFLOP" : decades == 9 ? "GFLOP" : "another unit";
        return String.format(
                "6ND is about 1e%d times the stated FLOPs: they are counted in %s, or N or D is in"
                        + " another unit",
                decades, unit);
    }
}
