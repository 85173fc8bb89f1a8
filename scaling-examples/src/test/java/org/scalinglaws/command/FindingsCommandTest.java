package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.CheckName;
import tools.jackson.databind.JsonNode;

/** The one list of check names: what the command prints, and that no finding goes by another name. */
class FindingsCommandTest {
    private static final Pattern GIVEN =
            Pattern.compile(
                    "(?:Finding\\s*\\.\\s*(?:note|warning|error)\\(\\s*|new Finding\\(\\s*Severity"
                            + "\\s*\\.\\s*[A-Z]+\\s*,\\s*)\"([^\"]*)\"");

    @Test
    void eachCheckIsALineWithItsWeightAndMeaning() {
        assertThat(call("findings", "rounded", "outlier", "edge", "chains", "memory").out())
                .isEqualToNormalizingNewlines(
                        """
                        of a fitted law and its runs
                          outlier                WARNING  a run lies where the others do not put it
                        of laws that the runs could as well have led to
                          chains                 WARNING  the chains of a posterior do not agree yet
                        of an IsoFLOP sweep, planned or trained
                          edge                   ERROR    the best size is not within the sizes of its budget
                        of a plan
                          memory                 ERROR    the model does not fit into the memory, or is taken to
                        of a published law or rule
                          rounded                WARNING  printed digits are too few
                        """);
    }

    @Test
    void withoutANameAllAreListed() {
        List<String> lines = call("findings").out().lines().toList();
        assertThat(lines)
                .hasSize(CheckName.values().length + CheckName.Subject.values().length)
                .allMatch(line -> line.length() <= 100);
        JsonNode json = call("findings", "--json").json();
        assertThat(json.size()).isEqualTo(CheckName.values().length);
        assertThat(json.get(0).toString())
                .isEqualTo(
                        "{\"name\":\"convergence\",\"subject\":\"FIT\",\"severity\":\"ERROR\","
                                + "\"meaning\":\"the search stopped before an optimum\"}");
    }

    @Test
    void aNameThatIsNotListedIsABadArgument() {
        Answer answer = call("findings", "outlyer");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains(
                        "a finding must be one of those that 'scaling findings' lists, got"
                                + " 'outlyer'");
    }

    /** The sources of the library and its programs, whatever module the test runs in. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("scaling-core", "scaling-fit", "scaling-examples")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void everyFindingInTheSourcesGoesByAListedName() throws IOException {
        List<String> strange = new ArrayList<>();
        for (Path source : sources()) {
            Matcher given = GIVEN.matcher(Files.readString(source));
            while (given.find()) {
                if (CheckName.find(given.group(1)).isEmpty()) {
                    strange.add(source.getFileName() + ": " + given.group(1));
                }
            }
        }
        assertThat(strange).as("names of findings that CheckName does not list").isEmpty();
    }

    /** A name that nobody gives is one too many. */
    @Test
    void everyListedNameIsGivenSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : sources()) {
            if (!source.endsWith("CheckName.java")) {
                all.append(Files.readString(source));
            }
        }
        List<CheckName> idle = new ArrayList<>();
        for (CheckName name : CheckName.values()) {
            boolean given =
                    all.indexOf("CheckName." + name.name()) >= 0
                            || all.indexOf('"' + name.id() + '"') >= 0;
            if (!given) {
                idle.add(name);
            }
        }
        assertThat(idle).isEmpty();
    }
}
