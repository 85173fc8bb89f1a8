package org.scalinglaws.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** What the colours mean: under the title, from left to right, in three lines at most. */
final class Legend {
    private static final int SIZE = 12;
    private static final int LINES = 3;
    private static final int LINE_HEIGHT = 20;
    private static final double SWATCH = 22;
    private static final double GAP = 18;
    private static final double WIDEST = 320;

    private record Entry(Set<Mark> marks, Color colour, Word name) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Word> more = new ArrayList<>();
    private final double end;

    Legend(List<Row> rows, Map<String, Color> colours, double left, double right, double top) {
        Map<String, Set<Mark>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            if (colours.containsKey(row.group())
                    && row.mark() != Mark.NAMED
                    && row.mark() != Mark.GUIDE) {
                groups.computeIfAbsent(row.group(), name -> EnumSet.noneOf(Mark.class))
                        .add(row.mark());
            }
        }
        double x = left;
        double y = top;
        int lines = groups.isEmpty() ? 0 : 1;
        for (Map.Entry<String, Set<Mark>> group : groups.entrySet()) {
            String name = Word.within(group.getKey(), SIZE, WIDEST);
            double width = SWATCH + 6 + Word.width(name, SIZE) + GAP;
            boolean last = lines == LINES;
            if (x + width > right - (last ? 110 : 0) && last) {
                String rest = "and " + (groups.size() - entries.size()) + " more";
                more.add(Word.of(rest, x, y, 0, SIZE));
                break;
            }
            if (x + width > right && x > left) {
                x = left;
                y += LINE_HEIGHT;
                lines++;
            }
            entries.add(
                    new Entry(
                            group.getValue(),
                            colours.getOrDefault(group.getKey(), Palette.INK),
                            Word.of(name, x + SWATCH + 6, y, 0, SIZE)));
            x += width;
        }
        this.end = lines == 0 ? top - LINE_HEIGHT + 8 : y;
    }

    /** The base line of its last line. */
    double end() {
        return end;
    }

    List<Word> words() {
        List<Word> words = new ArrayList<>(more);
        entries.forEach(entry -> words.add(entry.name));
        return words;
    }

    void paint(Graphics2D canvas) {
        for (Entry entry : entries) {
            double x = entry.name.x() - SWATCH - 6;
            double y = entry.name.y() - 4;
            canvas.setColor(entry.colour);
            if (entry.marks.contains(Mark.BAR)) {
                canvas.fill(new Rectangle2D.Double(x + 5, y - 6, 12, 12));
            }
            if (entry.marks.contains(Mark.LINE) || entry.marks.contains(Mark.EXTRAPOLATED)) {
                BasicStroke stroke = entry.marks.contains(Mark.LINE) ? Marks.LINE : Marks.DASHED;
                canvas.setStroke(stroke);
                canvas.draw(new Line2D.Double(x, y, x + SWATCH, y));
            }
            if (entry.marks.contains(Mark.POINT)) {
                canvas.fill(new Ellipse2D.Double(x + SWATCH / 2 - 4, y - 4, 8, 8));
            }
        }
    }
}
