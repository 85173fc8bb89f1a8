package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.PlanStudy;

/** Makes the table of plans. It takes minutes, and has a profile of its own. */
class PlanStudyTest {
    private static final int STUDIES = 100;
    private static final long SEED = 20261129;

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        PlanStudy study = new PlanStudy(STUDIES, SEED);
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=PlanStudyTest");
        lines.add(PlanStudy.COLUMNS);
        for (PlanStudy.Truth truth : PlanStudy.Truth.values()) {
            lines.add(study.row(truth));
        }
        Path table = Path.of("target", "plans.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + PlanStudy.Truth.values().length);
    }
}
