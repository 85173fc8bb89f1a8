package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
    private static final Transformer GPT_2 = PublishedShapes.named("gpt-2-xl").shape();
    private static final Transformer MIXTRAL = PublishedShapes.named("mixtral-8x7b").shape();

    /**
     * Rajbhandari et al. (2020), section 3.1: 16 bytes a parameter, at least 24 GB for GPT-2 with
     * 1.5B parameters, whose weights take 3 GB.
     */
    @Test
    void trainingTakesSixteenBytesAParameter() {
        assertThat(Memory.MIXED_ADAM.trainingBytes(GPT_2)).isEqualTo(16 * 1_557_611_200.0);
        assertThat(Memory.MIXED_ADAM.weightBytes(GPT_2)).isEqualTo(2 * 1_557_611_200.0);
        assertThat(Memory.SINGLE_ADAM.trainingBytes(GPT_2)).isEqualTo(16 * 1_557_611_200.0);
        assertThat(Memory.SINGLE_ADAM.weightBytes(GPT_2)).isEqualTo(4 * 1_557_611_200.0);
    }

    @Test
    void everyExpertTakesMemory() {
        assertThat(Memory.MIXED_ADAM.weightBytes(MIXTRAL)).isEqualTo(2 * 46_702_792_704.0);
    }

    @Test
    void everyPartIsExchangeable() {
        Memory small =
                Memory.MIXED_ADAM.withWeights(0.5).withGradient(0).withOptimizer(2).withCached(1);
        assertThat(small).isEqualTo(new Memory(0.5, 0, 2, 1));
        assertThat(small.trainingBytes(GPT_2)).isEqualTo(2.5 * 1_557_611_200.0);
        assertThat(small.weightBytes(GPT_2)).isEqualTo(0.5 * 1_557_611_200.0);
        assertThat(small.cacheBytes(GPT_2, 1, 1))
                .isEqualTo(Memory.MIXED_ADAM.cacheBytes(GPT_2, 1, 1) / 2);
    }

    /** Bytes a token in 16 bits: 2 * layers * key/value heads * head size * 2 by hand. */
    @ParameterizedTest
    @CsvSource({
        "gpt-3-175b, 4718592",
        "llama-2-7b, 524288",
        "llama-3-8b, 131072",
        "llama-3-70b, 327680",
        "llama-3.1-405b, 516096",
        "mixtral-8x7b, 131072"
    })
    void theCacheHoldsKeysAndValuesOfEveryLayer(String name, double bytes) {
        Transformer shape = PublishedShapes.named(name).shape();
        assertThat(Memory.MIXED_ADAM.cacheBytes(shape, 1, 1)).isEqualTo(bytes);
    }

    @Property
    void theCacheIsLinearInSequenceAndBatch(
            @ForAll @IntRange(min = 1, max = 2_000_000) int sequence,
            @ForAll @IntRange(min = 1, max = 10_000) int batch) {
        double one = Memory.MIXED_ADAM.cacheBytes(MIXTRAL, 1, 1);
        assertThat(Memory.MIXED_ADAM.cacheBytes(MIXTRAL, sequence, batch))
                .isCloseTo(one * sequence * batch, withinPercentage(1e-13));
        assertThat(Memory.MIXED_ADAM.cacheBytes(MIXTRAL, 2 * sequence, batch))
                .isEqualTo(Memory.MIXED_ADAM.cacheBytes(MIXTRAL, sequence, 2 * batch));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 2 | 12 | 2 | bytes of a weight must be positive and finite, got 0",
                "2 | -1 | 12 | 2 | bytes of a gradient must be zero or more and finite, got -1",
                "2 | 2 | NaN | 2"
                        + " | bytes of the optimizer state must be zero or more and finite, got NaN",
                "2 | 2 | 12 | 0 | bytes of a cached number must be positive and finite, got 0"
            })
    void badPartsAreRefused(
            double weights, double gradient, double optimizer, double cached, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Memory(weights, gradient, optimizer, cached))
                .withMessage(message);
    }

    @Test
    void anEmptyCacheIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memory.MIXED_ADAM.cacheBytes(GPT_2, 0, 1))
                .withMessage("sequence length must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memory.MIXED_ADAM.cacheBytes(GPT_2, 1, -3))
                .withMessage("batch size must be 1 or more, got -3");
    }
}
