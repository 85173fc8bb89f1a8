package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.testing.CoverageStudy;

/** What the committed table of coverage shows, and that the code still gives it. */
class CoverageTableTest {
    private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"|([^,]+)");
    private static final Map<String, Coverage.Row> TABLE = new LinkedHashMap<>();

    @BeforeAll
    static void readTable() throws IOException {
        try (BufferedReader table =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CoverageTableTest.class.getResourceAsStream(
                                                "/coverage.csv")),
                                StandardCharsets.UTF_8))) {
            table.lines()
                    .filter(line -> line.startsWith("log-"))
                    .forEach(
                            line -> {
                                List<String> cells =
                                        CELL.matcher(line)
                                                .results()
                                                .map(
                                                        found ->
                                                                found.group(1) == null
                                                                        ? found.group(2)
                                                                        : found.group(1))
                                                .toList();
                                Coverage.Row row =
                                        new Coverage.Row(
                                                cells.get(3),
                                                cells.get(4),
                                                Double.parseDouble(cells.get(5)),
                                                Integer.parseInt(cells.get(7)),
                                                Integer.parseInt(cells.get(8)),
                                                Integer.parseInt(cells.get(9)),
                                                Integer.parseInt(cells.get(10)));
                                assertThat(row.datasets())
                                        .isEqualTo(Integer.parseInt(cells.get(6)));
                                TABLE.put(key(cells.get(0), cells.get(1), cells.get(2), row), row);
                            });
        }
    }

    private static String key(String objective, String runs, String noise, Coverage.Row row) {
        return String.join("/", objective, runs, noise, row.method(), row.quantity());
    }

    @Test
    void everyCellIsThere() {
        for (CoverageStudy cell : CoverageStudy.all()) {
            String start =
                    String.join(
                            "/",
                            cell.objective(),
                            Integer.toString(cell.budgets() * cell.sizes()),
                            Double.toString(cell.noise()));
            int methods = cell.objective().equals("log-squares") ? 12 : 11;
            assertThat(TABLE.keySet().stream().filter(key -> key.startsWith(start + "/")))
                    .hasSize(methods * CoverageStudy.quantities().size());
        }
        assertThat(TABLE.values()).allMatch(row -> row.datasets() >= 200 && row.level() == 0.9);
    }

    /** 90 % intervals that hold 87 to 93 % of the time, give or take the error of the study. */
    @ParameterizedTest
    @CsvSource({
        "log-squares,     240, Gauss-Newton",
        "log-squares,     240, profile",
        "log-squares,     240, jackknife",
        "log-squares,     240, sandwich",
        "log-squares,     240, 'pairs, percentile'",
        "log-squares,      40, Gauss-Newton",
        "log-squares,      40, profile",
        "log-squares,      40, 'pairs, percentile'",
        "log-squares,      20, Gauss-Newton",
        "log-squares,      20, profile",
        "log-huber:0.001, 240, profile",
        "log-huber:0.001, 240, 'pairs, percentile'",
    })
    void theseMethodsHoldAsOftenAsTheySay(String objective, int runs, String method) {
        for (String noise : List.of("0.002", "0.005", "0.01")) {
            for (String quantity : CoverageStudy.quantities().keySet()) {
                String key =
                        String.join(
                                "/", objective, Integer.toString(runs), noise, method, quantity);
                Coverage.Row row = Objects.requireNonNull(TABLE.get(key), key);
                assertThat(row.share())
                        .as("%s", key)
                        .isBetween(0.87 - row.error(), 0.93 + row.error());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"log-squares, 0.005", "log-huber:0.001, 0.01"})
    void aSmallerStudyAgreesWithTheTable(String objective, double noise) {
        CoverageStudy cell = new CoverageStudy(objective, 4, 5, noise);
        for (Coverage.Row row : cell.run(Coverage.of(80, 11), cell.analytic())) {
            String key = key(objective, "20", Double.toString(noise), row);
            Coverage.Row known = Objects.requireNonNull(TABLE.get(key), key);
            assertThat(row.share())
                    .as(key)
                    .isCloseTo(known.share(), within(4 * Math.hypot(row.error(), known.error())));
        }
    }
}
