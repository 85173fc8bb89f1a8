package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.SharingStudy;

/** Makes the table of what recipes share anew. It takes minutes, and has a profile of its own. */
class SharingStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=SharingStudyTest");
        lines.add(SharingStudy.COLUMNS);
        lines.addAll(SharingStudy.rows(Integer.getInteger("study.studies", 1000)));
        Path table = Path.of("target", "sharing.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + Shared.values().length);
    }
}
