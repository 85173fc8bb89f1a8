package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;

/** Every flaw is found by name, and sound runs raise no alarm. */
class GalleryTest {
    private static final String TABLE = "gallery.md";

    /** They look at the numbers of a law, which on a flat optimum are any: rounding decides. */
    private static final Set<String> OF_NUMBERS = Set.of("bound", "implausible");

    private static String line(String name, String named, List<Finding> findings) {
        boolean undetermined = findings.stream().anyMatch(GalleryTest::isUndetermined);
        String fired =
                findings.stream()
                        .filter(finding -> !undetermined || !OF_NUMBERS.contains(finding.check()))
                        .map(finding -> finding.check() + " " + finding.severity())
                        .collect(Collectors.joining(", "));
        return String.format("| %s | %s | %s |%n", name, named, fired.isEmpty() ? "-" : fired);
    }

    private static boolean isUndetermined(Finding finding) {
        return finding.check().equals("identifiability") && finding.severity() == Severity.ERROR;
    }

    private static String committed() throws IOException {
        try (InputStream table = GalleryTest.class.getResourceAsStream(TABLE)) {
            return new String(
                    Objects.requireNonNull(table, TABLE).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theTableSaysWhichChecksFireAndEachFlawIsNamed() throws IOException {
        StringBuilder table = new StringBuilder();
        StringBuilder messages = new StringBuilder();
        table.append("| flaw | should be named by | findings |\n|---|---|---|\n");
        StringBuilder missed = new StringBuilder();
        for (Gallery.Flaw flaw : Gallery.all()) {
            List<Finding> findings = flaw.findings().get();
            table.append(line(flaw.name(), flaw.named().id(), findings));
            messages.append("## ").append(flaw.name()).append('\n');
            findings.forEach(finding -> messages.append("  ").append(finding).append('\n'));
            boolean found = findings.stream().anyMatch(f -> f.check().equals(flaw.named().id()));
            missed.append(found ? "" : flaw.name() + "\n");
        }
        for (int runs : new int[] {12, 40, 240}) {
            List<Finding> findings = Gallery.inspected(GalleryRuns.clean(runs, 1));
            table.append(line("none: " + runs + " sound runs", "-", findings));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", TABLE), table);
        Files.writeString(Path.of("target", "gallery-messages.txt"), messages);

        assertThat(missed).as("flaws that nothing names").isEmpty();
        assertThat(Gallery.all()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(table.toString())
                .as("what was found is in target/" + TABLE)
                .isEqualTo(committed());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 40})
    void soundRunsRaiseNoWarning(int runs) {
        assertThat(alarms(runs, 4)).isZero();
    }

    /** The rate that is promised, over a hundred tables. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"12, 5", "40, 5", "240, 5"})
    void soundRunsRaiseAWarningInAtMostFiveOfAHundredTables(int runs, int most) {
        assertThat(alarms(runs, 100)).isLessThanOrEqualTo(most);
    }

    /** Student's t with four degrees of freedom: one run in a hundred lies more than 3.7 scales off. */
    @ParameterizedTest
    @ValueSource(ints = {12, 40})
    void soundRunsWithHeavyTailsRaiseNoWarning(int runs) {
        assertThat(heavyTailed(runs, 4)).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"12, 5", "40, 5", "240, 5"})
    void heavyTailsRaiseAWarningInAtMostFiveOfAHundredTables(int runs, int most) {
        assertThat(heavyTailed(runs, 100)).isLessThanOrEqualTo(most);
    }

    private static long heavyTailed(int runs, int seeds) {
        return alarms(seeds, seed -> GalleryRuns.heavyTailed(GalleryRuns.clean(runs, seed), seed));
    }

    private static long alarms(int runs, int seeds) {
        return alarms(seeds, seed -> GalleryRuns.clean(runs, seed));
    }

    private static long alarms(int seeds, LongFunction<Dataset> runs) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> Gallery.inspected(runs.apply(seed)))
                .filter(GalleryTest::alarm)
                .count();
    }

    private static boolean alarm(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.severity().compareTo(Severity.WARNING) >= 0);
    }
}
