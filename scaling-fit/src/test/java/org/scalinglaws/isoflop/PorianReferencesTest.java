package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.SharedData;

/**
 * The sweeps of Porian et al. (2024), Resolving Discrepancies in Compute-Optimal Scaling of Language
 * Models, arXiv 2406.19146: exponents as their repository holds them (resolving-scaling-law-
 * discrepancies, summary_df pickles, fit_results.basic).
 */
class PorianReferencesTest {
    private static final List<String> CONFIGURATION =
            List.of("dataset", "hparams", "warmup", "decay", "param_count", "eval");
    private static final Factor SIZE = Factor.named("params_opt");
    private static final Factor DATA = Factor.named("tokens_opt");

    private static Dataset pairs() {
        // rows without an optimum have no loss either, and are no runs of a law
        return Dataset.readCsv(
                SharedData.file("porian_optimal_pairs.csv"),
                CsvFormat.DEFAULT.withLossColumn("flops"));
    }

    private static Dataset only(Dataset runs, String configuration) {
        Dataset chosen = runs;
        String[] values = configuration.trim().split(" ", -1);
        for (int i = 0; i < values.length; i++) {
            chosen = chosen.where(CONFIGURATION.get(i), values[i]);
        }
        return chosen;
    }

    @ParameterizedTest
    @CsvSource({
        "rw base long kaplan kaplan train, 11, 0.83376793, 4.50982e-08, 0.16518269, 3.8506e+06",
        "rw base long kaplan standard val, 11, 0.70089920, 1.61058e-05, 0.29910080, 10348.2",
        "rw base short kaplan standard val, 12, 0.60352776, 0.00134216, 0.39695949, 121.589",
        "rw base short chinchilla standard val, 12, 0.57142489, 0.00478143, 0.42840392, 35.0816",
        "rw tuned short const standard val, 12, 0.49702880, 0.118199, 0.50297120, 1.41005",
        "rw tuned long const kaplan train, 11, 0.70805879, 1.03277e-05, 0.29194121, 16137.9",
        "rw base long kaplan attention train, 10, 0.71591594, 9.04944e-06, 0.28408406, 18417.3",
        "rw base short kaplan attention train, 12, 0.62401223, 0.000619507, 0.37598777, 269.031",
        "rw base short chinchilla attention train, 12, 0.57781071, 0.00423668, 0.42259464, 38.779",
        "rw tuned short const attention train, 12, 0.50406583, 0.0971403, 0.49593417, 1.71573"
    })
    void exponentsOfTheOptimalPairsAgreeToEightDigits(
            String configuration, int count, double a, double g, double b, double h) {
        Dataset chosen = only(pairs(), configuration);
        double[] flops = known(chosen, chosen.losses(), SIZE);
        PowerOfCompute size =
                PowerOfCompute.through(flops, known(chosen, chosen.column(SIZE), SIZE));
        PowerOfCompute data =
                PowerOfCompute.through(flops, known(chosen, chosen.column(DATA), SIZE));
        assertThat(flops).hasSize(count);
        assertThat(size.exponent()).isCloseTo(a, within(5.1e-9));
        assertThat(data.exponent()).isCloseTo(b, within(5.1e-9));
        assertThat(size.coefficient()).isCloseTo(g, withinPercentage(1e-3));
        assertThat(data.coefficient()).isCloseTo(h, withinPercentage(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "rw base long kaplan kaplan train, 0.83530004",
        "rw base long kaplan standard val, 0.70646992",
        "rw base short kaplan standard val, 0.60203753",
        "rw base short chinchilla standard val, 0.57149479",
        "rw tuned short const standard val, 0.49689508"
    })
    void exponentsWeighedByTheVarianceOfEachPairAgreeToEightDigits(String configuration, double a) {
        Dataset chosen = only(pairs(), configuration);
        double[] flops = known(chosen, chosen.losses(), SIZE);
        double[] sizes = known(chosen, chosen.column(SIZE), SIZE);
        double[] weights = known(chosen, chosen.column(Factor.named("params_opt_log_std")), SIZE);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 / (weights[i] * weights[i]);
        }
        assertThat(PowerOfCompute.through(flops, sizes, weights).exponent())
                .isCloseTo(a, within(1e-8));
    }

