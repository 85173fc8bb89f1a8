package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.BreakStudy;

/** The committed table of breaks, made by {@link BreakStudyTest}. */
class BreakTableTest {
    private record Row(
            String what, int points, double noise, double times, int studies, double called) {
        static Row of(String line) {
            List<String> cells = Stream.of(line.split(",", -1)).toList();
            return new Row(
                    cells.get(0),
                    Integer.parseInt(cells.get(1)),
                    Double.parseDouble(cells.get(2)),
                    Double.parseDouble(cells.get(3)),
                    Integer.parseInt(cells.get(4)),
                    Double.parseDouble(cells.get(5)));
        }
    }

    private static List<Row> rows(String what) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(BreakTableTest.class.getResourceAsStream("/breaks.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst()).hasValue(BreakStudy.COLUMNS);
            return text.lines()
                    .skip(2)
                    .map(Row::of)
                    .filter(row -> row.what().equals(what))
                    .toList();
        }
    }

    @Test
    void atMostFiveInAHundredSmoothCurvesAreCalledBroken() throws IOException {
        List<Row> smooth =
                Stream.concat(rows("loss").stream(), rows("two-powers").stream())
                        .filter(row -> row.times() == 1)
                        .toList();
        assertThat(smooth).hasSize(10);
        for (Row row : smooth) {
            assertThat(row.studies()).isGreaterThanOrEqualTo(1000);
            assertThat(row.called()).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void aDoubledExponentIsFoundInFortyRunsOfHalfAPercentNoise() throws IOException {
        assertThat(rows("loss"))
                .filteredOn(row -> row.points() == 40 && row.noise() == 0.005 && row.times() == 2)
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.called()).isGreaterThanOrEqualTo(0.8));
    }

    @Test
    void smoothLossesThroughAMetricAreExplainedByItAndBreaksAreNot() throws IOException {
        for (Row row : rows("exact-match")) {
            assertThat(row.studies()).isGreaterThanOrEqualTo(500);
            if (row.times() == 1) {
                assertThat(row.called()).isLessThanOrEqualTo(0.1);
            } else {
                assertThat(row.called()).isGreaterThanOrEqualTo(0.9);
            }
        }
    }
}
