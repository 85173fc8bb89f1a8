package org.scalinglaws.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;

class ClusterTest {
    private static final Cluster AMPERE = Cluster.parse("1024xA100");

    /**
     * Narayanan et al. (2021), section 5.1: 8 T P / (n X) seconds are 34 days for GPT-3 with 300B
     * tokens on 1024 A100 at 140 TFLOP/s each, and 84 days for 1008B parameters with 450B tokens on
     * 3072 at 163 TFLOP/s. Their eight operations are four passes of two: forward, two backward and
     * one forward again. So 140 of 312 TFLOP/s are hardware utilisation, 45 %.
     */
    @ParameterizedTest
    @CsvSource({"1024, 175e9, 300e9, 140, 34", "3072, 1008e9, 450e9, 163, 84"})
    void timesWithRecomputationAgreeWithNarayanan(
            int count, double parameters, double tokens, double teraflops, double days) {
        Cluster cluster = AMPERE.withCount(count).withUtilisation(teraflops / 312);
        assertThat(cluster.days(Compute.flops(8 * parameters * tokens)))
                .isCloseTo(days, within(0.5));
    }

    /**
     * The same run counted without the second forward pass: 6ND = 3.15e23 in the same 34 days is 34 %
     * of the peak. At 45 % model utilisation it would take 25 days.
     */
    @Test
    void modelUtilisationIsThreeQuartersOfHardwareUtilisation() {
        Compute model = Compute.ofTraining(ModelSize.billions(175), Tokens.billions(300));
        Cluster hardware = AMPERE.withUtilisation(140.0 / 312);
        double days = hardware.days(Compute.flops(8 * 175e9 * 300e9));
        assertThat(AMPERE.utilisationOf(model, days * 24 * 1024))
                .isCloseTo(0.75 * 140 / 312, within(1e-12));
        // Brown et al. (2020), table D.1, prints 3.14e23; by hand 3.14e23 / (1024 * 0.45 * 312e12 *
        // 86400)
        assertThat(AMPERE.withUtilisation(0.45).days(Compute.flops(3.14e23)))
                .isCloseTo(25.28, within(0.005));
    }

    @Test
    void aRuleWithRecomputationTakesAThirdLonger() {
        Transformer shape = PublishedShapes.named("gpt-3-175b").shape();
        Tokens tokens = Tokens.billions(300);
        double once = AMPERE.days(FlopRule.sixN().training(shape, tokens));
        double twice = AMPERE.days(FlopRule.sixN().withRecomputation().training(shape, tokens));
        assertThat(twice / once).isCloseTo(4.0 / 3, within(1e-12));
    }

    /**
     * GPU hours of the model cards of Llama 2 (A100, 2T tokens) and Llama 3.1 (H100; 15.6T tokens of
     * 405B by Grattafiori et al. 2024), against 6ND. Grattafiori et al. print 38 to 43 % while the
     * training of 405B ran; hours on the card hold what did not run too. The ranges are ours.
     */
    @ParameterizedTest
    @CsvSource({
        "llama-2-7b, 2, A100, 184320, 0.39",
        "llama-2-13b, 2, A100, 368640, 0.38",
        "llama-2-70b, 2, A100, 1720320, 0.43",
        "llama-3.1-405b, 15.6, H100, 30840000, 0.35"
    })
    void hoursOfModelCardsAreAPlausiblePartOfThePeak(
            String name, double trillions, String accelerator, double hours, double utilisation) {
        Transformer shape = PublishedShapes.named(name).shape();
        Compute work = FlopRule.sixN().training(shape, Tokens.trillions(trillions));
        Cluster cluster = Cluster.parse("1x" + accelerator);
        assertThat(cluster.utilisationOf(work, hours)).isCloseTo(utilisation, within(0.005));
        assertThat(cluster.withUtilisation(utilisation).acceleratorHours(work))
                .isCloseTo(hours, withinPercentage(1.5));
    }

