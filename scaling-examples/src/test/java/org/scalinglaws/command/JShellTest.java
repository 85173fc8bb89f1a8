package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show in Java, and the exercises, typed into JShell as they stand. */
@Tag("once")
class JShellTest {
    private static final Path SCRIPTS = Path.of("jshell").toAbsolutePath();
    private static final Path STARTUP = SCRIPTS.resolve("scaling.jsh");
    private static final Path EXERCISES = SCRIPTS.resolve("exercises.jsh");
    private static final Pattern BLOCK =
            Pattern.compile("```java\\n(.*?)```\\n(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);
    private static final List<String> PAGES =
            List.of(
                    "README.md",
                    "scaling-core/README.md",
                    "scaling-fit/README.md",
                    "scaling-examples/README.md");

    @TempDir private Path folder;

    static List<JavaHome> homes() {
        return JavaHome.all();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void everyBlockOfThePagesRunsWhenPasted(JavaHome java)
            throws IOException, InterruptedException {
        List<Path> blocks = new ArrayList<>();
        StringBuilder shown = new StringBuilder();
        for (String page : PAGES) {
            String text = Files.readString(Path.of("..").resolve(page));
            for (MatchResult block : BLOCK.matcher(text).results().toList()) {
                Path file = folder.resolve(blocks.size() + ".jsh");
                blocks.add(Files.writeString(file, block.group(1)));
                shown.append(block.group(2));
            }
        }
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        Files.createDirectories(folder.resolve("target"));
        assertThat(typed(java, blocks)).isEqualTo(shown.toString());
    }

    @ParameterizedTest
    @MethodSource("homes")
    void theExercisesAnswerAsTheirTranscriptSays(JavaHome java)
            throws IOException, InterruptedException {
        assertThat(typed(java, List.of(EXERCISES)).lines())
                .containsExactlyElementsOf(
                        lines(EXERCISES)
                                .filter(line -> line.startsWith("//> "))
                                .map(line -> line.substring(4))
                                .toList());
    }

    @Test
    void noExerciseTakesMoreThanThreeLines() throws IOException {
        String script = lines(EXERCISES).collect(Collectors.joining("\n"));
        String[] exercises = script.split("\n// (?=[0-9])", -1);
        assertThat(exercises).hasSize(11);
        for (String exercise : List.of(exercises).subList(1, exercises.length)) {
            assertThat(
                            exercise.lines()
                                    .skip(1)
                                    .filter(line -> !line.isBlank() && !line.startsWith("/")))
                    .as(exercise)
                    .hasSizeBetween(1, 3);
        }
    }

    /** A name that two imported packages have is none, unless one of both is imported by itself. */
    @Test
    void noNameIsAmbiguousUnderTheShippedImports() throws IOException {
        List<String> imports = lines(STARTUP).filter(line -> line.startsWith("import ")).toList();
        List<String> names = new ArrayList<>();
        for (String line : imports) {
            String name = line.substring("import ".length()).replace(";", "");
            if (name.endsWith(".*")) {
                names.addAll(publicTypes(name.substring(0, name.length() - 2)));
            }
        }
        List<String> chosen =
                imports.stream()
                        .filter(line -> !line.endsWith("*;"))
                        .map(line -> line.replace(";", ""))
                        .map(line -> line.substring(line.lastIndexOf('.') + 1))
                        .toList();
        names.removeAll(chosen);
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    private static List<String> publicTypes(String room) throws IOException {
        List<String> types = new ArrayList<>();
        for (String module : List.of("scaling-core", "scaling-fit", "scaling-examples")) {
            Path sources = Path.of("..", module, "src/main/java").resolve(room.replace('.', '/'));
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.list(sources)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        String text = Files.readString(file);
                        if (text.contains("\npublic ") && text.contains(" " + name)) {
                            types.add(name);
                        }
                    }
                }
            }
        }
        return types;
    }

    private static Stream<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream();
    }

    private String typed(JavaHome java, List<Path> files) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "java",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Paste.class.getName(),
                                STARTUP.toString()));
        files.forEach(file -> command.add(file.toString()));
        return java.run(folder, command).replace("\r\n", "\n");
    }
}
