package org.scalinglaws.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

class PictureTest {
    private static final Axis FLOP = Axis.logarithmic("FLOP");
    private static final Axis LOSS = Axis.linear("loss, nats");
    private static final Pattern DOT = Pattern.compile("<ellipse cx=\"([^\"]*)\" cy=\"([^\"]*)\"");

    @TempDir private Path folder = Path.of("");

    private static PlotTable dots(double... x) {
        List<Row> rows = new ArrayList<>();
        for (double each : x) {
            rows.add(Row.of("runs", Mark.POINT, each, 3 - Math.log10(Math.abs(each) + 1) / 20));
        }
        return new PlotTable("Dots", FLOP, LOSS, rows);
    }

    /** The dots of rows; the last of all stands in the legend. */
    private static List<MatchResult> drawn(String svg) {
        List<MatchResult> dots = DOT.matcher(svg).results().toList();
        return dots.subList(0, dots.size() - 1);
    }

    @Test
    void everyRowIsADotWhereItsLogarithmSaysToHalfAPixel() {
        double[] x = {1e18, 3e18, 1e19, 7e19, 1e21};
        String svg = Picture.of(dots(x)).svg();
        List<MatchResult> dots = drawn(svg);
        assertThat(dots).hasSize(x.length);

        // Between the first dot and the last lie three decades.
        double first = Double.parseDouble(dots.get(0).group(1));
        double width = Double.parseDouble(dots.get(x.length - 1).group(1)) - first;
        assertThat(first).isBetween(20.0, 60.0);
        assertThat(width).isGreaterThan(500);
        for (int i = 0; i < x.length; i++) {
            assertThat(Double.parseDouble(dots.get(i).group(1)))
                    .isCloseTo(first + (Math.log10(x[i]) - 18) / 3 * width, within(0.5));
        }
    }

    private static Row row(Mark mark, double x, double loss, double room) {
        Interval interval = new Interval(loss - room, loss + room);
        return new Row("law", mark, x, loss, Optional.of(interval));
    }

    @Test
    void whatLiesBeyondTheRunsIsDashed() {
        List<Row> rows =
                List.of(
                        row(Mark.LINE, 1e18, 3, 0.1),
                        row(Mark.LINE, 1e19, 2.8, 0.1),
                        row(Mark.EXTRAPOLATED, 1e20, 2.6, 0.4));
        PlotTable table = new PlotTable("Law", FLOP, LOSS, rows);
        assertThat(Picture.of(table).svg()).contains("stroke-dasharray:8");
        assertThat(Picture.of(new PlotTable("Law", FLOP, LOSS, rows.subList(0, 2))).svg())
                .doesNotContain("stroke-dasharray:8");
    }

    @Test
    void anyNumberOfRowsIsAPictureOrASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Picture.of(dots()))
                .withMessage("nothing to draw in 'Dots': no row has numbers on both axes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Picture.of(dots(-1, 0)))
                .withMessage("nothing to draw in 'Dots': no row has numbers on both axes");

        assertThat(drawn(Picture.of(dots(1e20)).svg())).hasSize(1);
        assertThat(drawn(Picture.of(dots(1e20, -1, 1e20)).svg())).hasSize(2);
        double[] many = IntStream.range(0, 10_000).mapToDouble(i -> 1e18 * (1 + i)).toArray();
        assertThat(drawn(Picture.of(dots(many)).svg())).hasSize(10_000);
    }

    @Test
    void theSameTableGivesTheSameBytes() throws IOException {
        for (String name : List.of("a.svg", "a.png")) {
            Path one = folder.resolve(name);
            Path other = folder.resolve("other-" + name);
            Picture.of(dots(1e18, 1e19)).write(one);
            Picture.of(dots(1e18, 1e19)).write(other);
            assertThat(Files.mismatch(one, other)).isEqualTo(-1);
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Picture.of(dots(1e18)).write(folder.resolve("a.gif")))
                .withMessageStartingWith("a picture is written as .svg or .png, got ");
    }
}
