package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.SharingStudy;

/** The committed table of what recipes share, made by {@link SharingStudyTest}. */
class SharingTableTest {
    @Test
    void theTableOfStudiesHoldsWhatTestsAndIntervalsPromise() throws IOException {
        List<String[]> rows;
        try (InputStream file =
                Objects.requireNonNull(
                        SharingTableTest.class.getResourceAsStream("/sharing.csv"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst()).hasValue(SharingStudy.COLUMNS);
            rows = text.lines().skip(2).map(line -> line.split(",", -1)).toList();
        }
        List<Shared> truths = List.of(Shared.values());
        assertThat(rows).hasSize(truths.size());
        for (int truth = 0; truth < rows.size(); truth++) {
            String[] row = rows.get(truth);
            assertThat(row[0]).isEqualTo(truths.get(truth).toString());
            assertThat(Integer.parseInt(row[1])).isGreaterThanOrEqualTo(1000);
            if (truths.get(truth) != Shared.NOTHING) {
                assertThat(Double.parseDouble(row[2 + truth])).isBetween(0.03, 0.07);
            }
            for (int held = 7; held < row.length; held++) {
                if (!row[held].isEmpty()) {
                    assertThat(Double.parseDouble(row[held])).isBetween(0.87, 0.93);
                }
            }
        }
    }
}
