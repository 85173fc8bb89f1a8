package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.MultiplierStudy;

/** The committed table of multipliers, made by {@link MultiplierStudyTest}. */
class MultiplierTableTest {
    private static List<double[]> rows() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        MultiplierTableTest.class.getResourceAsStream("/multipliers.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst()).hasValue(MultiplierStudy.COLUMNS);
            return text.lines().skip(2).map(MultiplierTableTest::numbers).toList();
        }
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void intervalsOfNinetyInAHundredHoldAsMany() throws IOException {
        assertThat(rows()).hasSize(4);
        for (double[] row : rows()) {
            assertThat(row[1]).isGreaterThanOrEqualTo(1000);
            for (int column = 2; column <= 6; column++) {
                assertThat(row[column]).isBetween(0.87, 0.93);
            }
        }
    }

    @Test
    void testsOfFiveInAHundredRejectAsManyWhereNothingDiffers() throws IOException {
        double[] equal = rows().get(0);
        assertThat(equal[0]).isEqualTo(1);
        assertThat(equal[7]).isBetween(0.03, 0.07);
        for (double[] row : rows()) {
            assertThat(row[8]).isBetween(0.03, 0.07);
        }
    }

    /** Of 8 intervals that hold with chance 0.9 fewer than 5 do so once in 200 times. */
    @Test
    void aFewStudiesAgreeWithTheTable() {
        for (String row : MultiplierStudy.rows(8)) {
            double[] numbers = numbers(row);
            assertThat(numbers[4]).isGreaterThanOrEqualTo(5 / 8.0);
        }
    }
}
