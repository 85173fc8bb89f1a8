package org.scalinglaws.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "999.6, 1 kB",
        "80e9, 80 GB",
        "1.12e12, 1.12 TB",
        "999.6e9, 1 TB",
        "5e18, 5K PB"
    })
    void memoryHasThreeDigitsAndTheUnitThatKeepsItShort(double bytes, String text) {
        assertThat(Text.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"33.9087, 33.91", "833296.1, 833.3K", "0, 0", "2.84e25, 2.84e25"})
    void numbersHaveFourDigits(double value, String text) {
        assertThat(Text.number(value)).isEqualTo(text);
    }

    @Test
    void listsAreReadAsSentences() {
        assertThat(Text.sentence(List.of("a"))).isEqualTo("a");
        assertThat(Text.sentence(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Text.sentence(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
