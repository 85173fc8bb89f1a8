package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fitter;
import tools.jackson.databind.JsonNode;

/** The one list of check names: what the command prints, and that no finding goes by another name. */
class FindingsCommandTest {
    private static final Pattern GIVEN =
            Pattern.compile(
                    "Finding\\s*\\.\\s*(note|warning|error)\\(\\s*CheckName\\s*\\.\\s*(\\w+)");

    private static final JavaClasses PROGRAMS =
            new ClassFileImporter()
                    .importUrls(
                            Stream.of(CheckName.class, Fitter.class, Main.class)
                                    .map(type -> type.getProtectionDomain().getCodeSource())
                                    .map(CodeSource::getLocation)
                                    .toList());

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

    /**
     * A name in quotes is for users' own checks; here a typing error in it would go unseen. What is
     * read back from JSON has the name that it was written by.
     */
    @Test
    void everyFindingOfTheLibraryGoesByAConstantOfTheList() {
        List<String> strange =
                PROGRAMS.stream()
                        .filter(type -> !type.isEquivalentTo(Finding.class))
                        .filter(type -> !type.getSimpleName().equals("FindingJson"))
                        .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(Finding.class))
                        .filter(FindingsCommandTest::takesANameInQuotes)
                        .map(JavaAccess::getDescription)
                        .toList();
        assertThat(strange).as("findings that CheckName does not list").isEmpty();
    }

    /** Every way to make a finding from a text ends in a message, and has the name before it. */
    private static boolean takesANameInQuotes(JavaCall<?> call) {
        List<JavaClass> types = call.getTarget().getRawParameterTypes();
        int last = types.size() - 1;
        return last > 0 && types.get(last - 1).isEquivalentTo(String.class);
    }

    /** A name that nobody gives is one too many. */
    @Test
    void everyListedNameIsGivenSomewhere() {
        Set<String> given =
                PROGRAMS.stream()
                        .filter(type -> !type.isEquivalentTo(CheckName.class))
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .filter(access -> access.getTargetOwner().isEquivalentTo(CheckName.class))
                        .map(JavaAccess::getName)
                        .collect(Collectors.toSet());
        assertThat(CheckName.values()).extracting(CheckName::name).allMatch(given::contains);
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
    void noFindingWeighsMoreThanTheListSays() throws IOException {
        List<String> heavy = new ArrayList<>();
        int seen = 0;
        for (Path source : sources()) {
            Matcher given = GIVEN.matcher(Files.readString(source));
            while (given.find()) {
                Severity weight = Severity.valueOf(given.group(1).toUpperCase(Locale.ROOT));
                CheckName name = CheckName.valueOf(given.group(2));
                seen++;
                if (weight.compareTo(name.severity()) > 0) {
                    heavy.add(source.getFileName() + ": " + name + " as " + weight);
                }
            }
        }
        assertThat(heavy).isEmpty();
        assertThat(seen).isGreaterThan(100);
    }
}
