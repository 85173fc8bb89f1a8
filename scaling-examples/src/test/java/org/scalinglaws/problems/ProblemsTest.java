package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem prints the text that lies beside this test under its name. */
class ProblemsTest {
    private static final String PACKAGE = ProblemsTest.class.getPackageName();

    static Set<String> problems() throws IOException, URISyntaxException {
        Set<String> problems = named(".class");
        problems.removeIf(name -> name.equals("package-info") || !hasMain(name));
        return problems;
    }

    private static Set<String> texts() throws IOException, URISyntaxException {
        return named(".txt");
    }

    /** The package's files of one kind, wherever the class path has them, without the ending. */
    private static Set<String> named(String ending) throws IOException, URISyntaxException {
        Set<String> names = new TreeSet<>();
        for (URI place : places()) {
            try (Stream<Path> files = Files.list(Path.of(place))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(ending))
                        .map(name -> name.substring(0, name.length() - ending.length()))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static Set<URI> places() throws IOException, URISyntaxException {
        Set<URI> places = new TreeSet<>();
        ClassLoader loader = ProblemsTest.class.getClassLoader();
        for (URL place : Collections.list(loader.getResources(PACKAGE.replace('.', '/')))) {
            places.add(place.toURI());
        }
        return places;
    }

    private static boolean hasMain(String name) {
        try {
            return Modifier.isStatic(type(name).getMethod("main", String[].class).getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + "." + name);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aProblemPrintsItsText(String problem) throws Exception {
        try (var text = ProblemsTest.class.getResourceAsStream(problem + ".txt")) {
            assertThat(text).as("a text for %s", problem).isNotNull();
            String expected =
                    new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            assertThat(Printed.by(type(problem))).isEqualTo(expected);
        }
    }

    @Test
    void everyTextHasItsProblem() throws Exception {
        assertThat(texts()).isNotEmpty().isSubsetOf(problems());
    }

    @Test
    void everyProblemCanBeRunByItsName() throws Exception {
        for (String problem : problems()) {
            assertThat(Modifier.isPublic(type(problem).getModifiers())).as(problem).isTrue();
        }
    }

    @Test
    void theIndexNamesEveryProblemOnce() throws Exception {
        assertThat(Problems.names().values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(problems());
    }

    @Test
    void aNameThatIsNoProblemIsRefused() {
        assertThatThrownBy(() -> Problems.run("FreeLunch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no problem 'FreeLunch': 'problems' lists all");
    }

    @Test
    void noProblemIsRunWhereOneOfTheNamesIsNone() throws Exception {
        String printed =
                Printed.during(
                        () ->
                                assertThatThrownBy(() -> Problems.run("TrainingFlops", "FreeLunch"))
                                        .isInstanceOf(IllegalArgumentException.class));
        assertThat(printed).isEmpty();
        assertThat(Printed.during(() -> Problems.run("TrainingFlops", "TrainingFlops")))
                .isEqualTo(Printed.by(TrainingFlops.class).repeat(2));
    }

    /** What the command line prints above an answer is what stands above the class. */
    @ParameterizedTest
    @MethodSource("problems")
    void theQuestionOfAProblemIsThatOfItsClass(String name) throws IOException {
        String source =
                Files.readString(
                        Path.of("src/main/java", PACKAGE.replace('.', '/'), name + ".java"));
        int start = source.lastIndexOf("/**", source.indexOf("public final class"));
        String words =
                source.substring(start + 3, source.indexOf("*/", start))
                        .replaceAll("\\s*\\n \\* ?", " ")
                        .split("<p>|<pre>|@see", -1)[0];
        assertThat(Problems.question(name)).isEqualTo(words.replaceAll("\\s+", " ").strip());
    }
}
