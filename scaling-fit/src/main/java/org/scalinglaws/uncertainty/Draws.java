package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Decimal;

/** Random weights and losses for the runs of a fit. Has no state: threads share it. */
@FunctionalInterface
interface Draws {
    /** More runs than these take longer to draw than to fit. */
    int MOST_PAIRS = 10_000_000;

    /**
     * Draws once.
     *
     * @param random decides the draw
     * @param weights receives how often each run counts; holds the fit's own weights
     * @param losses receives the loss of each run; holds the fit's own losses
     */
    void draw(SplittableRandom random, double[] weights, double[] losses);

    /** The draws of a kind of bootstrap. */
    static Draws of(Resampling kind, Fit<?> fit) {
        if (kind instanceof Resampling.Pairs || kind instanceof Resampling.Cluster) {
            return ofRuns(kind, fit);
        }

        // All others keep the recipes and draw other losses.
        Noise noise = new Noise(fit);
        if (kind instanceof Resampling.Residual) {
            return residual(noise);
        }
        if (kind instanceof Resampling.Wild wild) {
            return (random, weights, losses) -> {
                for (int row = 0; row < losses.length; row++) {
                    double factor = multiplier(wild.multiplier(), random);
                    double residual = factor * noise.residuals()[row];
                    losses[row] = noise.measured(noise.predictions()[row], residual);
                }
            };
        }
        return (random, weights, losses) -> {
            for (int row = 0; row < losses.length; row++) {
                losses[row] =
                        noise.measured(
                                noise.predictions()[row], noise.draw(random) * noise.size(row));
            }
        };
    }

    /** Draws of whole runs, of which as many differ as there are parameters. */
    static DistinctRuns ofRuns(Resampling kind, Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        double[] weights = fit.problem().weights().toArray();
        Draws draws =
                kind instanceof Resampling.Cluster cluster
                        ? clusters(groups(runs, cluster.column()), weights)
                        : runs.weightKind() == WeightKind.COUNTS ? pairs(weights) : rows(weights);
        return new DistinctRuns(draws, fit.problem().coordinates().dimension());
    }

    /** As many runs as the weights count, each as likely as it weighs. */
    private static Draws pairs(double[] weights) {
        Ranks ranks = new Ranks(weights);
        if (!(ranks.total() <= MOST_PAIRS)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "weights of a pairs bootstrap must count at most %d runs, got %s",
                            MOST_PAIRS,
                            Decimal.format(ranks.total())));
        }

        // A sum of weights that is no whole number is spread over whole draws.
        long count = Math.max(1, Math.round(ranks.total()));
        double unit = ranks.total() / count;
        return (random, drawn, losses) -> {
            Arrays.fill(drawn, 0);
            for (long i = 0; i < count; i++) {
                drawn[ranks.draw(random)] += unit;
            }
        };
    }

    /** As many rows as there are, each as likely as any other, with its weight. */
    private static Draws rows(double[] weights) {
        return (random, drawn, losses) -> {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < weights.length; i++) {
                int row = random.nextInt(weights.length);
                drawn[row] += weights[row];
            }
        };
    }

    private static Draws clusters(List<int[]> groups, double[] weights) {
        return (random, drawn, losses) -> {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < groups.size(); i++) {
                for (int row : groups.get(random.nextInt(groups.size()))) {
                    drawn[row] += weights[row];
                }
            }
        };
    }

    private static Draws residual(Noise noise) {
        double[] weights = noise.frequencies();
        Ranks ranks = new Ranks(weights);
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * noise.standard(row);
        }

        // Residuals of a robust fit need not average to nothing; noise does.
        double mean = sum / ranks.total();
        return (random, drawn, losses) -> {
            for (int row = 0; row < losses.length; row++) {
                double residual = noise.standard(ranks.draw(random)) - mean;
                losses[row] = noise.measured(noise.predictions()[row], residual * noise.size(row));
            }
        };
    }

    private static double multiplier(Resampling.Multiplier kind, SplittableRandom random) {
        if (kind == Resampling.Multiplier.RADEMACHER) {
            return random.nextBoolean() ? 1 : -1;
        }
        int face = random.nextInt(6);
        double size = Math.sqrt((1 + face % 3) / 2.0);
        return face < 3 ? size : -size;
    }

    /** The rows of each group, in the order in which the groups appear. */
    static List<int[]> groups(Dataset runs, String column) {
        Map<String, IntStream.Builder> rows = new LinkedHashMap<>();
        List<String> values = runs.texts(column);
        for (int row = 0; row < values.size(); row++) {
            rows.computeIfAbsent(values.get(row), value -> IntStream.builder()).add(row);
        }
        if (rows.size() < 2) {
            throw new IllegalArgumentException(
                    String.format(
                            "column '%s' must tell at least 2 groups of runs apart, got %d",
                            column, rows.size()));
        }
        return rows.values().stream().map(group -> group.build().toArray()).toList();
    }

    /** Draws places by weight: where weights count, the draws are those of so many copies. */
    final class Ranks {
        private final double[] sums;
        private final boolean whole;

        /** Whether each row weighs 1: its rank is its place. */
        private final boolean even;

        Ranks(double[] weights) {
            this.sums = weights.clone();
            for (int place = 1; place < sums.length; place++) {
                sums[place] += sums[place - 1];
            }
            this.whole =
                    total() <= Integer.MAX_VALUE
                            && Arrays.stream(weights).allMatch(w -> w == Math.rint(w));
            this.even = Arrays.stream(weights).allMatch(w -> w == 1);
        }

        double total() {
            return sums[sums.length - 1];
        }

        int draw(SplittableRandom random) {
            if (even) {
                return random.nextInt(sums.length);
            }
            double at = whole ? random.nextInt((int) total()) : random.nextDouble() * total();
            int place = Arrays.binarySearch(sums, at);
            return Math.min(place < 0 ? -place - 1 : place + 1, sums.length - 1);
        }
    }
}
