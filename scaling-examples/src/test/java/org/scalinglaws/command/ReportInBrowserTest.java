package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.lab.EmbeddedStudy;

/** Opens reports in headless Chromium and asks what a reader would meet there. */
@Tag("once")
class ReportInBrowserTest {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    /** A window is never as narrow as a phone, but a frame is. */
    private static final String FRAME =
            """
            <!DOCTYPE html><html><head><meta name="color-scheme" content="light dark"></head><body>
            <iframe style="width: %dpx; height: 900px; border: 0" srcdoc="%s"></iframe></body></html>
            """;

    private static String report = "";

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void write() {
        assumeTrue(browser().isPresent(), "no Chromium on this machine: no page is opened");
        StudyAnswer answer = StudyAnswer.of(EmbeddedStudy.all());
        report = new ReportPage(answer.report("a hash")).text();
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void aReportIsReadableByEverybodyAndFetchesNothing(int width, boolean dark)
            throws IOException, InterruptedException {
        List<String> facts = facts(report, width, dark);
        assertThat(facts)
                .contains(
                        "dark " + dark,
                        "fits " + width + " " + width,
                        "fetched 0",
                        "slider 10.1T to 110M 110M FLOP")
                .noneMatch(fact -> fact.matches("(?s)(mute|pale|overflow|console).*"));
        assertThat(facts.stream().filter(fact -> fact.startsWith("image "))).hasSize(7);
        assertThat(facts).anyMatch(fact -> fact.matches("texts \\d{3,}"));
        assertThat(facts.stream().filter(fact -> fact.matches("H\\d .*")))
                .containsExactly(
                        "H1 What to train, from 88 runs of study.csv",
                        "H2 Plan",
                        "H3 Another budget",
                        "H2 Pictures",
                        "H2 Findings",
                        "H2 May this forecast be trusted?",
                        "H2 The law",
                        "H2 How it was computed",
                        "H2 Methods, to paste into a paper",
                        "H2 Every run");
    }

    /** Else the test above would say nothing. */
    @Test
    void whatIsWrongWithAPageIsFound() throws IOException, InterruptedException {
        String page =
                """
                <!DOCTYPE html><html lang="en"><body><h1>Bad</h1><img src="absent.png">
                <svg width="9" height="9"></svg><p style="color: #999">pale words</p>
                <p style="width: 2000px">wide</p><script>nothing();</script></body></html>
                """;
        assertThat(facts(page, 800, false))
                .contains("fetched 1", "mute ", "pale 2.85 P pale words")
                .anyMatch(fact -> fact.startsWith("overflow "))
                .anyMatch(fact -> fact.contains("console") && fact.contains("nothing is not"));
    }

    /** What the probe tells of a page, and every line that the page wrote to the console. */
    private List<String> facts(String page, int width, boolean dark)
            throws IOException, InterruptedException {
        Path file = folder.resolve("page.html");
        String probed = page.replace("</body>", probe() + "</body>");
        Files.writeString(
                file, FRAME.formatted(width, probed.replace("&", "&amp;").replace("\"", "&quot;")));
        Path dom = folder.resolve("dom.html");
        Path said = folder.resolve("said.txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                browser().orElseThrow().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--enable-logging=stderr",
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                                "--window-size=1600,900",
                                "--dump-dom"));
        command.add(file.toUri().toString());

        // A browser that hangs is ended, and only that.
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(dom.toFile())
                        .redirectError(said.toFile())
                        .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        String told = Files.readString(dom);
        int from = told.indexOf("<pre id=\"facts\">") + "<pre id=\"facts\">".length();
        List<String> facts =
                new ArrayList<>(
                        told.substring(from, told.indexOf("</pre>", from)).lines().toList());
        Files.readString(said)
                .lines()
                .filter(line -> line.contains("CONSOLE"))
                .forEach(line -> facts.add("console " + line));
        return facts;
    }

    private static String probe() throws IOException {
        try (InputStream stream = ReportInBrowserTest.class.getResourceAsStream("probe.html")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
