package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

class TextChartTest {
    private static PlotTable table(Row... rows) {
        return new PlotTable(
                "Loss", Axis.logarithmic("params N"), Axis.linear("nats"), List.of(rows));
    }

    @Test
    void theEndsOfBothScalesStandInTheCorners() {
        String text =
                TextChart.of(
                        table(
                                Row.of("runs", Mark.POINT, 1e6, 4),
                                Row.of("runs", Mark.POINT, 1e8, 3),
                                Row.of("law", Mark.LINE, 1e7, 3.5),
                                Row.of("law", Mark.EXTRAPOLATED, 1e10, 2)));
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(22);
        assertThat(lines.get(2)).isEqualTo("        4 |o");
        assertThat(lines.get(6)).isEqualTo("          |" + " ".repeat(16) + ".");
        assertThat(lines.get(9)).isEqualTo("          |" + " ".repeat(32) + "o");
        assertThat(lines.get(17)).isEqualTo("        2 |" + " ".repeat(63) + ":");
        assertThat(lines.get(18)).isEqualTo("          +" + "-".repeat(64));
        assertThat(lines.get(19)).isEqualTo("           1M" + " ".repeat(59) + "10B");
        assertThat(lines.get(21).strip()).isEqualTo("o runs   . the law   : beyond the runs");
    }

    @Test
    void noRowAndEqualValuesAreDrawnOrSaid() {
        assertThat(TextChart.of(table())).isEqualTo("Loss: nothing to draw");
        assertThat(TextChart.of(table(Row.of("runs", Mark.POINT, 5, 5))).lines())
                .contains("          |" + " ".repeat(32) + "o");
    }

    @Test
    void aGuideIsDrawnFromEndToEndAndALongLegendWraps() {
        Row[] rows = new Row[12];
        rows[0] = Row.of("zero", Mark.GUIDE, 1, 0);
        rows[1] = Row.of("zero", Mark.GUIDE, 100, 0);
        for (int i = 2; i < rows.length; i++) {
            rows[i] = Row.of("group number " + i, Mark.POINT, 10, i - 6.5);
        }
        List<String> lines = TextChart.of(table(rows)).lines().toList();
        assertThat(lines).contains("          |" + "-".repeat(32) + "@" + "-".repeat(31));
        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(21).strip())
                .isEqualTo("o group number 2   x group number 3   + group number 4");
        assertThat(lines.get(lines.size() - 1)).endsWith("b group number 11   - zero");
    }

    @Test
    void anAxisOfNamesIsToldInLines() {
        PlotTable names =
                new PlotTable(
                        "Off the law",
                        Axis.names("corpus", List.of("web", "code")),
                        Axis.linear("percent"),
                        List.of(
                                Row.of("the law", Mark.GUIDE, -0.5, 0),
                                Row.of("the law", Mark.GUIDE, 1.5, 0),
                                Row.of("runs", Mark.POINT, -0.2, 1.5),
                                Row.of("runs", Mark.POINT, 0.2, -3),
                                Row.of("run 7", Mark.NAMED, 1, 40)));
        assertThat(TextChart.of(names).lines().map(String::strip))
                .containsExactly(
                        "Off the law",
                        "corpus                                          count  percent",
                        "web                      runs                       2  -3 to 1.5",
                        "code                     run 7                      1  40");
    }
}
