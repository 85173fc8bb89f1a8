package org.scalinglaws.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** What stands within the frame, drawn by XChart: bands, guides, bars, lines, whiskers and dots. */
final class Marks {
    static final BasicStroke LINE =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    static final BasicStroke THIN =
            new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
            new BasicStroke(
                    2f,
                    BasicStroke.CAP_BUTT,
                    BasicStroke.JOIN_ROUND,
                    10f,
                    new float[] {8f, 6f},
                    0f);

    /** A bar fills this share of its place. */
    static final double BAR = 0.62;

    static final int BAND = 48;
    private static final int CROWD = 200;
    private static final Color NONE = new Color(0, 0, 0, 0);

    private final Scale x;
    private final Scale y;
    private final List<Row> rows;
    private final Map<String, Color> colours;
    private final int width;
    private final int height;
    private final List<Path> paths = new ArrayList<>();

    /** What a chart under the lines and one over them hold. */
    private final XYChart areas;

    private final XYChart dots;
    private int count;

    /** A line in one piece, so that its dashes run on from place to place. */
    private record Path(Path2D shape, Color colour, BasicStroke stroke) {}

    private Marks(
            Scale x, Scale y, List<Row> rows, Map<String, Color> colours, int width, int height) {
        this.x = x;
        this.y = y;
        this.rows = rows;
        this.colours = colours;
        this.width = width;
        this.height = height;
        this.areas = bare();
        this.dots = bare();
    }

    /** Draws the rows of a table. */
    static void paint(
            Graphics2D canvas,
            Scale x,
            Scale y,
            List<Row> rows,
            Map<String, Color> colours,
            int width,
            int height) {
        Marks marks = new Marks(x, y, rows, colours, width, height);
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(
                row -> groups.computeIfAbsent(row.group(), name -> new ArrayList<>()).add(row));

        // Bands lie under lines, and lines under dots; what has a name lies on top.
        groups.values().forEach(marks::addBand);
        groups.values().forEach(marks::addBars);
        groups.values().forEach(marks::addGuide);
        groups.values().forEach(marks::addLines);
        groups.values().forEach(marks::addWhiskers);
        groups.values().forEach(marks::addDots);
        marks.addDots(of(rows, Mark.NAMED), new Diamond(), Palette.INK);
        marks.paint(canvas);
    }

    private void paint(Graphics2D canvas) {
        areas.paint(canvas, width, height);
        for (Path path : paths) {
            canvas.setColor(path.colour);
            canvas.setStroke(path.stroke);
            canvas.draw(path.shape);
        }
        dots.paint(canvas, width, height);
    }

    /** A chart that is its plot alone: axes and words are laid out around it. */
    private XYChart bare() {
        XYChart chart = new XYChart(width, height);
        chart.getStyler()
                .setLegendVisible(false)
                .setChartTitleVisible(false)
                .setPlotBorderVisible(false)
                .setChartPadding(0)
                .setPlotContentSize(1)
                .setChartBackgroundColor(NONE)
                .setPlotBackgroundColor(NONE);
        chart.getStyler()
                .setAxisTicksVisible(false)
                .setAxisTitlesVisible(false)
                .setAxisTickPadding(0)
                .setAxisTitlePadding(0)
                .setPlotMargin(0)
                .setPlotGridLinesVisible(false)
                .setPlotTicksMarksVisible(false);
        chart.getStyler().setXAxisMin(x.low()).setXAxisMax(x.high());
        chart.getStyler().setYAxisMin(y.low()).setYAxisMax(y.high());

        long crowd = rows.stream().filter(row -> row.mark() == Mark.POINT).count();
        chart.getStyler().setMarkerSize(crowd > CROWD ? 5 : 8);
        return chart;
    }

    private static List<Row> of(List<Row> rows, Mark mark) {
        return rows.stream().filter(row -> row.mark() == mark).toList();
    }

    private Color colour(List<Row> group) {
        return colours.getOrDefault(group.get(0).group(), Palette.INK);
    }

    private XYSeries series(XYChart chart, double[] across, double[] up) {
        XYSeries series = chart.addSeries("series " + count++, across, up);
        series.setLineColor(NONE);
        return series;
    }

    private void addBand(List<Row> group) {
        List<Row> banded =
                group.stream()
                        .filter(row -> row.mark() == Mark.LINE || row.mark() == Mark.EXTRAPOLATED)
                        .filter(row -> y.holds(Scale.lower(row)) && y.holds(Scale.upper(row)))
                        .toList();
        if (banded.size() < 2) {
            return;
        }

        // A polygon: along the lower ends, and back along the upper ones.
        int count = banded.size();
        double[] across = new double[2 * count];
        double[] up = new double[2 * count];
        for (int i = 0; i < count; i++) {
            Row row = banded.get(i);
            across[i] = x.place(row.x());
            up[i] = y.place(Scale.lower(row));
            across[2 * count - 1 - i] = across[i];
            up[2 * count - 1 - i] = y.place(Scale.upper(row));
        }
        polygon(across, up, Palette.faint(colour(group), BAND));
    }

