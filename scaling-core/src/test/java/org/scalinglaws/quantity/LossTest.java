package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {
    /** Exact values: ln 2 nats are a bit and a perplexity of 2; four bytes a token quarter it. */
    @Test
    void aBitIsLnTwoNats() {
        Loss bit = Loss.bits(1);
        assertThat(bit.nats()).isEqualTo(0.6931471805599453);
        assertThat(bit.bits()).isEqualTo(1);
        assertThat(bit.perplexity()).isCloseTo(2, within(1e-15));
        assertThat(bit.bitsPerByte(4)).isEqualTo(0.25);
        assertThat(Loss.bitsPerByte(0.25, 4)).isEqualTo(bit);
        assertThat(Loss.perplexity(2)).isEqualTo(bit);
    }

    @Property
    void everyUnitConvertsBothWays(
            @ForAll @DoubleRange(min = -2, max = 2) double log10,
            @ForAll @DoubleRange(min = 0.5, max = 8) double bytesPerToken) {
        double nats = Math.pow(10, log10);
        Loss loss = Loss.nats(nats);
        assertThat(Loss.bits(loss.bits()).nats()).isCloseTo(nats, within(1e-15 * nats));
        assertThat(Loss.perplexity(loss.perplexity()).nats()).isCloseTo(nats, within(1e-14));
        assertThat(Loss.bitsPerByte(loss.bitsPerByte(bytesPerToken), bytesPerToken).nats())
                .isCloseTo(nats, within(1e-15 * nats));
    }

    @ParameterizedTest
    @CsvSource({"1.97, 1.97 nats", "0, 0 nats", "-0.5, -0.5 nats"})
    void anyFiniteNumberIsALoss(double nats, String text) {
        assertThat(Loss.nats(nats)).hasToString(text);
        assertThat(new Loss(nats).nats()).isEqualTo(nats);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void aLossIsFinite(double nats) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.nats(nats))
                .withMessage("loss must be finite, got " + nats);
    }

    @Test
    void conversionsNeedPositiveNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.perplexity(0))
                .withMessage("perplexity must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.bitsPerByte(1, -4))
                .withMessage("bytes per token must be positive and finite, got -4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.nats(2).bitsPerByte(Double.NaN))
                .withMessage("bytes per token must be positive and finite, got NaN");
    }

    @Test
    void lowerLossesComeFirst() {
        assertThat(Loss.nats(1.9)).isLessThan(Loss.nats(2));
    }
}
