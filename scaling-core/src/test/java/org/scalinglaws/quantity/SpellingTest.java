package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> LAWS =
            List.of("chinchilla", "power:FACTOR", "kaplan", "coupled", "hoffmann-2022");

    @ParameterizedTest
    @CsvSource({
        "chinchila, chinchilla",
        "Chinchilla, chinchilla",
        "hcinchilla, chinchilla",
        "hofmann-2022, hoffmann-2022",
        "hofman-2022, hoffmann-2022",
        "pwoer:tokens, power:FACTOR",
        "kapan, kaplan",
        "kaplans, kaplan",
    })
    void aSlipOfThePenIsSeen(String given, String meant) {
        assertThat(Spelling.nearest(given, LAWS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"gpt", "scaling", "''", "ch"})
    void anotherWordIsNone(String given) {
        assertThat(Spelling.nearest(given, LAWS)).isEmpty();
    }

    @Test
    void theSentenceNamesWhatWasMeantAndWhatThereIs() {
        assertThat(Spelling.unknown("law", "kaplna", LAWS))
                .isEqualTo(
                        "unknown law 'kaplna'; did you mean kaplan? There are chinchilla,"
                                + " power:FACTOR, kaplan, coupled, hoffmann-2022");
        assertThat(Spelling.unknown("law", "gpt", LAWS))
                .isEqualTo(
                        "unknown law 'gpt'; there are chinchilla, power:FACTOR, kaplan, coupled,"
                                + " hoffmann-2022");
        assertThat(Spelling.unknown("law", "x".repeat(600), LAWS).length()).isEqualTo(500);
    }
}
