package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {
    @Test
    void headsShareTheWidth() {
        assertThat(Attention.across(768, 12)).isEqualTo(new Attention(12, 12, 64));
        assertThat(Attention.across(4096, 32).withKeyValueHeads(8))
                .isEqualTo(new Attention(32, 8, 128));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 64 | number of heads must be 1 or more, got 0",
                "8 | 0 | 64 | number of key/value heads must be 1 or more, got 0",
                "8 | 8 | -1 | head size must be 1 or more, got -1",
                "8 | 3 | 64 | number of key/value heads must divide the number of heads, got 3 for 8",
                "8 | 16 | 64"
                        + " | number of key/value heads must divide the number of heads, got 16 for 8"
            })
    void badHeadsAreRefused(int heads, int keyValueHeads, int headSize, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attention(heads, keyValueHeads, headSize))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | 3 | width must be a multiple of the number of heads unless the head size is"
                        + " given, got width 100 and 3 heads",
                "0 | 3 | width must be 1 or more, got 0",
                "100 | 0 | number of heads must be 1 or more, got 0"
            })
    void aWidthThatHeadsCannotShareIsRefused(int width, int heads, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attention.across(width, heads))
                .withMessage(message);
    }

    @Test
    void headsPrint() {
        assertThat(Attention.across(768, 12)).hasToString("12 heads of 64");
        assertThat(new Attention(32, 8, 128)).hasToString("32 heads of 128, 8 key/value heads");
    }
}
