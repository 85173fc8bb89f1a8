package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.TuningStudy;

/** Makes the table of tuning fits anew. It has a profile of its own. */
class TuningFitStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=TuningFitStudyTest");
        lines.add(TuningStudy.COLUMNS);
        lines.addAll(TuningStudy.rows(Integer.getInteger("study.studies", 1000)));
        Path table = Path.of("target", "tuning-fits.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + TuningStudy.sweeps().size());
    }
}