    private static double[] known(Dataset runs, double[] column, Factor needed) {
        double[] there = runs.column(needed);
        return IntStream.range(0, there.length)
                .filter(row -> !Double.isNaN(there[row]))
                .mapToDouble(row -> column[row])
                .toArray();
    }

    /**
     * Theirs is the median of 1,000 noised repeats on the same grid, so that it may lie a step or two
     * beside the least point of the losses themselves.
     */
    @Test
    void theLeastPointsOfSplinesAreTheirOptimaWithinAStepOfTheirGrid() {
        Dataset optima = pairs();
        Dataset runs = Dataset.readCsv(SharedData.file("porian_isoflop.csv"));
        int pairs = 0;
        int withinOne = 0;
        int withinThree = 0;
        int edges = 0;
        int blanks = 0;
        for (String configuration : configurations(optima)) {
            Dataset theirs = only(optima, configuration);
            Sweep sweep = Sweep.of(only(runs, configuration));
            Allocation ours =
                    IsoFlop.approach2(
                            sweep, Parabolas.DEFAULT.with(Parabolas.Estimator.AKIMA).withLogLoss());
            for (int row = 0; row < theirs.size(); row++) {
                double flops = theirs.losses()[row];
                Optimum best = at(ours, flops);
                double expected = theirs.column(SIZE)[row];
                if (Double.isNaN(expected)) {
                    blanks++;
                    edges += best.refusal().contains("the edge") ? 1 : 0;
                    continue;
                }
                pairs++;
                double steps =
                        Math.abs(Math.log(best.parameters() / expected)) / step(sweep, flops);
                withinOne += steps <= 1 + 1e-9 ? 1 : 0;
                withinThree += steps <= 3 + 1e-9 ? 1 : 0;
                if (!(steps <= 1)) {
                    System.out.printf(
                            "%s %.3g FLOP: theirs %.6g, ours %.6g, %.2f steps%n",
                            configuration, flops, expected, best.parameters(), steps);
                }
            }
        }
        System.out.printf(
                "%d pairs: %d within one step, %d within three; %d of %d blank ones at an edge%n",
                pairs, withinOne, withinThree, edges, blanks);
        assertThat(pairs).isEqualTo(115);
        assertThat(withinOne).isGreaterThanOrEqualTo(113);
        assertThat(withinThree).isEqualTo(115);
        assertThat(edges).isEqualTo(blanks).isEqualTo(3);
    }

    private static List<String> configurations(Dataset optima) {
        List<List<String>> columns = CONFIGURATION.stream().map(optima::texts).toList();
        return IntStream.range(0, optima.size())
                .mapToObj(
                        row ->
                                String.join(
                                        " ",
                                        columns.stream().map(column -> column.get(row)).toList()))
                .distinct()
                .toList();
    }

    private static Optimum at(Allocation allocation, double flops) {
        return allocation.optima().stream()
                .filter(best -> Math.abs(best.budget().flops() / flops - 1) < 1e-6)
                .findFirst()
                .orElseThrow();
    }

    /** A step of 25 (n - 1) places over ln N, ends included. */
    private static double step(Sweep sweep, double flops) {
        Map<Double, Long> sizes = new TreeMap<>();
        double[] all = sweep.runs().column(Factor.PARAMETERS);
        for (int row = 0; row < all.length; row++) {
            if (Math.abs(sweep.budget(row) / flops - 1) < 1e-6) {
                sizes.merge(all[row], 1L, Long::sum);
            }
        }
        List<Double> sorted = List.copyOf(sizes.keySet());
        double reach = Math.log(sorted.get(sorted.size() - 1) / sorted.get(0));
        return reach / (25 * (sorted.size() - 1) - 1);
    }
}
