package org.scalinglaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything public is documented, and no list of parameters twice: what the components of a record
 * are stands at the record, so the constructor that checks them only says what it refuses. Doclint
 * cannot leave those constructors out, so its group {@code missing} is asked here.
 */
@Tag("once")
class DocumentedOnceTest {
    @TempDir private Path classes;

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(module, "src", "main", "java"))) {
            // Compiled on the class path, where a descriptor would ask for modules.
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        }
    }

    /** The compact constructor of a record, in a line of its own. */
    private static boolean opensCompactConstructor(String line) {
        return line.matches("\\s+public \\w+ \\{");
    }

    private static boolean atCompactConstructor(Diagnostic<? extends JavaFileObject> missing) {
        try {
            List<String> lines = Files.readAllLines(Path.of(missing.getSource().toUri()));
            return opensCompactConstructor(lines.get((int) missing.getLineNumber() - 1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../scaling-core", "../scaling-fit"})
    void everythingPublicIsDocumented(String module) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
            List<String> options =
                    List.of(
                            "-Xdoclint:missing/protected",
                            "-proc:none",
                            "-Xmaxwarns",
                            "10000",
                            "-d",
                            classes.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"));
            Iterable<? extends JavaFileObject> units =
                    files.getJavaFileObjectsFromPaths(sources(module));
            assertThat(compiler.getTask(null, files, said, options, null, units).call()).isTrue();
        }
        assertThat(said.getDiagnostics())
                .filteredOn(each -> each.getSource() != null && !atCompactConstructor(each))
                .extracting(
                        each -> each.getSource().getName() + ": " + each.getMessage(Locale.ROOT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../scaling-core", "../scaling-fit"})
    void noConstructorRepeatsTheComponentsOfItsRecord(String module) throws IOException {
        List<String> repeated = new ArrayList<>();
        for (Path source : sources(module)) {
            String comment = "";
            for (String line : Files.readAllLines(source)) {
                comment = line.strip().startsWith("/**") ? line : comment + line;
                if (opensCompactConstructor(line) && comment.contains("@param")) {
                    repeated.add(source + ": " + line.strip());
                }
                comment = line.isBlank() ? "" : comment;
            }
        }
        assertThat(repeated).isEmpty();
    }
}
