package org.scalinglaws.picture;

import static java.util.Objects.requireNonNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/**
 * An image of a table, 800 by 500: dots for what was measured, lines for laws, dashes beyond the runs,
 * bands for intervals. The same table gives the same bytes.
 */
public final class Picture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    /** Room between the rows and the frame, as a share of what they span. */
    private static final double MARGIN = 0.04;

    private static final float LINE = 2f;
    private static final float[] DASHES = {8f, 6f};
    private static final int BAND = 48;
    private static final int DOT = 7;
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color GRID = new Color(0xE3, 0xE3, 0xE3);

    /** Okabe and Ito's colours, which people tell apart whatever their sight. */
    private static final List<Color> COLOURS =
            List.of(
                    new Color(0x00, 0x72, 0xB2),
                    new Color(0xD5, 0x5E, 0x00),
                    new Color(0x00, 0x9E, 0x73),
                    new Color(0xCC, 0x79, 0xA7),
                    new Color(0x56, 0xB4, 0xE9),
                    new Color(0xE6, 0x9F, 0x00),
                    new Color(0x00, 0x00, 0x00));

    /** Letters are outlines; a hundredth of a pixel is fine enough for them. */
    private static final Pattern FINE = Pattern.compile("(\\.\\d\\d)\\d+");

    private final PlotTable table;
    private final XYChart chart;

    private Picture(PlotTable table, XYChart chart) {
        this.table = table;
        this.chart = chart;
    }

    /**
     * Draws a table. Rows that have no place on its axes are left out.
     *
     * @param table what to draw
     * @return the picture
     * @throws IllegalArgumentException when no row has a place
     */
    public static Picture of(PlotTable table) {
        Axis x = requireNonNull(table, "table").x();
        Axis y = table.y();
        List<Row> drawn =
                table.rows().stream()
                        .filter(row -> x.holds(row.x()) && y.holds(row.estimate()))
                        .toList();
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to draw in '" + table.title() + "': no row has numbers on both axes");
        }
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        style(chart, table);
        range(chart, table, drawn);

        // Bands lie under lines, and lines under dots.
        Map<String, Color> colours = colours(drawn);
        colours.forEach((group, colour) -> addBand(chart, table, of(drawn, group), colour));
        colours.forEach((group, colour) -> addLines(chart, table, of(drawn, group), colour));
        colours.forEach((group, colour) -> addDots(chart, table, of(drawn, group), colour));
        return new Picture(table, chart);
    }

    private static Map<String, Color> colours(List<Row> rows) {
        Map<String, Color> colours = new LinkedHashMap<>();
        for (Row row : rows) {
            colours.computeIfAbsent(
                    row.group(), group -> COLOURS.get(colours.size() % COLOURS.size()));
        }
        return colours;
    }

    private static List<Row> of(List<Row> rows, String group) {
        return rows.stream().filter(row -> row.group().equals(group)).toList();
    }

    private static void style(XYChart chart, PlotTable table) {
        chart.setTitle(table.title());
        chart.setXAxisTitle(table.x().name());
        chart.setYAxisTitle(table.y().name());
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleBoxVisible(false)
                .setPlotBorderColor(INK)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        chart.getStyler()
                .setPlotGridLinesColor(GRID)
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setXAxisTickMarkSpacingHint(90)
                .setYAxisTickMarkSpacingHint(50)
                .setMarkerSize(DOT);
    }

    /** Of the dots and lines, and of intervals where they have a place; equal numbers get some room. */
    private static void range(XYChart chart, PlotTable table, List<Row> rows) {
        double[] across = ends(rows, table.x(), List.of(Row::x));
        double[] up = ends(rows, table.y(), List.of(Row::estimate, Picture::lower, Picture::upper));
        chart.getStyler().setXAxisMin(across[0]).setXAxisMax(across[1]);
        chart.getStyler().setYAxisMin(up[0]).setYAxisMax(up[1]);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(at -> label(table.x(), at));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(at -> label(table.y(), at));
    }

    private static double lower(Row row) {
        return row.interval().map(Interval::lower).orElse(Double.NaN);
    }

    private static double upper(Row row) {
        return row.interval().map(Interval::upper).orElse(Double.NaN);
    }

    private static double[] ends(List<Row> rows, Axis axis, List<ToDoubleFunction<Row>> numbers) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Row row : rows) {
            for (ToDoubleFunction<Row> number : numbers) {
                double value = number.applyAsDouble(row);
                if (axis.holds(value)) {
                    least = Math.min(least, place(axis, value));
                    most = Math.max(most, place(axis, value));
                }
            }
        }
        double room = most > least ? MARGIN * (most - least) : Math.max(0.5, Math.abs(most) / 2);
        return new double[] {least - room, most + room};
    }

    /** A logarithmic axis is a linear one of logarithms: so it keeps its ticks within a decade. */
    private static double place(Axis axis, double value) {
        return axis.logarithmic() ? Math.log10(value) : value;
    }

    private static String label(Axis axis, double at) {
        double value = axis.logarithmic() ? Math.pow(10, at) : at;
        return Math.abs(value) < 1e-12 ? "0" : Digits.three(value);
    }

    private static void addBand(XYChart chart, PlotTable table, List<Row> rows, Color colour) {
        List<Row> banded =
                rows.stream()
                        .filter(row -> row.mark() != Mark.POINT)
                        .filter(row -> table.y().holds(lower(row)))
                        .filter(row -> table.y().holds(upper(row)))
                        .toList();
        if (banded.size() < 2) {
            return;
        }

        // A polygon: along the lower ends, and back along the upper ones.
        int count = banded.size();
        double[] x = new double[2 * count];
        double[] y = new double[2 * count];
        for (int i = 0; i < count; i++) {
            Row row = banded.get(i);
            x[i] = place(table.x(), row.x());
            y[i] = place(table.y(), lower(row));
            x[2 * count - 1 - i] = x[i];
            y[2 * count - 1 - i] = place(table.y(), upper(row));
        }
        XYSeries band = chart.addSeries(banded.get(0).group() + ", interval", x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setMarker(SeriesMarkers.NONE);
        band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND));
        band.setLineColor(new Color(0, 0, 0, 0));
        band.setShowInLegend(false);
    }

    /** What lies beyond the runs begins where the other part ends, and is dashed. */
    private static void addLines(XYChart chart, PlotTable table, List<Row> rows, Color colour) {
        List<Row> within = new ArrayList<>();
        List<Row> beyond = new ArrayList<>();
        for (Row row : rows) {
            if (row.mark() == Mark.LINE) {
                within.add(row);
            } else if (row.mark() == Mark.EXTRAPOLATED) {
                if (beyond.isEmpty() && !within.isEmpty()) {
                    beyond.add(within.get(within.size() - 1));
                }
                beyond.add(row);
            }
        }
        BasicStroke dashed =
                new BasicStroke(
                        LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, DASHES, 0f);
        if (!within.isEmpty()) {
            line(chart, table, within.get(0).group(), within, colour, new BasicStroke(LINE));
        }
        if (!beyond.isEmpty()) {
            String name = beyond.get(0).group() + ", beyond the runs";
            line(chart, table, name, beyond, colour, dashed).setShowInLegend(within.isEmpty());
        }
    }

    private static XYSeries line(
            XYChart chart,
            PlotTable table,
            String name,
            List<Row> rows,
            Color colour,
            BasicStroke stroke) {
        XYSeries line = series(chart, table, name, rows);
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(colour);
        line.setLineStyle(stroke);
        return line;
    }

    private static void addDots(XYChart chart, PlotTable table, List<Row> rows, Color colour) {
        List<Row> dots = rows.stream().filter(row -> row.mark() == Mark.POINT).toList();
        if (dots.isEmpty()) {
            return;
        }
        boolean named = rows.size() > dots.size();
        String group = dots.get(0).group();
        XYSeries scatter = series(chart, table, named ? group + ", runs" : group, dots);
        scatter.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        scatter.setMarker(SeriesMarkers.CIRCLE);
        scatter.setMarkerColor(colour);
        scatter.setShowInLegend(!named);
    }

    private static XYSeries series(XYChart chart, PlotTable table, String name, List<Row> rows) {
        return chart.addSeries(
                name,
                rows.stream().mapToDouble(row -> place(table.x(), row.x())).toArray(),
                rows.stream().mapToDouble(row -> place(table.y(), row.estimate())).toArray());
    }

    /**
     * The table that is drawn.
     *
     * @return what {@link #of} was given
     */
    public PlotTable table() {
        return table;
    }

    /**
     * The picture as SVG to stand in a page: one element with a title, without the head of a file.
     *
     * @return text that begins with {@code <svg}
     */
    public String svg() {
        String text = new String(bytes("svg"), StandardCharsets.UTF_8);
        String element = text.substring(text.indexOf("<svg")).strip();
        return FINE.matcher(element).replaceAll("$1");
    }

    private byte[] bytes(String format) {
        try {
            return ChartEncoder.getBytes(chart, format);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The picture as pixels.
     *
     * @return 800 by 500
     */
    public BufferedImage image() {
        return BitmapEncoder.getBufferedImage(chart);
    }

    /**
     * Writes a file, replacing one that is there.
     *
     * @param file ends in {@code .svg} or {@code .png}
     * @throws IllegalArgumentException when it ends otherwise
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        String name = requireNonNull(file, "file").toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".svg")) {
                String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
                Files.writeString(file, head + svg() + "\n");
            } else if (name.endsWith(".png")) {
                Files.write(file, bytes("png"));
            } else {
                throw new IllegalArgumentException(
                        "a picture is written as .svg or .png, got " + file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }

    @Override
    public String toString() {
        return "picture of " + table.rows().size() + " rows: " + table.title();
    }
}
