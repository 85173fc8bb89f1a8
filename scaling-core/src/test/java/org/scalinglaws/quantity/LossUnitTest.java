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
import org.junit.jupiter.params.provider.ValueSource;

class LossUnitTest {
    @ParameterizedTest
    @CsvSource({
        "nats, 2, 2",
        "bits, 3, 2.0794415416798357",
        "bits-per-byte:4.3, 1.93073, 5.754611",
        "perplexity, 315.6393, 5.7546"
    })
    void aNumberIsTakenForNats(String unit, double number, double nats) {
        assertThat(LossUnit.parse(unit).nats(number)).isCloseTo(nats, within(1e-5));
    }

    @Property(tries = 200)
    void theWayThereAndBackChangesNothing(@ForAll @DoubleRange(min = 0.1, max = 20) double nats) {
        for (String text : new String[] {"nats", "bits", "bits-per-byte:4.3", "perplexity"}) {
            LossUnit unit = LossUnit.parse(text);
            assertThat(unit.nats(unit.of(nats))).isCloseTo(nats, within(1e-12 * nats));
            assertThat(unit.text()).isEqualTo(text);
        }
    }

    @Test
    void theUnitAgreesWithTheLoss() {
        assertThat(LossUnit.bitsPerByte(4.3).nats(0.7))
                .isCloseTo(Loss.bitsPerByte(0.7, 4.3).nats(), within(1e-15));
        assertThat(LossUnit.BITS.of(1.3)).isEqualTo(Loss.nats(1.3).bits());
    }

    @Test
    void aUnitIsSpokenInWords() {
        assertThat(LossUnit.bitsPerByte(4.3)).hasToString("bits per byte");
        assertThat(LossUnit.PERPLEXITY.columns()).containsExactly("perplexity", "ppl", "loss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bit", "bits-per-byte", "nats:2"})
    void anotherUnitIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossUnit.parse(text))
                .withMessage(
                        "a loss unit must be nats, bits, perplexity or bits-per-byte:BYTES, where"
                                + " BYTES is the mean length of a token such as 4.3, got '"
                                + text
                                + "'");
    }

    @Test
    void tokensHaveALength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossUnit.parse("bits-per-byte:0"))
                .withMessage("bytes per token must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossUnit(LossUnit.Kind.NATS, 2))
                .withMessage("nats knows no bytes per token, got 2");
    }
}
