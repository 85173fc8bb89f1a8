package org.scalinglaws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs every Java snippet of the README; each prints what stands below it. */
class ReadmeTest {
    private static final Pattern SNIPPET =
            Pattern.compile("```java\\n(.*?)```\\n(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);

    @TempDir private Path folder;

    @TestFactory
    List<DynamicTest> snippetsPrintWhatTheReadmeShows() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        List<MatchResult> snippets = SNIPPET.matcher(readme).results().toList();
        assertThat(snippets).isNotEmpty();
        return snippets.stream()
                .map(
                        snippet ->
                                DynamicTest.dynamicTest(
                                        "line " + lineOf(readme, snippet.start()),
                                        () ->
                                                assertThat(run(snippet.group(1)))
                                                        .isEqualTo(snippet.group(2))))
                .toList();
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
