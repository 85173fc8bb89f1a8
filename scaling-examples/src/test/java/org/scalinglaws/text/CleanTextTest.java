package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;

class CleanTextTest {
    private static final String CAT =
            "cat\n    n 1: feline mammal\n         with fur [syn: {cat}]\n";
    private static final String TRUE_CAT =
            """
            true cat
                n 1: feline mammal with fur [syn:
                     {cat}]
                2: a whip
                v 1: to vomit; "1: no sense"
            """;
    private static final String ACE =
            "Ace \\Ace\\ ([=a]s), n.; pl. {Aces}.\n   1. A unit;\n      a card.\n      [1913 Webster]\n";

    @TempDir private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CleanText read(Path... files) {
        return CleanText.read(List.of(files), UTF_8);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void lineEndsBlanksAndControlCharactersAreCounted() throws IOException {
        CleanText text =
                read(
                        file(
                                "a.txt",
                                "\ufeffOne\r\ntwo \t\n  three\u0000\u001b[1m\n \t \r\rFour\tx\f\n"));
        assertThat(text.entries()).containsExactly("One\ntwo\n  three[1m", "Four\tx");
        // Two ends of Windows, two of an old Macintosh less one, a form feed; blanks twice.
        assertThat(text.cleaning()).isEqualTo(new Cleaning(40, 5, 3, 0, 0, 0));
        assertThat(new String(text.bytes(), UTF_8)).endsWith("[1m\n\nFour\tx\n\n");
    }

    @Test
    void aRepeatedParagraphIsDroppedWhereverItStands() throws IOException {
        Path one = file("a.txt", "One.\n\nTwo.\n\nOne.\n");
        Path other = file("b.txt", "Two.\r\n\r\n\r\nThree.");
        CleanText text = read(one, other);
        assertThat(text.entries()).containsExactly("One.", "Two.", "Three.");
        assertThat(text.cleaning().repeated()).isEqualTo(2);
        assertThat(text.cleaning().repeatedBytes()).isEqualTo(8);
        assertThat(text.sources()).extracting(TextSource::name).containsExactly("a.txt", "b.txt");
        assertThat(text.sources().get(0).sha256())
                .isEqualTo(Sha256.of(Files.readAllBytes(one)))
                .hasSize(64);
    }

    /** A dictionary with an article that is not UTF-8 and two headwords of one article. */
    private Path dictionary() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder index = new StringBuilder("00-database-short\tA\tB\n");
        for (String article : List.of(CAT, TRUE_CAT, ACE, "x\n   caf\u00e9\n")) {
            byte[] part = article.getBytes(ISO_8859_1);
            String place = "\t" + digit(bytes.size()) + "\t" + digit(part.length) + "\n";
            index.append("word").append(place).append("other word").append(place);
            bytes.writeBytes(part);
        }
        Path share = Files.createDirectories(folder.resolve("share/dictd"));
        Path doc = Files.createDirectories(folder.resolve("share/doc/dict-toy"));
        Files.write(
                doc.resolve("changelog.Debian.gz"),
                packed("words (1:2.3-4) unstable; urgency=medium\n".getBytes(UTF_8)));
        Files.writeString(share.resolve("toy.index"), index);
        return Files.write(share.resolve("toy.dict.dz"), packed(bytes.toByteArray()));
    }

    private static String digit(int number) {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return "" + digits.charAt(number / 64) + digits.charAt(number % 64);
    }

    @Test
    void aDictionaryIsOneEntryADefinitionAndEachDefinitionStandsOnce() throws IOException {
        CleanText text = read(dictionary());
        assertThat(text.entries())
                .containsExactly(
                        "cat n: feline mammal with fur [syn: {cat}]",
                        "true cat n: a whip",
                        "true cat v: to vomit; \"1: no sense\"",
                        "Ace \\Ace\\ ([=a]s), n.; pl. {Aces}. 1. A unit; a card. [1913 Webster]");
        assertThat(text.cleaning().unreadable()).isEqualTo(1);
        assertThat(text.cleaning().repeated()).isEqualTo(1);
        assertThat(text.sources().get(0).origin()).isEqualTo("dict-toy 1:2.3-4");
        CleanText latin = CleanText.read(List.of(dictionary()), ISO_8859_1);
        assertThat(latin.entries()).hasSize(5).contains("x café");
    }

    @Test
    void aDictionaryNeedsItsIndex() throws IOException {
        Path dictionary = dictionary();
        Path index = dictionary.resolveSibling("toy.index");
        Files.writeString(index, "word\tA\tB\nword\tA\t////\n");
        assertThatThrownBy(() -> read(dictionary))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(index + ":2: a line must name a place within the ")
                .hasMessageEndingWith(" bytes of 'toy.dict.dz', got 'word\tA\t////'");
        Files.delete(index);
        assertThatThrownBy(() -> read(dictionary)).hasMessage("no file '" + index + "'");
    }

    @Test
    void aPackedFileThatIsNoneIsRefused() throws IOException {
        Path file = file("a.gz", "plain");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read '" + file + "': ");
    }

    @Test
    void aShuffleKeepsEveryEntry() throws IOException {
        CleanText text = read(file("a.txt", "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh"));
        assertThat(text.shuffled(1).entries())
                .containsExactlyInAnyOrderElementsOf(text.entries())
                .isNotEqualTo(text.entries())
                .isEqualTo(text.shuffled(1).entries());
    }
}
