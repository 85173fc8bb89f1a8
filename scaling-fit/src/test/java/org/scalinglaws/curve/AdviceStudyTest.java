package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.AdviceStudy;

/** Makes the table of advice against truth anew, and holds a small one to its bounds. */
class AdviceStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=AdviceStudyTest");
        lines.add(AdviceStudy.COLUMNS);
        lines.addAll(AdviceStudy.rows(Integer.getInteger("study.curves", 334)));
        Path table = Path.of("target", "advice.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 6);
    }

    @Test
    void aFewCurvesOfEachKindAreToldApart() {
        for (String line : AdviceStudy.rows(5)) {
            String[] row = line.split(",", -1);
            assertThat(Double.parseDouble(row[8]))
                    .as(row[0])
                    .isGreaterThanOrEqualTo(row[0].equals("spiking") ? 0.4 : 0.6);
        }
    }
}
