package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RanksTest {
    @Test
    void aRankIsThatOfTheSortedNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length : new int[] {1, 2, 3, 64, 65, 100, 1_000, 5_000}) {
            for (int kinds : new int[] {1, 2, 10, 1_000_000}) {
                double[] numbers = random.doubles(length).map(x -> Math.rint(kinds * x)).toArray();
                agrees(numbers, random);
            }
        }
    }

    @Test
    void numbersInOrderOrInAPatternAreNoWorse() {
        SplittableRandom random = new SplittableRandom(2);
        agrees(IntStream.range(0, 3_000).asDoubleStream().toArray(), random);
        agrees(IntStream.range(0, 3_000).mapToDouble(i -> -i).toArray(), random);
        agrees(IntStream.range(0, 3_000).mapToDouble(i -> Math.abs(i - 1_500)).toArray(), random);
        agrees(IntStream.range(0, 3_000).mapToDouble(i -> i * 7 % 16).toArray(), random);
    }

    @Test
    void unknownInfiniteAndNegativeZeroStandWhereSortingPutsThem() {
        SplittableRandom random = new SplittableRandom(3);
        double[] odd = {
            Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1
        };
        for (int length : new int[] {1, 6, 500}) {
            agrees(IntStream.range(0, length).mapToDouble(i -> odd[i % 6]).toArray(), random);
        }
        agrees(new double[] {Double.NaN, Double.NaN}, random);
    }

    @Test
    void aPlaceOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantiles.ranked(new double[] {1}, 1))
                .withMessageContaining("place");
    }

    /** The old way: all of them sorted, and ranks counted along. */
    @Test
    void weightedRanksAreThoseOfSortedNumbers() {
        SplittableRandom random = new SplittableRandom(4);
        for (double weight : new double[] {1, 0.1, 3}) {
            double[] numbers = random.doubles(777).map(x -> Math.rint(200 * x)).toArray();
            double[] weights = new double[numbers.length];
            Arrays.fill(weights, weight);
            double[] sorted = numbers.clone();
            Arrays.sort(sorted);
            for (double rank = 0; rank < weight * 780; rank += 0.37) {
                double inside = rank - Math.floor(rank);
                double expected =
                        (1 - inside) * counted(sorted, weight, Math.floor(rank))
                                + inside * counted(sorted, weight, Math.floor(rank) + 1);
                assertThat(Quantiles.weighted(numbers, weights, rank)).isEqualTo(expected);
            }
        }
    }

    private static double counted(double[] sorted, double weight, double rank) {
        double counted = 0;
        for (double number : sorted) {
            counted += weight;
            if (counted >= rank) {
                return number;
            }
        }
        return sorted[sorted.length - 1];
    }

    private static void agrees(double[] numbers, SplittableRandom random) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        Ranks ranks = new Ranks(numbers);
        for (int question = 0; question < 50; question++) {
            int place = random.nextInt(numbers.length);
            double found = ranks.at(place);

            // To the bit, so that zeros of both signs differ.
            assertThat(Double.compare(found, sorted[place])).isZero();
            assertThat(Double.compare(Quantiles.ranked(numbers, place), sorted[place])).isZero();
        }
    }
}