    @Property
    void timeHalvesWhenTheClusterDoublesAndHoursStay(
            @ForAll @IntRange(min = 1, max = 1_000_000) int count,
            @ForAll @DoubleRange(min = 15, max = 27) double log10,
            @ForAll @DoubleRange(min = 0.01, max = 1) double utilisation) {
        Compute work = Compute.flops(Math.pow(10, log10));
        Cluster one = AMPERE.withCount(count).withUtilisation(utilisation);
        Cluster two = one.withCount(2 * count);
        assertThat(two.days(work)).isCloseTo(one.days(work) / 2, withinPercentage(1e-12));
        assertThat(two.acceleratorHours(work)).isEqualTo(one.acceleratorHours(work));
        assertThat(one.acceleratorHours(work))
                .isCloseTo(24 * count * one.days(work), withinPercentage(1e-12));
    }

    @Property
    void computeInDaysInvertsDays(
            @ForAll @IntRange(min = 1, max = 1_000_000) int count,
            @ForAll @DoubleRange(min = -3, max = 4) double log10Days,
            @ForAll @DoubleRange(min = 0.01, max = 1) double utilisation) {
        double days = Math.pow(10, log10Days);
        Cluster cluster = AMPERE.withCount(count).withUtilisation(utilisation);
        Compute work = cluster.computeInDays(days);
        assertThat(cluster.days(work)).isCloseTo(days, withinPercentage(1e-10));
        assertThat(cluster.utilisationOf(work, days * 24 * count))
                .isCloseTo(utilisation, withinPercentage(1e-10));
    }

    /** By definition of the unit. */
    @Test
    void aPetaflopDayTakesADayAtAPetaflop() {
        Cluster cluster = Cluster.parse("1xB200").withUtilisation(1e15 / 2.25e15);
        assertThat(cluster.flopsPerSecond()).isCloseTo(1e15, withinPercentage(1e-12));
        assertThat(cluster.days(Compute.petaflopDays(7))).isCloseTo(7, withinPercentage(1e-12));
    }

    @Test
    void twiceThePeakTakesHalfTheTime() {
        Cluster half = Cluster.parse("8xB200");
        Compute work = Compute.flops(1e22);
        assertThat(half.withArithmetic(Arithmetic.FP8).days(work))
                .isCloseTo(half.days(work) / 2, withinPercentage(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8xH100", " 8 x H100 SXM ", "8Xh100-sxm"})
    void clustersAreReadAsPeopleWriteThem(String text) {
        assertThat(Cluster.parse(text))
                .isEqualTo(Cluster.of(Accelerators.named("H100-SXM"), 8))
                .hasToString("8xH100-SXM at 100 % of 989.4 TFLOP/s in BF16");
    }

    @Test
    void anAcceleratorWithoutBrainFloatsUsesHalfPrecision() {
        assertThat(Cluster.parse("4xV100").withUtilisation(0.4))
                .hasToString("4xV100 at 40 % of 125 TFLOP/s in FP16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H100", "x H100", "8x", "99999999999xH100", "-1xH100"})
    void textThatIsNoClusterIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cluster.parse(text))
                .withMessage(
                        "cluster must be a count and an accelerator such as 1024xH100, got '"
                                + text
                                + "'");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.01, 1.01", "40, 40", "-0.4, -0.4", "NaN, NaN"})
    void utilisationOutsideItsRangeIsRefused(double utilisation, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AMPERE.withUtilisation(utilisation))
                .withMessage("utilisation must be above 0 and at most 1, got " + shown);
    }

    @Test
    void otherBadInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cluster.parse("0xH100"))
                .withMessage("number of accelerators must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AMPERE.withArithmetic(Arithmetic.FP8))
                .withMessage(
                        "A100-80GB has no published peak in FP8; there are BF16, FP16, TF32, FP32,"
                                + " INT8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AMPERE.computeInDays(0))
                .withMessage("days must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AMPERE.utilisationOf(Compute.flops(1e20), -1))
                .withMessage("accelerator-hours must be positive and finite, got -1");
    }
}
