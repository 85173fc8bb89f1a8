package org.scalinglaws.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.text.PreparedText;
import tools.jackson.databind.JsonNode;

class LabTextCommandTest {
    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Answer prepare(String file, String... options) {
        return call(
                Stream.concat(
                                Stream.of(
                                        "lab-text",
                                        file,
                                        "--out",
                                        folder.resolve("out").toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void whatIsPrintedIsWhatATrainerReads() throws IOException {
        String text = Paragraphs.of(2000);
        String file = file("text.txt", text + "Paragraph 7: twice.\n\nParagraph 7: twice.\r\n");
        Answer answer = prepare(file, "--vocabulary", "320");
        assertThat(answer.err()).isEmpty();
        PreparedText read = PreparedText.read(folder.resolve("out"));
        assertThat(read.text()).isEqualTo(text + "Paragraph 7: twice.\n\n");
        assertThat(answer.out())
                .contains("2,001 entries, in the order of the files")
                .contains("dropped: 1 repeated entries (19 bytes), 0 not of the encoding")
                .contains("1 line ends made plain")
                .contains("vocabulary of 256 bytes and 64 pairs, learnt on the training part")
                .contains("SHA-256 of the cleaned text: " + read.card().sha256())
                .contains(String.format(Locale.ROOT, "%,d", read.training().size()))
                .contains("NOTE order: frequencies lose ");
        JsonNode json = prepare(file, "--vocabulary", "320", "--json").json();
        assertThat(json.get("training").get("tokens").asInt()).isEqualTo(read.training().size());
        assertThat(json.get("entries").asInt()).isEqualTo(2001);
        assertThat(json.get("bitsPerByte").asDouble())
                .isEqualTo(read.card().heldOut().bitsPerByte(read.card().baseline().entropy()));
    }

    @Test
    void aTextThatChangesAlongItsWayIsToldSo() throws IOException {
        String file = file("text.txt", Paragraphs.of(1800) + Paragraphs.of(200).replace('o', 'w'));
        assertThat(prepare(file, "--vocabulary", "256").out())
                .doesNotContain("the text changes along its way");
        String other = Paragraphs.of(200).toUpperCase(Locale.ROOT);
        String changed = file("text.txt", Paragraphs.of(1800) + other);
        assertThat(prepare(changed, "--vocabulary", "256").out())
                .contains("the text changes along its way; --shuffle SEED mixes it");
        Answer shuffled = prepare(changed, "--vocabulary", "256", "--shuffle", "4");
        assertThat(shuffled.out()).contains("shuffled by seed 4").doesNotContain("NOTE order");
        assertThat(PreparedText.read(folder.resolve("out")).card().seed()).hasValue(4);
    }

    @Test
    void filesThatCannotBeUsedAreOneSentence() throws IOException {
        refused("absent.txt", "no file 'absent.txt'");
        refused(
                folder.toString(),
                "text must be read from a file, got the folder '" + folder + "'");
        refused(
                file("short.txt", "a b"),
                "a text must have at least 100 kB, got 0.0 kB after cleaning");
    }

    @Test
    void badOptionsAreOneSentence() throws IOException {
        String text = file("text.txt", Paragraphs.of(2000));
        refused(
                text,
                "a vocabulary must have 256 to 4096 tokens, got 5000",
                "--vocabulary",
                "5000");
        refused(
                text,
                "--encoding must be one such as UTF-8, windows-1252 or ISO-8859-1, got 'latin9x'",
                "--encoding",
                "latin9x");
        refused(
                text,
                "results must be kept in a folder, got the file '" + text + "'",
                "--out",
                text,
                "--vocabulary",
                "256");
        assertThat(prepare(text, "--vocabulary", "4096").err())
                .matches(
                        "scaling: a vocabulary of this text can have \\d+ tokens, as no further"
                                + " pair occurs twice; got 4096\\R");
    }

    private void refused(String file, String message, String... options) {
        Stream<String> all = Stream.concat(Stream.of("lab-text", file), Stream.of(options));
        Stream<String> out =
                Stream.of(options).anyMatch("--out"::equals)
                        ? Stream.of()
                        : Stream.of("--out", folder.resolve("out").toString());
        Answer answer = call(Stream.concat(all, out).toArray(String[]::new));
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void bytesOfAnotherEncodingAreCountedAndPlacedAndReadWhenItIsNamed() throws IOException {
        Path file = folder.resolve("latin.txt");
        String text = "one\n" + Paragraphs.of(2000);
        Files.write(file, text.getBytes(ISO_8859_1));
        long wrong = text.chars().filter(one -> one == 'é').count();
        int first = text.indexOf('é');
        long line = 1 + text.substring(0, first).chars().filter(one -> one == '\n').count();
        Answer answer = prepare(file.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .isEqualTo(
                        String.format(
                                "scaling: %s:%d: %d bytes are not UTF-8, the first 0xe9 at byte %d;"
                                        + " name what they are by --encoding, such as windows-1252",
                                file, line, wrong, first + 1));
        prepare(file.toString(), "--encoding", "windows-1252", "--vocabulary", "256");
        assertThat(PreparedText.read(folder.resolve("out")).text()).isEqualTo(text);
    }
}
