package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;

class PreparedTextTest {
    private static final List<String> WORDS = List.of("the", "cat", "sat", "on", "a", "mat", "é");

    @TempDir private Path folder;

    /** Numbered paragraphs of about 60 bytes. */
    private static CleanText paragraphs(int count) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder("paragraph " + i + ":");
            for (int j = 0; j < 14; j++) {
                text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
            }
            paragraphs.add(text.toString());
        }
        return new CleanText(paragraphs, new Cleaning(0, 0, 0, 0, 0, 0), List.of());
    }

    @Test
    void aFolderIsReadBackAsItWasSaved() throws IOException {
        PreparedText text = PreparedText.shuffled(paragraphs(2500), 300, -7);
        text.save(folder.resolve("new"));
        assertThat(PreparedText.read(folder.resolve("new"))).isEqualTo(text);
        assertThat(Files.size(folder.resolve("new/training.tokens")))
                .isEqualTo(2L * text.training().size());
        byte[] first = Files.readAllBytes(folder.resolve("new/training.tokens"));
        assertThat((first[0] & 0xff) + 256 * (first[1] & 0xff)).isEqualTo(text.training().at(0));
    }

    @Test
    void bothPartsTogetherAreTheText() {
        CleanText text = paragraphs(2500);
        PreparedText prepared = PreparedText.of(text, 280);
        assertThat(prepared.text()).isEqualTo(String.join("\n\n", text.entries()) + "\n\n");
        TextCard card = prepared.card();
        assertThat(card.training().bytes() + card.heldOut().bytes()).isEqualTo(card.bytes());
        assertThat(card.heldOut().bytes() / (double) card.bytes()).isCloseTo(0.1, within(1e-3));
        String heldOut = new String(prepared.vocabulary().decode(prepared.heldOut()), UTF_8);
        assertThat(heldOut).startsWith("paragraph 22").endsWith("\n\n");
    }

    @Test
    void aShuffleTakesTheLastTenthFromEverywhereAndIsTheSameForOneSeed() {
        CleanText text = paragraphs(2500);
        PreparedText one = PreparedText.shuffled(text, 256, 1);
        assertThat(one).isEqualTo(PreparedText.shuffled(text, 256, 1));
        assertThat(one.text()).isNotEqualTo(PreparedText.shuffled(text, 256, 2).text());
        assertThat(one.text().split("\n\n", -1))
                .containsExactlyInAnyOrder(PreparedText.of(text, 256).text().split("\n\n", -1));
        String heldOut = new String(one.vocabulary().decode(one.heldOut()), UTF_8);
        double mean =
                heldOut.lines()
                        .filter(line -> !line.isEmpty())
                        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                        .average()
                        .orElseThrow();
        assertThat(mean).isBetween(1000.0, 1500.0);
    }

    @Test
    void theVocabularyKnowsNothingOfTheHeldOutPart() {
        CleanText text = paragraphs(2500);
        List<String> other = new ArrayList<>(text.entries());
        for (int i = 2300; i < other.size(); i++) {
            other.set(i, "zebra zebra zebra zebra zebra zebra zebra zebra zebra zebra zebra zebr");
        }
        PreparedText changed =
                PreparedText.of(new CleanText(other, text.cleaning(), List.of()), 320);
        assertThat(changed.vocabulary()).isEqualTo(PreparedText.of(text, 320).vocabulary());
    }

    @Test
    void aTextWithoutParagraphsIsCutAtACharacter() {
        byte[] text = "é".repeat(1000).getBytes(UTF_8);
        assertThat(PreparedText.cut(text)).isEqualTo(1800);
        byte[] odd = ("a" + "é".repeat(1000)).getBytes(UTF_8);
        assertThat(PreparedText.cut(odd)).isEqualTo(1801);
    }

    @Test
    void bitsPerByteAreBitsATokenByItsBytes() {
        TextPart part = new TextPart(1000, 400, "");
        assertThat(part.bytesPerToken()).isEqualTo(2.5);
        assertThat(part.bitsPerByte(2.5 * Math.log(2))).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> part.bitsPerByte(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBaselineIsWhatFrequenciesReach() {
        TokenIds training = TokenIds.of(1, 1, 1, 0, 2);
        Unigram baseline = Unigram.of(training, TokenIds.of(1, 0, 1, 3), 4);
        assertThat(baseline.token()).isEqualTo(1);
        assertThat(baseline.accuracy()).isEqualTo(0.5);
        double entropy = -(2 * Math.log(4 / 9.0) + Math.log(2 / 9.0) + Math.log(1 / 9.0)) / 4;
        assertThat(baseline.entropy()).isCloseTo(entropy, within(1e-12));
        assertThatThrownBy(() -> Unigram.of(training, TokenIds.of(4), 4))
                .hasMessage("a token must be below 4, got 4");
        assertThatThrownBy(() -> Unigram.of(training, TokenIds.of(), 4))
                .hasMessage("both parts of a text must have tokens");
    }

    @Test
    void aShortTextIsRefused() {
        assertThatThrownBy(() -> PreparedText.of(paragraphs(1000), 300))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "a text must have at least 100 kB, got \\d+\\.\\d kB after cleaning");
    }

    @Test
    void aFolderThatWasChangedIsRefused() throws IOException {
        PreparedText.of(paragraphs(2500), 260).save(folder);
        Path tokens = folder.resolve("held-out.tokens");
        byte[] bytes = Files.readAllBytes(tokens);
        bytes[10]++;
        Files.write(tokens, bytes);
        assertThatThrownBy(() -> PreparedText.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("held-out.tokens must have the SHA-256 that card.json tells");
        Files.write(tokens, new byte[3]);
        assertThatThrownBy(() -> PreparedText.read(folder))
                .hasMessage(tokens + " must have two bytes a token, got 3 bytes");
        Files.delete(tokens);
        assertThatThrownBy(() -> PreparedText.read(folder)).hasMessage("no file '" + tokens + "'");
    }

    @Test
    void tokensAreSixteenBits() {
        TokenIds tokens = TokenIds.of(0, 65_535, 4095);
        assertThat(tokens.window(1, 2)).containsExactly(65_535, 4095);
        assertThat(tokens.stream().sum()).isEqualTo(69_630);
        assertThat(tokens.toString()).isEqualTo("3 tokens: [0, 65535, 4095]");
        assertThatThrownBy(() -> TokenIds.of(65_536))
                .hasMessage("token must be from 0 and below 65536, got 65536");
        assertThatThrownBy(() -> tokens.window(2, 2))
                .hasMessage("a window must lie within 3 tokens, got 2 from place 2");
    }
}