    private void polygon(double[] across, double[] up, Color colour) {
        XYSeries area = series(areas, across, up);
        area.setMarker(SeriesMarkers.NONE);
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        area.setFillColor(colour);
    }

    private void addBars(List<Row> group) {
        for (Row row : of(group, Mark.BAR)) {
            double half = BAR / 2;
            double at = x.place(row.x());
            double top = y.place(row.estimate());
            double ground = y.ground();
            polygon(
                    new double[] {at - half, at - half, at + half, at + half},
                    new double[] {ground, top, top, ground},
                    colour(group));
        }
    }

    private void addGuide(List<Row> group) {
        addPath(of(group, Mark.GUIDE), row -> true, Palette.GUIDE, THIN);
    }

    /** A piece that ends or begins beyond what was measured is dashed. */
    private void addLines(List<Row> group) {
        List<Row> path =
                group.stream()
                        .filter(row -> row.mark() == Mark.LINE || row.mark() == Mark.EXTRAPOLATED)
                        .toList();
        if (path.size() == 1) {
            addDots(path, SeriesMarkers.CIRCLE, colour(group));
            return;
        }
        addPath(path, row -> row.mark() == Mark.LINE, colour(group), LINE);
        addPath(path, row -> row.mark() == Mark.EXTRAPOLATED, colour(group), DASHED);
    }

    /** The pieces of a line whose places are of one kind; a dashed one takes its neighbours along. */
    private void addPath(List<Row> path, Predicate<Row> kind, Color colour, BasicStroke stroke) {
        boolean either = stroke.equals(DASHED);
        Path2D shape = new Path2D.Double();
        boolean on = false;
        for (int i = 1; i < path.size(); i++) {
            Row from = path.get(i - 1);
            Row to = path.get(i);
            boolean drawn =
                    either ? kind.test(from) || kind.test(to) : kind.test(from) && kind.test(to);
            if (drawn && !on) {
                shape.moveTo(across(from.x()), up(from.estimate()));
            }
            if (drawn) {
                shape.lineTo(across(to.x()), up(to.estimate()));
            }
            on = drawn;
        }
        addPath(shape, colour, stroke);
    }

    private void addPath(Path2D shape, Color colour, BasicStroke stroke) {
        if (shape.getCurrentPoint() != null) {
            paths.add(new Path(shape, colour, stroke));
        }
    }

    private double across(double value) {
        return width * x.share(x.place(value));
    }

    private double up(double value) {
        return height * (1 - y.share(y.place(value)));
    }

    private void addWhiskers(List<Row> group) {
        Path2D shape = new Path2D.Double();
        for (Row row : group) {
            boolean alone =
                    switch (row.mark()) {
                        case POINT, NAMED, BAR -> true;
                        case LINE, EXTRAPOLATED, GUIDE -> false;
                    };
            if (alone && y.holds(Scale.lower(row)) && y.holds(Scale.upper(row))) {
                shape.moveTo(across(row.x()), up(Scale.lower(row)));
                shape.lineTo(across(row.x()), up(Scale.upper(row)));
            }
        }
        boolean bars = !of(group, Mark.BAR).isEmpty();
        addPath(shape, bars ? Palette.INK : colour(group), bars ? LINE : THIN);
    }

    private void addDots(List<Row> group) {
        List<Row> points = of(group, Mark.POINT);
        boolean crowd = points.size() > CROWD;
        addDots(points, SeriesMarkers.CIRCLE, Palette.faint(colour(group), crowd ? 110 : 255));
    }

    private void addDots(List<Row> places, Marker marker, Color colour) {
        if (places.isEmpty()) {
            return;
        }
        XYSeries scatter =
                series(
                        dots,
                        places.stream().mapToDouble(row -> x.place(row.x())).toArray(),
                        places.stream().mapToDouble(row -> y.place(row.estimate())).toArray());
        scatter.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        scatter.setMarker(marker);
        scatter.setMarkerColor(colour);
    }

    /** Larger than the dots of a crowd, and set off from them. */
    private static final class Diamond extends Marker {
        private static final double HALF = 6;

        @Override
        public void paint(Graphics2D canvas, double x, double y, int size) {
            Path2D shape = new Path2D.Double();
            shape.moveTo(x, y - HALF);
            shape.lineTo(x + HALF, y);
            shape.lineTo(x, y + HALF);
            shape.lineTo(x - HALF, y);
            shape.closePath();
            canvas.setColor(Palette.INK);
            canvas.fill(shape);
            canvas.setStroke(THIN);
            canvas.setColor(Color.WHITE);
            canvas.draw(shape);
        }
    }
}
