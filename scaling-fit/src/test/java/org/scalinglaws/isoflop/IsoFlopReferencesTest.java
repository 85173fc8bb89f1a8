package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.testing.SharedData;

/**
 * Two published sweeps: Llama 3's figure 2 and Hoffmann et al.'s figure 4, digitised. Numbers of
 * Approach 2 by NumPy's least squares, of Approach 3 by SciPy's multi-start, both made for this
 * project from the same files; Open-Athena's scaling-law-analysis prints the first row and 16.1T
 * tokens.
 */
class IsoFlopReferencesTest {
    private static final double FIVE_DIGITS = 5e-4;
    private static final Compute LLAMA = Compute.flops(3.8e25);

    @ParameterizedTest
    @CsvSource({
        "isoflop_llama3, all, 133, 10, 0.463221, 0.556752, 0.536779, 0.299355",
        "isoflop_llama3, clean, 116, 8, 0.500000, 0.104699, 0.500000, 1.59187",
        "isoflop_chinchilla_epoch, all, 123, 9, 0.495069, 0.103812, 0.504931, 1.60546",
        "isoflop_chinchilla_epoch, clean, 85, 7, 0.541421, 0.013328, 0.458579, 12.505"
    })
    void approach2AgreesToFiveDigits(
            String file,
            String rows,
            int runs,
            int budgets,
            double a,
            double g,
            double b,
            double h) {
        Sweep sweep = Sweep.of(SharedData.runs(file, rows));
        Allocation found = IsoFlop.approach2(sweep, Parabolas.DEFAULT);
        System.out.printf("%s %s: %s%n", file, rows, found);
        assertThat(sweep.runs().size()).isEqualTo(runs);
        assertThat(found.optima()).hasSize(budgets).allMatch(Optimum::isUsed);
        assertThat(found.size().exponent()).isCloseTo(a, withinPercentage(FIVE_DIGITS));
        assertThat(found.size().coefficient()).isCloseTo(g, withinPercentage(5 * FIVE_DIGITS));
        assertThat(found.data().exponent()).isCloseTo(b, withinPercentage(FIVE_DIGITS));
        assertThat(found.data().coefficient()).isCloseTo(h, withinPercentage(5 * FIVE_DIGITS));
        assertThat(found.exponentSum()).isCloseTo(1, withinPercentage(1e-6));
    }

    @Test
    void approach2OfLlamaWantsThePublishedTokens() {
        Allocation found =
                IsoFlop.approach2(
                        Sweep.of(SharedData.runs("isoflop_llama3", "all")), Parabolas.DEFAULT);
        assertThat(found.data().at(LLAMA)).isCloseTo(1.61020e13, withinPercentage(FIVE_DIGITS));
        assertThat(found.size().at(LLAMA)).isCloseTo(3.93325e11, withinPercentage(FIVE_DIGITS));
    }

    @ParameterizedTest
    @CsvSource({
        "isoflop_llama3, all, log-huber:0.001, 0.526819",
        "isoflop_llama3, all, log-squares, 0.503402",
        "isoflop_llama3, all, squares, 0.502916",
        "isoflop_llama3, clean, log-huber:0.001, 0.509103",
        "isoflop_llama3, clean, log-squares, 0.499491",
        "isoflop_llama3, clean, squares, 0.499365",
        "isoflop_chinchilla_epoch, all, log-huber:0.001, 0.561600",
        "isoflop_chinchilla_epoch, all, log-squares, 0.592467",
        "isoflop_chinchilla_epoch, all, squares, 0.600088",
        "isoflop_chinchilla_epoch, clean, log-huber:0.001, 0.538545",
        "isoflop_chinchilla_epoch, clean, log-squares, 0.526374",
        "isoflop_chinchilla_epoch, clean, squares, 0.534617"
    })
    void approach3AgreesByEveryObjective(String file, String rows, String objective, double a) {
        IsoFlop study = study(file, rows, Objective.parse(objective));
        assertThat(study.approach3().size().exponent()).isCloseTo(a, withinPercentage(1e-2));
        assertThat(study.approach3().exponentSum()).isCloseTo(1, withinPercentage(1e-12));
    }

    private static IsoFlop study(String file, String rows, Objective objective) {
        return IsoFlop.of(
                Sweep.of(SharedData.runs(file, rows)),
                Parabolas.DEFAULT,
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective));
    }

    /** Open-Athena prints 10.2T tokens and 621.6B parameters by squares, 10.1T and 628.3B by logs. */
    @ParameterizedTest
    @CsvSource({"squares, 621.6e9, 10.2e12", "log-squares, 628.3e9, 10.1e12"})
    void approach3OfLlamaWantsThePrintedPlan(String objective, double parameters, double tokens) {
        Allocation law = study("isoflop_llama3", "all", Objective.parse(objective)).approach3();
        assertThat(law.size().at(LLAMA)).isCloseTo(parameters, withinPercentage(0.05));
        assertThat(law.data().at(LLAMA)).isCloseTo(tokens, withinPercentage(0.5));
    }

    /**
     * Approach 2 wants 58 % more tokens than Approach 3 by squares, as the paper prints; but parabolas
     * of that law's own losses at these very runs are off by less than 1 %, so the gap is not the bias
     * that the paper names: it is in how the runs scatter about either form.
     */
    @Test
    void theGapOfLlamaIsNotTheBiasOfParabolas() {
        IsoFlop study = study("isoflop_llama3", "all", Objective.squares());
        double gap = study.approach2().data().at(LLAMA) / study.approach3().data().at(LLAMA);
        assertThat(100 * (gap - 1)).isCloseTo(58, withinPercentage(1));
        Bias bias = study.bias(LLAMA);
        System.out.println(bias);
        assertThat(Math.abs(bias.error().tokensPercent())).isLessThan(1);
        double wasted = study.waste(study.approach2(), LLAMA).percent();
        System.out.printf("approach 2 wastes %.3f %% by approach 3%n", wasted);
        assertThat(wasted).isBetween(4.0, 10.0);
    }
}
