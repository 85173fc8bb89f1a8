package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainStatisticsTest {
    /**
     * Printed by ArviZ 0.23.4, {@code rhat(x, method="split")} and {@code ess(x, method="mean")}, for
     * the same four chains of two hundred numbers.
     */
    @Test
    void splitRHatAndEffectiveSizeAreThoseOfArviz() {
        ChainStatistics statistics = ChainStatistics.ofNumbers(chains());
        assertThat(statistics.rHat()).isEqualTo(1.0036579764096345, within(1e-12));
        assertThat(statistics.effectiveSize()).isEqualTo(175.83566680085673, within(1e-9));
    }

    /**
     * By NumPy 2.4 and SciPy 1.17, {@code rankdata} and {@code norm.ppf} of the same chains: R-hat of the
     * middle 1.00428, of the distances 1.00522; sizes of the middle 171.9, of the ends 260.7 and 481.9.
     */
    @Test
    void byRanksTheyAreTheWorstOfTheMiddleTheWidthAndTheEnds() {
        ChainStatistics statistics = ChainStatistics.of(chains());
        assertThat(statistics.rHat()).isEqualTo(1.0052205798478377, within(1e-12));
        assertThat(statistics.effectiveSize()).isEqualTo(171.90222948186724, within(1e-9));
    }

    /** Any rising function leaves ranks alone, but not the distances from the median. */
    @Test
    void theEffectiveSizeIsThatOfRanksHoweverLongTheTail() {
        List<double[]> stretched =
                chains().stream()
                        .map(chain -> Arrays.stream(chain).map(x -> Math.exp(30 * x)).toArray())
                        .toList();
        assertThat(ChainStatistics.of(stretched).effectiveSize())
                .isEqualTo(ChainStatistics.of(chains()).effectiveSize(), within(1e-9));
    }

    /** Two chains of one mean and different widths: only distances from the median tell them apart. */
    @Test
    void chainsOfDifferentWidthsDisagree() {
        SplittableRandom random = new SplittableRandom(3);
        List<double[]> chains = new ArrayList<>();
        for (double width : new double[] {1, 1, 3, 3}) {
            chains.add(random.doubles(400).map(u -> width * (u - 0.5)).toArray());
        }
        assertThat(ChainStatistics.ofNumbers(chains).rHat()).isLessThan(1.02);
        assertThat(ChainStatistics.of(chains).rHat()).isGreaterThan(1.1);
    }

    private static List<double[]> chains() {
        double[][] chains = new double[4][200];
        long state = 1;
        for (int chain = 0; chain < 4; chain++) {
            double value = 0;
            for (int i = 0; i < 200; i++) {
                state = (state * 75 + 74) % 65537;
                value = 0.6 * value + (state % 1000) / 1000.0 - 0.5;
                chains[chain][i] = value + 0.05 * chain;
            }
        }
        assertThat(chains[3][199]).isEqualTo(0.37043633430445555, within(1e-15));
        return List.of(chains);
    }

    /** A chain x' = 0.5 x + noise has tau = (1 + 0.5) / (1 - 0.5) = 3. */
    @Test
    void correlatedDrawsAreWorthAThird() {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> chains =
                IntStream.range(0, 4)
                        .mapToObj(
                                chain -> {
                                    double[] values = new double[10000];
                                    for (int i = 1; i < values.length; i++) {
                                        values[i] = 0.5 * values[i - 1] + random.nextGaussian();
                                    }
                                    return values;
                                })
                        .toList();
        ChainStatistics statistics = ChainStatistics.of(chains);
        assertThat(statistics.effectiveSize()).isCloseTo(40000 / 3.0, withinPercentage(10));
        assertThat(statistics.rHat()).isEqualTo(1, within(0.002));
    }

    @Test
    void aChainThatDriftsDisagreesWithItself() {
        double[] drift = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        assertThat(ChainStatistics.of(List.of(drift)).rHat()).isGreaterThan(1.5);
    }

    @Test
    void chainsThatAreTooShortOrNeverMoveSayNothing() {
        ChainStatistics none = new ChainStatistics(Double.NaN, Double.NaN);
        assertThat(ChainStatistics.of(List.of())).isEqualTo(none);
        assertThat(ChainStatistics.of(List.of(new double[] {1, 2, 3}))).isEqualTo(none);
        assertThat(ChainStatistics.of(List.of(new double[100], new double[100]))).isEqualTo(none);
        ChainStatistics stuck = ChainStatistics.of(List.of(new double[100], filled(1)));
        assertThat(stuck.rHat()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(stuck.effectiveSize()).isLessThan(10);
    }

    private static double[] filled(double value) {
        return IntStream.range(0, 100).mapToDouble(i -> value).toArray();
    }
}
