package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/** The directions of scale along which a law may be wrong: N, D, C and tokens a parameter. */
final class Directions {
    private static final List<Factor> SCALES =
            List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS);

    private Directions() {}

    /** The logarithm of each by its name, of all rows; C and D/N for laws of size and data alone. */
    static Map<String, double[]> of(Fit<?> fit) {
        List<Factor> read = fit.problem().family().factors();
        Dataset runs = fit.problem().runs();
        Map<String, double[]> directions = new LinkedHashMap<>();
        for (Factor factor : SCALES) {
            if (read.contains(factor)) {
                directions.put(factor.name(), logarithms(runs, factor));
            }
        }

        // Compute and tokens a parameter, up to what is the same for all runs.
        if (readsSizeAndData(fit)) {
            double[] n = requireNonNull(directions.get(Factor.PARAMETERS.name()), "params");
            double[] d = requireNonNull(directions.get(Factor.TOKENS.name()), "tokens");
            double[] compute = new double[n.length];
            double[] ratio = new double[n.length];
            for (int row = 0; row < n.length; row++) {
                compute[row] = n[row] + d[row];
                ratio[row] = d[row] - n[row];
            }
            directions.put("compute", compute);
            directions.put("tokens per parameter", ratio);
        }
        return directions;
    }

    static boolean readsSizeAndData(Fit<?> fit) {
        return fit.problem()
                .family()
                .factors()
                .containsAll(List.of(Factor.PARAMETERS, Factor.TOKENS));
    }

    static double[] logarithms(Dataset runs, Factor factor) {
        double[] logs = runs.column(factor);
        for (int row = 0; row < logs.length; row++) {
            logs[row] = Math.log(logs[row]);
        }
        return logs;
    }

    /** How many decades a column of logarithms spans. */
    static double decades(double[] logarithms) {
        double least = Arrays.stream(logarithms).min().orElse(0);
        double most = Arrays.stream(logarithms).max().orElse(0);
        return (most - least) / Math.log(10);
    }
}
