package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.PublishedPlans;

/** Makes the table of published plans anew. It takes a minute, and has a profile of its own. */
class PublishedPlansStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> rows = PublishedPlans.rows();
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=PublishedPlansStudyTest");
        lines.add(PublishedPlans.COLUMNS);
        lines.addAll(rows);
        Path table = Path.of("target", "published-plans.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(rows).hasSize(2 * 5 + 3 + 5 * 2 * 3);
    }
}
