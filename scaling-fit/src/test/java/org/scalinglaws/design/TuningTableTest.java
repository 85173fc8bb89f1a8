package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.TuningStudy;

/** The committed table of tuning fits, made by {@link TuningFitStudyTest}. */
class TuningTableTest {
    private static final int FIRST = 5;
    private static final int LEFT_OUT = 15;

    private static List<String[]> rows() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        TuningTableTest.class.getResourceAsStream("/tuning-fits.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst()).hasValue(TuningStudy.COLUMNS);
            return text.lines().skip(2).map(line -> line.split(",", -1)).toList();
        }
    }

    private static double[] held(String[] row) {
        return IntStream.range(FIRST, LEFT_OUT)
                .filter(place -> !row[place].isEmpty())
                .mapToDouble(place -> Double.parseDouble(row[place]))
                .toArray();
    }

    @Test
    void intervalsOfNinetyInAHundredHoldAsMany() throws IOException {
        assertThat(rows()).hasSize(TuningStudy.sweeps().size());
        for (String[] row : rows()) {
            assertThat(Integer.parseInt(row[4])).isGreaterThanOrEqualTo(1000);
            for (double share : held(row)) {
                assertThat(share).as(row[0]).isBetween(0.87, 0.935);
            }
        }
    }

    /** Of 60 intervals or more that hold with chance 0.9 fewer than 75 % do so once in 4000 times. */
    @Test
    void aFewStudiesAgreeWithTheTable() {
        for (String line : TuningStudy.rows(5)) {
            String[] row = line.split(",", -1);
            if (!row[FIRST].isEmpty() && !row[0].equals("few")) {
                assertThat(Double.parseDouble(row[FIRST])).as(row[0]).isGreaterThan(0.75);
            }
        }
    }
}
