package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What checks find of many rows without sorting them is what sorting finds. */
class ManyRowsTest {
    private static final double WIDTH = 0.05;

    @Test
    void theEndsAreThoseOfSortedNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length = 2; length < 40; length++) {
            double[] numbers = random.doubles(length).map(x -> Math.rint(10 * x)).toArray();
            if (length % 3 == 0) {
                numbers[random.nextInt(length)] = Double.NaN;
                numbers[random.nextInt(length)] = Double.NEGATIVE_INFINITY;
            }
            double[] sorted = numbers.clone();
            Arrays.sort(sorted);
            assertThat(Ends.of(numbers))
                    .isEqualTo(
                            new Ends(sorted[0], sorted[1], sorted[length - 2], sorted[length - 1]));
        }
    }

    /** Gaps wider than two stretches, and how far the numbers between them reach. */
    @Test
    void thinnedNumbersHaveTheGapsOfAll() {
        SplittableRandom random = new SplittableRandom(2);
        for (int groups : new int[] {1, 2, 3, 9}) {
            for (int length : new int[] {1, 3, 50, 20_000}) {
                double[] numbers =
                        random.ints(length, 0, groups)
                                .mapToDouble(group -> group + 0.3 * random.nextDouble())
                                .toArray();
                double[] sorted = Arrays.stream(numbers).sorted().toArray();
                assertThat(gaps(Thinned.of(numbers, WIDTH))).isEqualTo(gaps(sorted));
            }
        }
        double[] one = new double[100];
        assertThat(Thinned.of(one, WIDTH)).containsOnly(0);
        assertThat(Thinned.of(new double[0], WIDTH)).isEmpty();
        double[] wide = {1, Double.POSITIVE_INFINITY, -3};
        assertThat(Thinned.of(wide, WIDTH)).containsExactly(-3, 1, Double.POSITIVE_INFINITY);
    }

    /** The ends of each group, by the rule of budgets. */
    private static List<Double> gaps(double[] sorted) {
        List<Double> ends = new ArrayList<>(List.of(sorted[0]));
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] > 2 * WIDTH) {
                ends.addAll(List.of(sorted[i - 1], sorted[i]));
            }
        }
        ends.add(sorted[sorted.length - 1]);
        return ends;
    }

    @Test
    void alikeRowsAreThoseOfAMap() {
        SplittableRandom random = new SplittableRandom(3);
        for (int rows : new int[] {1, 2, 3, 1_000, 10_000}) {
            for (int kinds : new int[] {1, 20, 1_000_000}) {
                double[] one = random.doubles(rows).map(x -> Math.rint(kinds * x)).toArray();
                double[] other = random.doubles(rows).map(x -> Math.rint(3 * x)).toArray();
                Map<List<Double>, Integer> seen = new HashMap<>();
                int[] expected = new int[rows];
                for (int row = 0; row < rows; row++) {
                    int at = row;
                    expected[row] = seen.computeIfAbsent(List.of(one[row], other[row]), any -> at);
                }
                assertThat(Alike.first(List.of(one, other))).isEqualTo(expected);
            }
        }
    }
}
