package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs every Java snippet of the README and the guides; each prints what stands below. */
class ReadmeTest {
    private static final Pattern SNIPPET =
            Pattern.compile("```java\\n(.*?)```\\n(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);

    private static final Pattern LINK =
            Pattern.compile("\\]\\((?!http)([^)#]*)(?:#([a-z0-9-]+))?\\)");

    private static final Path TOP = Path.of("..");

    private static final List<String> PAGES =
            List.of(
                    "README.md",
                    "scaling-core/README.md",
                    "scaling-fit/README.md",
                    "scaling-examples/README.md");

    @TempDir private Path folder;

    @TestFactory
    List<DynamicTest> snippetsPrintWhatTheReadmeShows() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : PAGES) {
            String text = Files.readString(TOP.resolve(page));
            SNIPPET.matcher(text)
                    .results()
                    .forEach(snippet -> tests.add(test(page, text, snippet)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @Test
    void theFrontPageIsReadInAMinute() throws IOException {
        assertThat(Files.readAllLines(TOP.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void everyLinkBetweenPagesLeadsToAHeading() throws IOException {
        for (String page : PAGES) {
            Path file = TOP.resolve(page);
            List<MatchResult> links = LINK.matcher(Files.readString(file)).results().toList();
            for (MatchResult link : links) {
                Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
                assertThat(target).as(page).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target)).as(page).contains(link.group(2));
                }
            }
        }
    }

    /** The anchors of a page's headings, as they are made of their words. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    private DynamicTest test(String page, String text, MatchResult snippet) {
        return DynamicTest.dynamicTest(
                page + ":" + lineOf(text, snippet.start()),
                () -> assertThat(run(snippet.group(1))).isEqualTo(snippet.group(2)));
    }

    private static long lineOf(String text, int place) {
        return 1 + text.substring(0, place).lines().count();
    }

    /** What the snippet prints when it is the body of a main method. */
    private String run(String snippet) throws IOException, InterruptedException {
        String imports = lines(snippet, true);
        String program =
                imports
                        + "\npublic class Snippet {\n    public static void main(String[] arguments)"
                        + " throws Exception {\n"
                        + lines(snippet, false)
                        + "\n    }\n}\n";
        Path source = Files.writeString(folder.resolve("Snippet.java"), program);
        Files.createDirectories(folder.resolve("target"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString())
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("errors.txt").toFile())
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> errors()).isZero();
        return printed;
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors.txt"));
        } catch (IOException absent) {
            return absent.toString();
        }
    }

    private static String lines(String snippet, boolean imports) {
        return snippet.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }
}
