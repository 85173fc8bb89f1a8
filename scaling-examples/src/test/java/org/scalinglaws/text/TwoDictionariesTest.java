package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the data card tells of the two dictionaries, where they are installed. */
@Tag("slow")
class TwoDictionariesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("dictionaries", "/usr/share/dictd"));

    private static String card() throws IOException {
        try (InputStream card = PreparedText.class.getResourceAsStream("DATA-CARD.md")) {
            return new String(requireNonNull(card, "card").readAllBytes(), UTF_8);
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Test
    void theCardHasTheNumbersOfTheText() throws IOException {
        List<Path> files = List.of(FOLDER.resolve("gcide.dict.dz"), FOLDER.resolve("wn.dict.dz"));
        assumeTrue(
                files.stream().allMatch(Files::exists),
                "Debian's dict-gcide and dict-wn are not in " + FOLDER);
        CleanText clean = CleanText.read(files, UTF_8);
        assumeTrue(
                clean.sources().stream().allMatch(source -> has(source.sha256())),
                "the dictionaries are of another version than those of the card");

        TextCard text = PreparedText.shuffled(clean, 1024, 1).card();
        assertThat(card())
                .contains("`" + text.sha256() + "`")
                .contains(grouped(text.bytes()), grouped(text.entries()) + " entries")
                .contains(grouped(text.cleaning().repeated()) + " entries")
                .contains("| training | " + grouped(text.training().tokens()) + " |")
                .contains("| held out | " + grouped(text.heldOut().tokens()) + " |")
                .contains(String.format(Locale.ROOT, "%.4f nats", text.baseline().entropy()));
    }

    private static boolean has(String hash) {
        try {
            return card().contains(hash);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
