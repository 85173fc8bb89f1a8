package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.testing.CoverageStudy;

/** Makes the table of coverage anew. It takes a long time, and has a profile of its own. */
class CoverageStudyTest {
    private static final int ANALYTIC = 1000;
    private static final int RESAMPLING = 400;
    private static final int SAMPLING = 200;
    private static final int REPLICATES = 399;
    private static final long SEED = 7;

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        Path table = Path.of("target", "coverage.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        int rows = 0;
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(table), true, StandardCharsets.UTF_8)) {
            out.println("# made by: mvn test -Pstudy");
            out.println(CoverageStudy.COLUMNS);
            for (CoverageStudy cell : CoverageStudy.all()) {
                rows += write(out, cell, Coverage.of(ANALYTIC, SEED), cell.analytic());
                rows +=
                        write(
                                out,
                                cell,
                                Coverage.of(RESAMPLING, SEED),
                                cell.resampling(REPLICATES));
                rows += write(out, cell, Coverage.of(SAMPLING, SEED), cell.sampling());
                System.out.println(cell);
            }
        }
        assertThat(rows).isEqualTo(9 * 6 * (4 + 3 + 2 * 8));
    }

    private static int write(
            PrintStream out,
            CoverageStudy cell,
            Coverage coverage,
            Coverage.Methods<ChinchillaLaw> methods) {
        List<Coverage.Row> rows = cell.run(coverage, methods);
        rows.forEach(row -> out.println(cell.csv(row)));
        return rows.size();
    }
}
