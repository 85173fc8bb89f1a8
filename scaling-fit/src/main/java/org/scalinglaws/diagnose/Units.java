package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/** Are there models and corpora of sizes that cannot be? Then N or D is counted in another unit. */
final class Units implements Check<Fit<?>> {
    private static final double FEWEST_PARAMETERS = 100;
    private static final double FEWEST_TOKENS_PER_PARAMETER = 0.01;
    private static final double MOST_TOKENS_PER_PARAMETER = 1e6;

    /** So far from the next possible share a run may be and still belong to the same sweep. */
    private static final double STEP = 30;

    private static final double[] SIZES = {1, 1e3, 1e6, 1e9, 1e12};
    private static final String[] NAMES = {
        "one by one", "in thousands", "in millions", "in billions", "in trillions"
    };

    /** A usual run: log10 of N, of D/N, and what a decade away from each costs. */
    private static final double USUAL_SIZE = 8.5;

    private static final double USUAL_RATIO = 1.5;
    private static final double SPREAD_OF_SIZES = 1.5;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<Factor> read = fit.problem().family().factors();
        if (!read.contains(Factor.PARAMETERS) || !read.contains(Factor.TOKENS)) {
            return Optional.empty();
        }
        double[] params = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        List<Integer> wrong = wrong(params, tokens);
        if (wrong.isEmpty()) {
            return Optional.empty();
        }

        // The first row stands for all; the unit is judged by their medians.
        int first = wrong.get(0);
        String message =
                String.format(
                        "%s %s params and %s tokens, %s a parameter%s: %s",
                        wrong.size() == 1
                                ? RowNames.of(runs, first) + " has"
                                : String.format(
                                        "%d of %d runs are of sizes that cannot be, such as %s with",
                                        wrong.size(), params.length, RowNames.of(runs, first)),
                        Digits.four(params[first]),
                        Digits.four(tokens[first]),
                        Digits.three(tokens[first] / params[first]),
                        wrong.size() == 1 ? ", which cannot be" : "",
                        likely(median(params, wrong), median(tokens, wrong)));
        return Optional.of(Finding.error(CheckName.UNITS, message));
    }

    /**
     * The rows that cannot be. A strange share of tokens alone is no proof where the other runs lead up
     * to it step by step, as a wide sweep does.
     */
    private static List<Integer> wrong(double[] params, double[] tokens) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = 0; row < params.length; row++) {
            if (!cannotBe(params[row], tokens[row])) {
                least = Math.min(least, tokens[row] / params[row]);
                most = Math.max(most, tokens[row] / params[row]);
            }
        }

        // A row one step beyond those that can be is part of their sweep.
        List<Integer> wrong = new ArrayList<>();
        for (int row = 0; row < params.length; row++) {
            double ratio = tokens[row] / params[row];
            boolean step = ratio >= least / STEP && ratio <= most * STEP;
            if (cannotBe(params[row], tokens[row]) && !(step && params[row] >= FEWEST_PARAMETERS)) {
                wrong.add(row);
            }
        }
        return wrong;
    }

    private static boolean cannotBe(double params, double tokens) {
        double ratio = tokens / params;
        return params < FEWEST_PARAMETERS
                || ratio < FEWEST_TOKENS_PER_PARAMETER
                || ratio > MOST_TOKENS_PER_PARAMETER;
    }

    private static double median(double[] column, List<Integer> rows) {
        double[] sorted = rows.stream().mapToDouble(row -> column[row]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The pair of units that makes the runs most usual; fewer changes where two are as good. */
    private static String likely(double params, double tokens) {
        double least = Double.POSITIVE_INFINITY;
        int bestParams = 0;
        int bestTokens = 0;
        for (int i = 0; i < SIZES.length; i++) {
            for (int j = 0; j < SIZES.length; j++) {
                double n = params * SIZES[i];
                double d = tokens * SIZES[j];
                double size = (Math.log10(n) - USUAL_SIZE) / SPREAD_OF_SIZES;
                double ratio = Math.log10(d / n) - USUAL_RATIO;
                double price = size * size + ratio * ratio + (i > 0 ? 1 : 0) + (j > 0 ? 1 : 0);
                if (price < least && !cannotBe(n, d)) {
                    least = price;
                    bestParams = i;
                    bestTokens = j;
                }
            }
        }

        // Only what is changed is named.
        List<String> changed = new ArrayList<>();
        if (bestParams > 0) {
            changed.add("params are counted " + NAMES[bestParams]);
        }
        if (bestTokens > 0) {
            changed.add("tokens are counted " + NAMES[bestTokens]);
        }
        return changed.isEmpty()
                ? "params or tokens are counted in another unit"
                : "most likely " + String.join(" and ", changed);
    }
}
