package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.BreakStudy;

/** Makes the table of breaks anew. It takes minutes, and has a profile of its own. */
class BreakStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=BreakStudyTest");
        lines.add(BreakStudy.COLUMNS);
        lines.addAll(BreakStudy.rows(Integer.getInteger("study.studies", 1000)));
        Path table = Path.of("target", "breaks.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 30);
    }
}
