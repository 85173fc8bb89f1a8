package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.testing.CoverageStudy;
import org.scalinglaws.testing.ErrorStudy;

/** What the committed table of default errors shows, and that the code still gives it. */
class ErrorTableTest {
    private static List<Cell> table = List.of();

    private record Cell(String design, String objective, Coverage.Row row) {
        static Cell parse(String line) {
            String[] cells = line.split(",", -1);
            return new Cell(
                    cells[0],
                    cells[1],
                    new Coverage.Row(
                            cells[2],
                            cells[3],
                            Double.parseDouble(cells[4]),
                            Integer.parseInt(cells[6]),
                            Integer.parseInt(cells[7]),
                            Integer.parseInt(cells[8]),
                            Integer.parseInt(cells[9])));
        }
    }

    @BeforeAll
    static void readTable() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        ErrorTableTest.class.getResourceAsStream(
                                                "/default-errors.csv")),
                                StandardCharsets.UTF_8))) {
            table = lines.lines().skip(2).map(Cell::parse).toList();
        }
    }

    @Test
    void everyCellIsThere() {
        assertThat(table).hasSize(ErrorStudy.all().size() * 2 * CoverageStudy.quantities().size());
        assertThat(table).allMatch(cell -> cell.row().datasets() >= 400);
    }

    /** Intervals of 90 % by the method that nobody asked for, on runs as they come. */
    @Test
    void defaultErrorsHoldAboutAsOftenAsTheySay() {
        assertThat(table)
                .filteredOn(cell -> cell.row().method().equals("default"))
                .allSatisfy(
                        cell ->
                                assertThat(cell.row().share())
                                        .as("%s", cell)
                                        .isBetween(0.85, 0.98));
    }

    /** What the run column saves: half of the truths are lost where checkpoints count as runs. */
    @Test
    void errorsOfCheckpointsThatPassForRunsHoldHalfAsOften() {
        assertThat(table)
                .filteredOn(cell -> cell.row().method().equals("sandwich"))
                .filteredOn(cell -> cell.design().equals("checkpoints"))
                .allSatisfy(cell -> assertThat(cell.row().share()).isLessThan(0.6));
    }

    @ParameterizedTest
    @CsvSource({"NINE_RUNS, log-squares", "NINE_RUNS, log-huber:0.001", "CHECKPOINTS, log-squares"})
    void aSmallerStudyAgreesWithTheTable(ErrorStudy.Design design, String objective) {
        ErrorStudy study = new ErrorStudy(design, objective);
        for (Coverage.Row row : study.run(Coverage.of(50, 11))) {
            Cell known =
                    table.stream()
                            .filter(cell -> study.csv(cell.row()).startsWith(cell.design() + ","))
                            .filter(cell -> cell.objective().equals(objective))
                            .filter(cell -> cell.row().method().equals(row.method()))
                            .filter(cell -> cell.row().quantity().equals(row.quantity()))
                            .findFirst()
                            .orElseThrow();
            double error = Math.hypot(row.error(), known.row().error());
            assertThat(row.share())
                    .as("%s", known)
                    .isCloseTo(known.row().share(), within(4 * error));
        }
    }
}
