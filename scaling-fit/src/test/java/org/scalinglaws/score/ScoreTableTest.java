package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.ScoreStudy;

/** The committed table of scores, made by {@link ScoreStudyTest}. */
class ScoreTableTest {
    private static List<double[]> rows() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ScoreTableTest.class.getResourceAsStream("/scores.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst()).hasValue(ScoreStudy.COLUMNS);
            return text.lines().skip(2).map(ScoreTableTest::numbers).toList();
        }
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Where a ceiling lies on its bound of 1 it counts as free, and some intervals hold a little more. */
    @Test
    void intervalsOfNinetyInAHundredHoldAsMany() throws IOException {
        assertThat(rows()).hasSize(4);
        for (double[] row : rows()) {
            assertThat(row[2]).isGreaterThanOrEqualTo(1000);
            for (int column = 3; column <= 6; column++) {
                assertThat(row[column]).isBetween(0.87, column == 5 ? 0.94 : 0.93);
            }
        }
    }

    /** Of 8 intervals that hold with chance 0.9 fewer than 5 do so once in 200 times. */
    @Test
    void aFewStudiesAgreeWithTheTable() {
        for (String row : ScoreStudy.rows(8)) {
            double[] numbers = numbers(row);
            for (int column = 3; column <= 6; column++) {
                assertThat(numbers[column]).isGreaterThanOrEqualTo(5 / 8.0);
            }
        }
    }
}
