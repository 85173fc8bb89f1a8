package org.scalinglaws.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** Where everything stands: the axes with their ticks, the title and the names within. */
final class Frame {
    private static final int SMALL = 12;
    private static final int USUAL = 13;
    private static final int TITLE = 16;
    private static final int LINE_HEIGHT = 14;
    private static final int EDGE = 16;
    private static final double WIDEST_NAME = 190;
    private static final int NAMED_BARS = 16;
    private static final double SAMPLE = 6;

    final Scale x;
    final Scale y;
    final Rectangle2D area;
    final Map<Double, String> across;
    final Map<Double, String> up;
    private final PlotTable table;
    private final List<Row> rows;
    private final int width;
    private final int height;

    Frame(PlotTable table, List<Row> rows, int width, int height, double top) {
        this.table = table;
        this.rows = rows;
        this.width = width;
        this.height = height;
        this.x = Scale.across(table.x(), rows);
        this.y = Scale.up(table.y(), rows);

        // The words to the left need to be known before the room for those below.
        int rowsOfTicks = (int) Math.max(3, (height - top - 60) / 48);
        this.up = Ticks.of(table.y(), y.low(), y.high(), rowsOfTicks);
        double widest =
                up.values().stream()
                        .mapToDouble(text -> Math.min(WIDEST_NAME, Word.width(text, SMALL)))
                        .max()
                        .orElse(0);

        // Then the words below, which may take several lines.
        int left = (int) Math.ceil(EDGE + 24 + widest + 8);
        int right = width - EDGE - 12;
        this.across = Ticks.of(table.x(), x.low(), x.high(), (right - left) / 80);
        int lines =
                across.keySet().stream()
                        .mapToInt(
                                place -> lines(across.getOrDefault(place, ""), left, right).size())
                        .max()
                        .orElse(1);
        int bottom = height - 42 - LINE_HEIGHT * lines;
        this.area = new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    /** A name of a place in up to three lines, none wider than its place. */
    private List<String> lines(String text, double left, double right) {
        if (table.x().places().isEmpty()) {
            return List.of(text);
        }
        double room = (right - left) / table.x().places().size() - 6;
        List<String> lines = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            String longer = (last + " " + word).strip();
            if (!lines.isEmpty() && (Word.width(longer, SMALL) <= room || lines.size() == 3)) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.add(word);
            }
        }
        return lines.stream().map(line -> Word.within(line, SMALL, room)).toList();
    }

    double x(double place) {
        return area.getX() + area.getWidth() * x.share(place);
    }

    double y(double place) {
        return area.getMaxY() - area.getHeight() * y.share(place);
    }

    private Point2D point(Row row) {
        return new Point2D.Double(x(x.place(row.x())), y(y.place(row.estimate())));
    }

    /** All that is written but the legend. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        String title = Word.within(table.title(), TITLE, 0.9 * (width - 2 * EDGE));
        words.add(new Word(title, EDGE, 28, 0, TITLE, true, false));
        String below = Word.within(table.x().name(), USUAL, area.getWidth());
        words.add(Word.of(below, area.getCenterX(), height - 14, 0.5, USUAL));
        String beside = Word.within(table.y().name(), USUAL, area.getHeight() + 20);
        words.add(new Word(beside, EDGE + 10, area.getCenterY(), 0.5, USUAL, false, true));
        addTicks(words);
        words.addAll(labels().words());
        return words;
    }

    /** A tick whose name would lie over the one before keeps its line and loses its name. */
    private void addTicks(List<Word> words) {
        double free = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Double, String> tick : across.entrySet()) {
            List<String> lines = lines(tick.getValue(), area.getX(), area.getMaxX());
            double at = x(tick.getKey());
            double half =
                    lines.stream().mapToDouble(line -> Word.width(line, SMALL)).max().orElse(0) / 2;
            if (at - half > free && at + half < width && at - half > 0 && half > 6 / 2.0) {
                double base = area.getMaxY() + 18;
                for (String line : lines) {
                    words.add(Word.of(line, at, base, 0.5, SMALL));
                    base += LINE_HEIGHT;
                }
                free = at + half + 4;
            }
        }

        // From the lowest upwards.
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<Double, String> tick : up.entrySet()) {
            double base = y(tick.getKey()) + 4;
            if (base < least) {
                String text = Word.within(tick.getValue(), SMALL, WIDEST_NAME);
                words.add(Word.of(text, area.getX() - 8, base, 1, SMALL));
                least = base - SMALL - 2;
            }
        }
    }

    /** Names of points, then of guides, then the heights of bars if they are few. */
    private Labels labels() {
        Map<String, List<Point2D>> guides = new LinkedHashMap<>();
        List<Point2D> drawn = new ArrayList<>();
        Point2D before = new Point2D.Double();
        String group = "";
        for (Row row : rows) {
            Point2D point = point(row);
            boolean line =
                    row.mark() != Mark.POINT && row.mark() != Mark.NAMED && row.mark() != Mark.BAR;
            boolean same = row.group().equals(group);
            drawn.addAll(line && same ? between(before, point) : List.of(point));
            if (row.mark() == Mark.GUIDE) {
                List<Point2D> path = guides.computeIfAbsent(row.group(), name -> new ArrayList<>());
                path.addAll(same ? between(before, point) : List.of(point));
            }
            before = point;
            group = row.group();
        }

        // What comes first finds the best place.
        Labels labels = new Labels(area, drawn.subList(0, Math.min(drawn.size(), 5000)));
        rows.stream()
                .filter(row -> row.mark() == Mark.NAMED)
                .limit(40)
                .forEach(row -> labels.add(row.group(), List.of(point(row))));
        guides.forEach((name, path) -> labels.add(name, ends(path)));
        List<Row> bars = rows.stream().filter(row -> row.mark() == Mark.BAR).toList();
        if (bars.size() <= NAMED_BARS) {
            bars.forEach(bar -> addHeight(labels, bar));
        }
        return labels;
    }

    /** Above a bar, or below one that hangs; beside its whisker where it has one. */
    private void addHeight(Labels labels, Row bar) {
        boolean whisker = y.holds(Scale.upper(bar)) && Scale.upper(bar) > Scale.lower(bar);
        double height = y(y.place(bar.estimate())) + (bar.estimate() < 0 ? 15 : -6);
        labels.add(
                Word.of(
                        Digits.three(bar.estimate()),
                        x(x.place(bar.x())) + (whisker ? 6 : 0),
                        height,
                        whisker ? 0 : 0.5,
                        SMALL));
    }

    /** The last place first: there a guide has the most room. */
    private static List<Point2D> ends(List<Point2D> path) {
        List<Point2D> ends = new ArrayList<>();
        for (double share : new double[] {1, 0, 0.9, 0.1, 0.75, 0.25, 0.5}) {
            ends.add(path.get((int) Math.round(share * (path.size() - 1))));
        }
        return ends;
    }

    private static List<Point2D> between(Point2D from, Point2D to) {
        int steps = (int) Math.max(1, Math.min(200, from.distance(to) / SAMPLE));
        List<Point2D> points = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            double share = i / (double) steps;
            points.add(
                    new Point2D.Double(
                            from.getX() + share * (to.getX() - from.getX()),
                            from.getY() + share * (to.getY() - from.getY())));
        }
        return points;
    }
}
