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
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;

class FootprintTest {
    private static final Transformer GPT_3 = PublishedShapes.named("gpt-3-175b").shape();
    private static final Transformer LLAMA = PublishedShapes.named("llama-3-8b").shape();
    private static final Footprint SEVENTY =
            Footprint.training(ModelSize.billions(70), Memory.MIXED_ADAM);

    /** Rajbhandari et al. (2020), figure 1: 7.5B parameters on 64 devices, GB on each. */
    @ParameterizedTest
    @CsvSource({"NOTHING, 120", "OPTIMIZER, 31.4", "GRADIENTS, 16.6", "EVERYTHING, 1.9"})
    void statesOnEachDeviceAgreeWithZero(Sharding sharding, double gigabytes) {
        Footprint states = Footprint.training(ModelSize.billions(7.5), Memory.MIXED_ADAM);
        assertThat(states).hasToString("120 GB for weights, gradients and optimizer state");
        assertThat(states.bytesEach(64, sharding) / 1e9).isCloseTo(gigabytes, within(0.05));
    }

    /**
     * Korthikanti et al. (2022), section 5: selective recomputation takes away 70 % of the
     * activations of GPT-3, where 5 a s / h is 80.
     */
    @Test
    void selectiveRecomputationSavesWhatKorthikantiSay() {
        double all = Recomputation.NONE.activationBytes(GPT_3, 1);
        double some = Recomputation.SELECTIVE.activationBytes(GPT_3, 1);
        assertThat(1 - some / all).isCloseTo(0.70, within(0.005));
        double inputs = 2048.0 * 12288 * 96;
        assertThat(all).isEqualTo(inputs * (34 + 80));
        assertThat(some).isEqualTo(inputs * 34);
        assertThat(Recomputation.FULL.activationBytes(GPT_3, 1)).isEqualTo(inputs * 2);
    }

    @Test
    void whatDoesNotFitSaysWhatItNeedsAndWhatThereIs() {
        Cluster eight = Cluster.parse("8xH100");
        assertThat(SEVENTY.fits(eight)).isFalse();
        assertThat(SEVENTY.shortage(eight, Sharding.EVERYTHING))
                .hasValueSatisfying(
                        finding ->
                                assertThat(finding)
                                        .hasToString(
                                                "ERROR memory: needs 1.12 TB for weights, gradients"
                                                        + " and optimizer state; 8 x 80 GB hold 640"
                                                        + " GB"));
        assertThat(SEVENTY.fits(eight.withCount(14))).isTrue();
        assertThat(SEVENTY.fits(eight.withCount(13))).isFalse();
        assertThat(SEVENTY.shortage(eight.withCount(64), Sharding.OPTIMIZER))
                .hasValueSatisfying(
                        finding ->
                                assertThat(finding.message())
                                        .isEqualTo(
                                                "needs 293 GB on each accelerator for weights,"
                                                        + " gradients and optimizer state; it holds"
                                                        + " 80 GB"));
    }

    @Test
    void inferenceTakesWeightsAndCache() {
        Footprint serving = Footprint.inference(LLAMA, Memory.MIXED_ADAM, 8192, 64);
        assertThat(serving.weightBytes()).isEqualTo(2 * 8_030_261_248.0);
        // 131072 bytes a token, see MemoryTest
        assertThat(serving.cacheBytes()).isEqualTo(131072.0 * 8192 * 64);
        assertThat(serving).hasToString("84.8 GB for weights and cached keys and values");
        assertThat(serving.fits(Cluster.parse("1xH100"))).isFalse();
        assertThat(serving.fits(Cluster.parse("1xH200"))).isTrue();
    }

    @Test
    void activationsComeOnTop() {
        Footprint states = Footprint.training(ModelSize.of(8_030_261_248.0), Memory.MIXED_ADAM);
        Footprint training = Footprint.training(LLAMA, Memory.MIXED_ADAM, Recomputation.FULL, 16);
        double inputs = 2.0 * 8192 * 16 * 4096 * 32;
        assertThat(training).isEqualTo(states.withActivationBytes(inputs));
        assertThat(training.totalBytes()).isEqualTo(16 * 8_030_261_248.0 + inputs);
        assertThat(training)
                .hasToString("163 GB for weights, gradients, optimizer state and activations");
    }

    @Property
    void sharingOutMoreNeverTakesMore(
            @ForAll @DoubleRange(min = 6, max = 13) double log10,
            @ForAll @IntRange(min = 1, max = 100_000) int count) {
        Footprint states = Footprint.training(ModelSize.of(Math.pow(10, log10)), Memory.MIXED_ADAM);
        double before = Double.POSITIVE_INFINITY;
        for (Sharding sharding : Sharding.values()) {
            double each = states.bytesEach(count, sharding);
            assertThat(each).isLessThanOrEqualTo(before * (1 + 1e-12));
            before = each;
        }
        assertThat(before * count).isCloseTo(states.totalBytes(), withinPercentage(1e-10));
        assertThat(states.bytesEach(1, Sharding.NOTHING))
                .isCloseTo(states.totalBytes(), withinPercentage(1e-12));
    }

    @Property
    void whatFitsStillFitsALargerCluster(
            @ForAll @DoubleRange(min = 8, max = 12) double log10,
            @ForAll @IntRange(min = 1, max = 1000) int count) {
        Footprint states = Footprint.training(ModelSize.of(Math.pow(10, log10)), Memory.MIXED_ADAM);
        Cluster cluster = Cluster.parse("1xA100").withCount(count);
        assertThat(states.fits(cluster)).isEqualTo(states.totalBytes() <= 80e9 * count);
        assertThat(states.fits(cluster.withCount(count + 1)) || !states.fits(cluster)).isTrue();
    }

    @Test
    void countsThatLeaveWeightsOutAreRefused() {
        ModelSize active = ModelSize.billions(13).countedAs(Counting.ACTIVE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Footprint.training(active, Memory.MIXED_ADAM))
                .withMessage("parameter count for memory must be total, got 13B active");
    }

    @Test
    void shapesUnlikeGptKeepInputsOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recomputation.SELECTIVE.activationBytes(LLAMA, 1))
                .withMessage(
                        "activations of SELECTIVE are known for shapes of GPT only, got width 4096"
                                + " with 32 heads of 128, 8 key/value heads and "
                                + LLAMA.feedForward()
                                + "; FULL takes any shape");
    }

    @Test
    void otherBadInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recomputation.FULL.activationBytes(LLAMA, 0))
                .withMessage("batch size must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEVENTY.bytesEach(0, Sharding.NOTHING))
                .withMessage("number of accelerators must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEVENTY.withActivationBytes(-1))
                .withMessage("bytes of activations must be zero or more and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Footprint(0, 0, 0, 0, 0))
                .withMessage("bytes of weights must be positive and finite, got 0");
    }
}
