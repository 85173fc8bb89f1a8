package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.KnownObjectives;

/** No fit ends above the least objective that an earlier search found for the same runs. */
class ObjectiveTableTest {
    private static final double HIGHER = 1e-10;
    private static final int[] LARGE = {1_000, 10_000, 100_000};
    private static final int MILLION = 1_000_000;

    private static final Map<String, Double> KNOWN = new HashMap<>();

    private static String key(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }

    private static double value(String row) {
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
    }

    @BeforeAll
    static void readTable() throws IOException {
        try (InputStream table =
                ObjectiveTableTest.class.getResourceAsStream("known-objectives.csv")) {
            String text =
                    new String(
                            Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().skip(2).forEach(row -> KNOWN.put(key(row), value(row)));
        }
    }

    private static List<String> higher(List<KnownObjectives.Case> cases) {
        return cases.stream()
                .map(KnownObjectives.Case::row)
                .filter(row -> !(value(row) <= KNOWN.get(key(row)) * (1 + HIGHER)))
                .toList();
    }

    @Test
    void measuredSweepsEndNoHigher() {
        assertThat(higher(KnownObjectives.measured())).isEmpty();
    }

    @Test
    void everyTenthHardSweepEndsNoHigher() {
        List<KnownObjectives.Case> hard = KnownObjectives.hard();
        List<KnownObjectives.Case> some = new ArrayList<>();
        for (int number = 0; number < hard.size(); number += 10) {
            some.add(hard.get(number));
        }
        assertThat(higher(some)).isEmpty();
    }

    @Test
    @Tag("slow")
    void everyHardSweepEndsNoHigher() {
        assertThat(higher(KnownObjectives.hard())).isEmpty();
    }

    @Test
    void manyRunsEndNoHigher() {
        assertThat(higher(KnownObjectives.large(LARGE[0]))).isEmpty();
        assertThat(higher(KnownObjectives.large(LARGE[1]))).isEmpty();
    }

    @Test
    @Tag("slow")
    void aMillionRunsEndNoHigher() {
        assertThat(higher(KnownObjectives.large(LARGE[2]))).isEmpty();
        assertThat(higher(KnownObjectives.large(MILLION))).isEmpty();
    }

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<KnownObjectives.Case> cases = new ArrayList<>(KnownObjectives.measured());
        cases.addAll(KnownObjectives.hard());
        for (int rows : LARGE) {
            cases.addAll(KnownObjectives.large(rows));
        }
        cases.addAll(KnownObjectives.large(MILLION));
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=ObjectiveTableTest");
        lines.add(KnownObjectives.COLUMNS);
        cases.stream().map(KnownObjectives.Case::row).forEach(lines::add);
        Path table = Path.of("target", "known-objectives.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 15 + 300 + 2 * 4);
    }
}
