package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.SimulatedCurves;
import org.scalinglaws.testing.SuiteCurves;

/** Makes the tables of forecasts of model suites and of simulated trainings anew. */
class CurveForecastStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=CurveForecastStudyTest");
        lines.add(SuiteCurves.COLUMNS);
        lines.addAll(SuiteCurves.rows(SuiteCurves.read()));
        Path table = Path.of("target", "curve-forecasts.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSizeGreaterThan(20);
    }

    @Test
    @Tag("study")
    void theTableOfSimulatedTrainingsIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=CurveForecastStudyTest");
        lines.add(SimulatedCurves.COLUMNS);
        lines.addAll(SimulatedCurves.rows(Integer.getInteger("study.studies", 1000), 30));
        Path table = Path.of("target", "simulated-curves.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 12);
    }
}
