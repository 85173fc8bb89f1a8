package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedForwardTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 1 | feed-forward width must be 1 or more, got 0",
                "8 | 0 | 1 | number of experts must be 1 or more, got 0",
                "8 | 4 | 0 | number of active experts must be 1 or more, got 0",
                "8 | 4 | 5"
                        + " | number of active experts must be at most the number of experts, got 5 of 4"
            })
    void badBlocksAreRefused(int width, int experts, int active, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedForward(width, false, experts, active))
                .withMessage(message);
    }

    @Test
    void blocksPrint() {
        assertThat(FeedForward.plain(3072)).hasToString("feed-forward 3072");
        assertThat(FeedForward.gated(14336).withExperts(8, 2))
                .hasToString("gated feed-forward 14336, 2 of 8 experts");
    }
}
