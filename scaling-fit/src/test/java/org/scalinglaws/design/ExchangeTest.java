package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every choice of few runs from few candidates, against what the exchange finds. */
class ExchangeTest {
    private static final int CANDIDATES = 9;
    private static final int PARAMETERS = 3;

    private final double[] rows = new double[CANDIDATES * PARAMETERS];
    private final double[] prices = new double[CANDIDATES];
    private final double[] base = new double[PARAMETERS * PARAMETERS];
    private final double[] goal = new double[PARAMETERS];

    private void draw(SplittableRandom random, double knowledge) {
        Arrays.setAll(rows, i -> random.nextGaussian());
        Arrays.setAll(prices, i -> Math.exp(random.nextGaussian()));
        Arrays.setAll(goal, i -> random.nextGaussian());
        Arrays.fill(base, 0);
        for (int a = 0; a < PARAMETERS; a++) {
            base[a * PARAMETERS + a] = knowledge;
        }
    }

    /** The least value over all multisets of at most so many runs within the price. */
    private double least(
            double @Nullable [] target, int runs, double total, int from, int... chosen) {
        Exchange exchange = new Exchange(base, rows, prices, target);
        double best = exchange.value(chosen);
        for (int j = from; j < CANDIDATES && chosen.length < runs; j++) {
            double left = total - prices[j];
            if (left >= 0) {
                int[] more = Arrays.copyOf(chosen, chosen.length + 1);
                more[chosen.length] = j;
                best = Math.min(best, least(target, runs, left, j, more));
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.1, 10})
    void noOtherChoiceIsBetterButInRareCases(double knowledge) {
        SplittableRandom random = new SplittableRandom(20);
        int exact = 0;
        int all = 0;
        for (int round = 0; round < 60; round++) {
            draw(random, knowledge);
            double total = 2 + 4 * random.nextDouble();
            for (double[] target : new double[][] {goal, null}) {
                Exchange exchange = new Exchange(base, rows, prices, target);
                int[] found = exchange.best(5, total);
                assertThat(found.length).isBetween(0, 5);
                assertThat(Arrays.stream(found).mapToDouble(j -> prices[j]).sum())
                        .isLessThanOrEqualTo(total * (1 + 1e-11));
                double value = exchange.value(found);
                double least = least(target, 5, total, 0);
                double gap = target == null ? value - least : Math.log(value / least);
                all++;
                exact += gap < 1e-6 ? 1 : 0;
                assertThat(gap).isBetween(-1e-6, 0.2);
            }
        }
        // 118, 119 and 120 of 120 were seen
        assertThat(exact).isGreaterThanOrEqualTo(115).isLessThanOrEqualTo(all);
    }
}
