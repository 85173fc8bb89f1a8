package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.ErrorStudy;

/** Makes the table of default errors anew. It takes minutes, and has a profile of its own. */
class ErrorStudyTest {
    private static final int STUDIES = 400;
    private static final long SEED = 7;

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# made by: mvn test -Pstudy -Dtest=ErrorStudyTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false");
        lines.add(ErrorStudy.COLUMNS);
        for (ErrorStudy cell : ErrorStudy.all()) {
            cell.run(Coverage.of(STUDIES, SEED)).forEach(row -> lines.add(cell.csv(row)));
        }
        Path table = Path.of("target", "default-errors.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 6 * 2 * 2 * 6);
    }
}
