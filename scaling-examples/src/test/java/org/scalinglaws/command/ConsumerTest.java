package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;

/**
 * Compiles and runs a user's own program, src/test/consumer, which depends on scaling-fit and no more:
 * on the class path and on the module path, by every Java that is at hand.
 */
@Tag("once")
class ConsumerTest {
    private static final Path SOURCES = Path.of("src/test/consumer").toAbsolutePath();
    private static final List<String> BROUGHT =
            List.of("commons-math3-", "ejml-core-", "ejml-ddense-", "fastcsv-", "slf4j-api-");
    private static final String MAIN = "org.example.consumer.Service";

    @TempDir private Path folder;

    static List<JavaHome> homes() {
        return JavaHome.all();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void itRunsOnTheClassPath(JavaHome java) throws IOException, InterruptedException {
        List<String> source =
                List.of(SOURCES.resolve("org/example/consumer/Service.java").toString());
        compile("--class-path", path(), source);
        String printed =
                java.run(
                        folder,
                        List.of(
                                "java",
                                "--class-path",
                                path() + File.pathSeparator + folder,
                                MAIN));
        assertThat(printed).contains("in a named module: false\n");
        answers(printed);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void itRunsOnTheModulePath(JavaHome java) throws IOException, InterruptedException {
        assumeTrue(
                isModule(Fit.class),
                "these classes were compiled without their module descriptors");
        compile("--module-path", path(), files(SOURCES));
        String printed =
                java.run(
                        folder,
                        List.of(
                                "java",
                                "--module-path",
                                path() + File.pathSeparator + folder,
                                "--module",
                                "org.example.consumer/" + MAIN));
        assertThat(printed).contains("in a named module: true\n");
        answers(printed);
    }

    private static void answers(String printed) {
        assertThat(printed)
                .contains(
                        "1 answer, read back: true\n",
                        "chinchilla fit of 18 runs: ",
                        "\ntrain ",
                        // the client that went away
                        "InterruptedFitException: the fit was interrupted\n",
                        "it ended: true\n",
                        // and every other voice of the library
                        "IllegalArgumentException: Huber delta must be positive and finite, got NaN\n",
                        "NullPointerException: runs\n",
                        "DataException: a request:2: column 'loss': '-' is not a number\n",
                        "JsonException: ",
                        "NoFitException: 5 parameters cannot be fitted to 4 runs\n",
                        "NoPlanException: the loss has no least value between one parameter and one"
                                + " token at 1e21 FLOP\n",
                        "ScalingException: this number is fixed: it has no profile\n",
                        "DeadlineException: the bootstrap did not end within 0.02 s: ",
                        "IllegalArgumentException: no file 'absent.json'\n",
                        "UncheckedIOException: cannot write ")
                .doesNotContain("no exception, but");
    }

    /** What the guide shows needs scaling-fit and XChart, and nothing else of this module. */
    @Test
    void theGuideDrawsATableWithXChartAlone() throws IOException, InterruptedException {
        String guide = Files.readString(Path.of("..", "scaling-fit", "README.md"));
        String section = guide.substring(guide.indexOf("\n## Drawn by another library\n"));
        int from = section.indexOf("```java\n") + "```java\n".length();
        List<String> shown = section.substring(from, section.indexOf("```", from)).lines().toList();
        assertThat(shown).filteredOn(line -> !line.isBlank()).hasSizeLessThanOrEqualTo(20);

        List<String> program =
                new ArrayList<>(shown.stream().filter(line -> line.startsWith("import ")).toList());
        program.add("class Draw { public static void main(String[] none) throws Exception {");
        program.addAll(shown.subList(program.size() - 1, shown.size()));
        program.add("} }");
        Path source = Files.write(folder.resolve("Draw.java"), program);
        String path = path() + File.pathSeparator + place(XYChart.class);
        compile("--class-path", path, List.of(source.toString()));
        Files.createDirectory(folder.resolve("target"));
        JavaHome.running()
                .run(
                        folder,
                        List.of(
                                "java",
                                "-Djava.awt.headless=true",
                                "--class-path",
                                path + File.pathSeparator + folder,
                                "Draw"));
        BufferedImage drawn = ImageIO.read(folder.resolve("target/budgets.png").toFile());
        assertThat(drawn.getWidth()).isEqualTo(800);
    }

    /** Without what every Java file has: imports, comments and empty lines. */
    @Test
    void theServiceIsShort() throws IOException {
        Path service = SOURCES.resolve("org/example/consumer/Service.java");
        assertThat(Files.readAllLines(service))
                .map(String::strip)
                .filteredOn(line -> !line.isEmpty() && !line.matches("(import|/?[*/]|package).*"))
                .hasSizeLessThanOrEqualTo(60);
    }

    /** Every package of a published module is open to users. */
    @Test
    void theModulesExportAllOfTheirPackages() throws IOException {
        for (String module : List.of("scaling-core", "scaling-fit")) {
            Path sources = Path.of("..", module, "src/main/java");
            List<String> packages =
                    files(sources).stream()
                            .filter(file -> file.endsWith("package-info.java"))
                            .map(
                                    file ->
                                            sources.toAbsolutePath()
                                                    .relativize(Path.of(file))
                                                    .getParent())
                            .map(
                                    room ->
                                            "exports "
                                                    + room.toString()
                                                            .replace(File.separatorChar, '.')
                                                    + ";")
                            .toList();
            assertThat(Files.readAllLines(sources.resolve("module-info.java")))
                    .map(String::strip)
                    .filteredOn(line -> line.startsWith("exports "))
                    .containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    /** By the running Java, for the oldest that users may have. */
    private void compile(String pathOption, String path, List<String> sources)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("javac", "--release", "17", "-Xlint:all", "-Werror"));
        command.addAll(List.of(pathOption, path, "-d", folder.toString()));
        command.addAll(sources);
        JavaHome.running().run(folder, command);
    }

    private static List<String> files(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources.toAbsolutePath())) {
            return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
        }
    }

    /** The two modules and what they bring, as Maven or Gradle would hand them to a user. */
    private static String path() {
        Stream<String> brought =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(
                                entry ->
                                        BROUGHT.stream()
                                                .anyMatch(
                                                        Path.of(entry).getFileName().toString()
                                                                ::startsWith));
        return Stream.concat(Stream.of(place(Dataset.class), place(Fit.class)), brought)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        return Path.of(
                        URI.create(
                                type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }

    private static boolean isModule(Class<?> type) {
        return ModuleFinder.of(Path.of(place(type))).findAll().stream()
                .anyMatch(module -> !module.descriptor().isAutomatic());
    }
}
