package org.scalinglaws.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** What holds of every picture, read back from its SVG. */
class EveryPictureTest {
    private static final Map<String, PlotTable> ALL = Gallery.tables();
    private static final Pattern DOT = Pattern.compile("<ellipse cx=\"([^\"]*)\" cy=\"([^\"]*)\"");
    private static final Pattern MOVED =
            Pattern.compile("<g transform=\"translate\\(([^ ]*) ([^)]*)\\)\"");
    private static final Pattern TEXT =
            Pattern.compile(
                    "<text x=\"([^\"]*)\" y=\"([^\"]*)\" font-size=\"(\\d+)\"( font-weight[^ >]*)?"
                            + "( text-anchor=\"(end|middle)\")?( transform[^>]*)?>([^<]*)</text>");
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private record Said(String text, double x, double y, Rectangle2D box) {}

    static Stream<String> names() {
        return ALL.keySet().stream();
    }

    private static PlotTable table(String name) {
        return Optional.ofNullable(ALL.get(name)).orElseThrow();
    }

    private static List<Said> texts(String svg) {
        List<Said> said = new ArrayList<>();
        Matcher found = TEXT.matcher(svg);
        while (found.find()) {
            double x = Double.parseDouble(found.group(1));
            double y = Double.parseDouble(found.group(2));
            int size = Integer.parseInt(found.group(3));
            String text = found.group(8).replace("&lt;", "<").replace("&amp;", "&");
            Font font =
                    new Font(
                            Font.SANS_SERIF, found.group(4) == null ? Font.PLAIN : Font.BOLD, size);
            double width = font.getStringBounds(text, CONTEXT).getWidth();
            double before = "end".equals(found.group(6)) ? 1 : found.group(6) == null ? 0 : 0.5;
            double left = before * width;
            Rectangle2D box =
                    found.group(7) == null
                            ? new Rectangle2D.Double(x - left, y - 0.75 * size, width, 0.95 * size)
                            : new Rectangle2D.Double(x - 0.75 * size, y - left, 0.95 * size, width);
            said.add(new Said(text, x, y, box));
        }
        return said;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPointIsADotAndTheFirstAndTheLastStandWhereTheTicksSay(String name) {
        PlotTable table = table(name);
        String svg = Picture.of(table).svg();
        List<Row> points = of(table, Mark.POINT);
        List<MatchResult> dots = DOT.matcher(svg).results().toList();
        long inLegend = points.stream().map(Row::group).distinct().count();
        assertThat(dots).hasSize((int) (points.size() + inLegend));
        if (points.isEmpty()) {
            return;
        }

        // Dots come by groups: those of the first group, then the next.
        List<Row> drawn =
                points.stream()
                        .map(Row::group)
                        .distinct()
                        .flatMap(g -> points.stream().filter(row -> row.group().equals(g)))
                        .toList();
        Matcher moved = MOVED.matcher(svg);
        assertThat(moved.find()).isTrue();
        for (int i : new int[] {0, drawn.size() - 1}) {
            double x = Double.parseDouble(dots.get(i).group(1)) + number(moved.group(1));
            double y = Double.parseDouble(dots.get(i).group(2)) + number(moved.group(2));
            assertThat(x).isCloseTo(expected(svg, table.x(), drawn.get(i).x(), true), within(0.5));
            assertThat(y)
                    .isCloseTo(
                            expected(svg, table.y(), drawn.get(i).estimate(), false), within(0.5));
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /** Where a number must stand, by the first and the last tick that are named on its axis. */
    private static double expected(String svg, Axis axis, double value, boolean across) {
        List<Said> texts = texts(svg);
        double base = across ? lowestRow(texts, axis) : Double.NaN;
        List<Said> ticks =
                across
                        ? texts.stream().filter(each -> each.y() == base).toList()
                        : texts.stream().filter(each -> isLeft(svg, each)).toList();
        Said first = ticks.get(0);
        Said last = ticks.get(ticks.size() - 1);
        double from = place(axis, first.text());
        double to = place(axis, last.text());
        double at = axis.logarithmic() ? Math.log10(value) : value;
        double start = across ? first.x() : first.y() - 4;
        double end = across ? last.x() : last.y() - 4;
        return start + (at - from) / (to - from) * (end - start);
    }

    private static double lowestRow(List<Said> texts, Axis axis) {
        double foot =
                texts.stream()
                        .filter(t -> t.text().equals(axis.name()))
                        .findFirst()
                        .orElseThrow()
                        .y();
        return texts.stream().mapToDouble(Said::y).filter(y -> y < foot).max().orElseThrow();
    }

    private static boolean isLeft(String svg, Said said) {
        return svg.contains(
                        "<text x=\""
                                + said.x()
                                + "\" y=\""
                                + said.y()
                                + "\" font-size=\"12\" text-anchor=\"end\">"
                                + said.text()
                                + "<")
                && said.x() < 250
                && said.x() == left(svg);
    }

    private static double left(String svg) {
        Matcher moved = MOVED.matcher(svg);
        return moved.find() ? number(moved.group(1)) - 8 : Double.NaN;
    }

    private static double place(Axis axis, String label) {
        if (!axis.places().isEmpty()) {
            return axis.places().indexOf(label);
        }
        int suffix = "KMBT".indexOf(label.charAt(label.length() - 1));
        double value =
                suffix < 0
                        ? number(label)
                        : number(label.substring(0, label.length() - 1))
                                * Math.pow(1000, suffix + 1);
        return axis.logarithmic() ? Math.log10(value) : value;
    }

    private static List<Row> of(PlotTable table, Mark mark) {
        return table.rows().stream().filter(row -> row.mark() == mark).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void onlyWhatIsExtrapolatedIsDashed(String name) {
        PlotTable table = table(name);
        boolean beyond = !of(table, Mark.EXTRAPOLATED).isEmpty();
        assertThat(Picture.of(table).svg().contains("stroke-dasharray")).isEqualTo(beyond);
    }

    @ParameterizedTest
    @MethodSource("names")
    void noWordLeavesThePictureOrLiesOverAnother(String name) {
        List<Said> texts = texts(Picture.of(table(name)).svg());
        assertThat(texts).hasSizeGreaterThan(6);
        Rectangle2D whole = new Rectangle2D.Double(0, 0, 800, 500);
        for (int i = 0; i < texts.size(); i++) {
            Said one = texts.get(i);
            assertThat(whole.contains(one.box())).as(one.text()).isTrue();
            for (Said other : texts.subList(i + 1, texts.size())) {
                assertThat(one.box().intersects(other.box()))
                        .as(one.text() + " and " + other.text())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void titleAxesAndGroupsAreSaid(String name) {
        PlotTable table = table(name);
        List<String> texts = texts(Picture.of(table).svg()).stream().map(Said::text).toList();
        assertThat(texts).contains(table.title(), table.x().name(), table.y().name());
        assertThat(texts).containsAll(of(table, Mark.POINT).stream().map(Row::group).toList());
        assertThat(texts).containsAll(of(table, Mark.BAR).stream().map(Row::group).toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameTableGivesTheSameBytes(String name) {
        assertThat(Picture.of(table(name)).svg()).isEqualTo(Picture.of(table(name)).svg());
    }

    /** Rows of one kind that are hard to draw; none of them takes the program down. */
    @ParameterizedTest
    @EnumSource(Mark.class)
    void anyRowsOfAKindAreAPicture(Mark mark) {
        List<List<Row>> hard = new ArrayList<>();
        hard.add(List.of(Row.of("one", mark, 3, 4)));
        hard.add(List.of(Row.of("equal", mark, 3, 4), Row.of("equal", mark, 3, 4)));
        hard.add(
                List.of(
                        new Row(
                                "open",
                                mark,
                                1,
                                2,
                                Optional.of(new Interval(0, Double.POSITIVE_INFINITY))),
                        Row.of("open", mark, 2, 1)));
        hard.add(List.of(Row.of("far", mark, 1e-300, -1e308), Row.of("far", mark, 1e299, 1e299)));
        List<Row> groups = new ArrayList<>();
        List<Row> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            groups.add(Row.of("a group of a long name, number " + i, mark, i + 1, i));
            groups.add(Row.of("a group of a long name, number " + i, mark, i + 2, 2 * i));
        }
        for (int i = 0; i < 10_000; i++) {
            many.add(Row.of(mark == Mark.NAMED ? "n" + i : "many", mark, i + 1, Math.sin(i)));
        }
        hard.add(groups);
        hard.add(many);
        for (List<Row> rows : hard) {
            for (Axis x : List.of(Axis.linear("x"), Axis.logarithmic("x"))) {
                String svg = Picture.of(new PlotTable("Hard", x, Axis.linear("y"), rows)).svg();
                assertThat(svg).startsWith("<svg").endsWith("</svg>").doesNotContain("NaN");
                Rectangle2D whole = new Rectangle2D.Double(0, 0, 800, 500);
                assertThat(texts(svg)).allMatch(said -> whole.contains(said.box()));
            }
        }
    }
}
