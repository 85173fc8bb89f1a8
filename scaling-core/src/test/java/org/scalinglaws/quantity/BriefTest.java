package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BriefTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500})
    void aSentenceUpToFiveHundredCharactersStays(int length) {
        assertThat(Brief.of("x".repeat(length))).isEqualTo("x".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 1_000, 1_499, 10_000, 1_000_000})
    void aLongerOneSaysHowMuchIsLeftOut(int length) {
        String cut = Brief.of("x".repeat(length));
        int kept = cut.indexOf('.');
        assertThat(cut)
                .hasSizeBetween(495, 500)
                .isEqualTo("x".repeat(kept) + "... and " + (length - kept) + " more characters");
    }

    @Test
    void aListEndsAtAnItemAndSaysHowManyAreLeftOut() {
        assertThat(Brief.of("there are ", List.of("a", "b"))).isEqualTo("there are a, b");
        List<String> many = Collections.nCopies(1_000, "abcd");
        String cut = Brief.of("there are ", many);
        int kept = cut.split("abcd", -1).length - 1;
        assertThat(cut)
                .hasSizeBetween(490, 500)
                .endsWith("abcd, abcd and " + (1_000 - kept) + " more");
        assertThat(Brief.of("", List.of("x".repeat(9_000), "y")))
                .hasSizeLessThanOrEqualTo(500)
                .endsWith(" more characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void aCharacterOfTwoHalvesIsNotCutInTwo(String before) {
        String cut = Brief.of(before + "\uD83D\uDE00".repeat(1_000));
        assertThat(cut.substring(0, cut.indexOf('.'))).endsWith("\uDE00");
    }

    @Test
    void listsAreReadAsSentences() {
        assertThat(Brief.list(List.of("a"))).isEqualTo("a");
        assertThat(Brief.list(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Brief.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
