package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.ForecastStudy;

/** Makes the table of forecasts anew. It takes minutes, and has a profile of its own. */
class ForecastStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> rows = ForecastStudy.rows();
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=ForecastStudyTest");
        lines.add(ForecastStudy.COLUMNS);
        lines.addAll(rows);
        Path table = Path.of("target", "forecasts.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(rows).hasSize(2 * 2 * 3);
    }
}
