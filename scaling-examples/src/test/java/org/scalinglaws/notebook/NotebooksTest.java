package org.scalinglaws.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The notebooks as they are read on the web: each is its script with what that prints. */
class NotebooksTest {
    private static final Path FOLDER = Path.of("notebooks");

    /** What says where or when a notebook was run. */
    private static final Pattern TRACE =
            Pattern.compile("/(work|home|root|tmp|Users|target)/\\w|\\d\\d:\\d\\d:\\d\\d|\\u001b");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d.*\\.jsh"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereIsANotebookForEachLesson() throws IOException {
        assertThat(scripts())
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(each -> exists(notebook(each)));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aNotebookHasTheCellsOfItsScript(Path script) throws IOException {
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : read(script).get("cells")) {
            cells.add(cell.get("cell_type").asString() + ": " + joined(cell.get("source")));
        }
        assertThat(cells.get(0)).startsWith("code: %jar ../target/scaling.jar\n");
        assertThat(cells.subList(1, cells.size()))
                .as("made anew by notebooks/make.py")
                .isEqualTo(cells(Files.readString(script)));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aNotebookWasRunToItsEndAndTellsNeitherWhereNorWhen(Path script) throws IOException {
        int tables = 0;
        int pictures = 0;
        int ran = 0;
        for (JsonNode cell : read(script).get("cells")) {
            if (!cell.has("outputs")) {
                continue;
            }
            assertThat(cell.get("execution_count").asInt()).isEqualTo(++ran);
            assertThat(cell.get("metadata")).isEmpty();
            for (JsonNode output : cell.get("outputs")) {
                assertThat(output.get("output_type").asString()).isIn("stream", "display_data");
                JsonNode data = output.path("data");
                String told = joined(output.path("text")) + joined(data.path("text/html"));
                assertThat(told + joined(data.path("text/plain"))).doesNotContainPattern(TRACE);
                tables += told.contains("<table>") ? 1 : 0;
                pictures += data.has("image/png") ? 1 : 0;
            }
        }
        assertThat(tables).isPositive();
        assertThat(pictures).isPositive();
    }

    private static boolean exists(Path file) {
        return Files.isRegularFile(file);
    }

    private static Path notebook(Path script) {
        return FOLDER.resolve(script.getFileName().toString().replace(".jsh", ".ipynb"));
    }

    private static JsonNode read(Path script) throws IOException {
        return new ObjectMapper().readTree(Files.readString(notebook(script)));
    }

    private static String joined(JsonNode text) {
        return text.isArray()
                ? StreamSupport.stream(text.spliterator(), false)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining())
                : text.asString("");
    }

    /** A block of lines that begin with two slashes is prose, and all else between is code. */
    private static List<String> cells(String script) {
        List<String> cells = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        StringBuilder prose = new StringBuilder();
        for (String line : (script + "\n//").split("\r?\n", -1)) {
            boolean told = line.startsWith("//");
            StringBuilder other = told ? code : prose;
            if (!other.toString().isBlank()) {
                cells.add((told ? "code: " : "markdown: ") + other.toString().strip());
            }
            other.setLength(0);
            if (!line.equals("/exit")) {
                (told ? prose : code)
                        .append(told ? line.replaceFirst("^// ?", "") : line)
                        .append("\n");
            }
        }
        return cells;
    }
}
