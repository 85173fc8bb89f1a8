package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Are there models, corpora or runs of sizes that cannot be, or is 6ND far less than the stated FLOPs?
 * Then N or D is counted in another unit.
 */
final class Units implements Check<Fit<?>> {
    private static final double FEWEST_PARAMETERS = 100;
    private static final double FEWEST_TOKENS = 100;

    /** N times D of a run that a computer ends in a thousandth of a second. */
    private static final double LEAST_PRODUCT = 1e6;

    private static final double FEWEST_TOKENS_PER_PARAMETER = 0.01;
    private static final double MOST_TOKENS_PER_PARAMETER = 1e6;

    /** Tokens a parameter that people train on. */
    private static final double LEAST_USUAL = 1;

    private static final double MOST_USUAL = 1e4;

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

    /** Decades by which counting rules may differ, and the price of more than a few of these. */
    private static final double NEAR = 0.3;

    private static final double FAR = 9;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<Factor> read = fit.problem().family().factors();
        if (!read.contains(Factor.PARAMETERS) || !read.contains(Factor.TOKENS)) {
            return Optional.empty();
        }
        double[] params = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] flops =
                runs.factors().contains(Factor.FLOPS) ? runs.column(Factor.FLOPS) : new double[0];
        List<Integer> wrong = wrong(params, tokens);
        if (wrong.isEmpty()) {
            return ComputeCount.decades(runs) < 0
                    ? fromCompute(ComputeCount.decades(runs), params, tokens, flops)
                    : Optional.empty();
        }

        // A few wrong rows may be slips; many say something of all.
        double[][] judged = {params, tokens, flops};
        if (2 * wrong.size() < params.length) {
            for (int column = 0; column < judged.length; column++) {
                judged[column] = picked(judged[column], wrong);
            }
        }
        List<String> changed = changed(judged[0], judged[1], judged[2]);
        return Optional.of(cannotBe(runs, params, tokens, wrong, changed));
    }

    private static Finding cannotBe(
            Dataset runs,
            double[] params,
            double[] tokens,
            List<Integer> wrong,
            List<String> changed) {
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
                        changed.isEmpty()
                                ? "params or tokens are counted in another unit"
                                : "most likely " + String.join(" and ", changed));
        return Finding.error(CheckName.UNITS, message);
    }

    /** What stated FLOPs say of sizes that could be. */
    private static Optional<Finding> fromCompute(
            long decades, double[] params, double[] tokens, double[] flops) {
        List<String> changed = changed(params, tokens, flops);
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.UNITS,
                                String.format(
                                        "6ND is about 1e%d times the stated FLOPs: most likely %s",
                                        decades, String.join(" and ", changed))));
    }

    private static double[] picked(double[] column, List<Integer> rows) {
        return column.length == 0
                ? column
                : rows.stream().mapToDouble(row -> column[row]).toArray();
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

        // A row one step beyond those that can be is part of their sweep, if that holds usual runs.
        boolean usual = least <= MOST_USUAL && most >= LEAST_USUAL;
        List<Integer> wrong = new ArrayList<>();
        for (int row = 0; row < params.length; row++) {
            double ratio = tokens[row] / params[row];
            boolean step = usual && ratio >= least / STEP && ratio <= most * STEP;
            if (cannotBe(params[row], tokens[row]) && !(step && isRun(params[row], tokens[row]))) {
                wrong.add(row);
            }
        }
        return wrong;
    }

    private static boolean cannotBe(double params, double tokens) {
        double ratio = tokens / params;
        return !isRun(params, tokens)
                || ratio < FEWEST_TOKENS_PER_PARAMETER
                || ratio > MOST_TOKENS_PER_PARAMETER;
    }

    /** Whether anybody would call this the training of a language model. */
    private static boolean isRun(double params, double tokens) {
        return params >= FEWEST_PARAMETERS
                && tokens >= FEWEST_TOKENS
                && params * tokens >= LEAST_PRODUCT;
    }

    /**
     * What is changed by the pair of units that makes the runs most usual, and 6ND the stated FLOPs where
     * there are any; fewer changes where two are as good.
     */
    private static List<String> changed(double[] params, double[] tokens, double[] flops) {
        double least = Double.POSITIVE_INFINITY;
        int bestParams = 0;
        int bestTokens = 0;
        for (int i = 0; i < SIZES.length; i++) {
            for (int j = 0; j < SIZES.length; j++) {
                double price = (i > 0 ? 1 : 0) + (j > 0 ? 1 : 0);
                double n = median(params) * SIZES[i];
                double d = median(tokens) * SIZES[j];
                price += strangeness(n, d) + gap(params, tokens, flops, SIZES[i] * SIZES[j]);
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
        return changed;
    }

    private static double median(double[] column) {
        double[] sorted = Arrays.stream(column).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double strangeness(double params, double tokens) {
        double size = (Math.log10(params) - USUAL_SIZE) / SPREAD_OF_SIZES;
        double ratio = Math.log10(tokens / params) - USUAL_RATIO;
        return size * size + ratio * ratio;
    }

    /** How far 6ND in these units is from the stated FLOPs, which may have a unit too. */
    private static double gap(double[] params, double[] tokens, double[] flops, double unit) {
        if (flops.length == 0) {
            return 0;
        }
        double[] logs = new double[flops.length];
        for (int row = 0; row < logs.length; row++) {
            logs[row] = Math.log10(6 * unit * params[row] * tokens[row] / flops[row]);
        }
        double middle = median(logs);

        // PFLOP and the like make 6ND larger than what is stated, by a whole power of a thousand.
        double thousands = Math.max(0, Math.rint(middle / 3));
        double gap = (middle - 3 * thousands) / NEAR;
        return Math.min(gap * gap, FAR) + (thousands > 0 ? 1 : 0);
    }
}
