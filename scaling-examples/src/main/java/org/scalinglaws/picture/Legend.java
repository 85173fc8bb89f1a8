package org.scalinglaws.picture;

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

    /** What is shown of a group. */
    private record Look(Set<Mark> marks, boolean banded) {}

    private record Entry(Look look, Color colour, Word name) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Word> more = new ArrayList<>();
    private final double end;

    Legend(List<Row> rows, Map<String, Color> colours, double left, double right, double top) {
        Map<String, Look> groups = looks(rows, colours);
        double x = left;
        double y = top;
        int lines = groups.isEmpty() ? 0 : 1;
        for (Map.Entry<String, Look> group : groups.entrySet()) {
            String name = Word.within(group.getKey(), SIZE, WIDEST);
            double width = SWATCH + 6 + Word.width(name, SIZE) + GAP;

            // The last line keeps room to say how many are left out.
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

            Color colour = colours.getOrDefault(group.getKey(), Palette.INK);
            Word word = Word.of(name, x + SWATCH + 6, y, 0, SIZE);
            entries.add(new Entry(group.getValue(), colour, word));
            x += width;
        }
        this.end = lines == 0 ? top - LINE_HEIGHT + 8 : y;
    }

    /** Guides and names say themselves what they are. */
    private static Map<String, Look> looks(List<Row> rows, Map<String, Color> colours) {
        Map<String, Look> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            Mark mark = row.mark();
            if (colours.containsKey(row.group()) && mark != Mark.NAMED && mark != Mark.GUIDE) {
                boolean line = mark == Mark.LINE || mark == Mark.EXTRAPOLATED;
                Look own = new Look(EnumSet.of(mark), line && row.interval().isPresent());
                groups.merge(row.group(), own, Legend::both);
            }
        }
        return groups;
    }

    private static Look both(Look one, Look other) {
        Set<Mark> marks = EnumSet.copyOf(one.marks);
        marks.addAll(other.marks);
        return new Look(marks, one.banded || other.banded);
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
            Set<Mark> marks = entry.look.marks;
            if (entry.look.banded) {
                canvas.setColor(Palette.faint(entry.colour, Marks.BAND));
                canvas.fill(new Rectangle2D.Double(x, y - 6, SWATCH, 12));
            }

            canvas.setColor(entry.colour);
            if (marks.contains(Mark.BAR)) {
                canvas.fill(new Rectangle2D.Double(x + 5, y - 6, 12, 12));
            }
            if (marks.contains(Mark.LINE) || marks.contains(Mark.EXTRAPOLATED)) {
                canvas.setStroke(marks.contains(Mark.LINE) ? Marks.LINE : Marks.DASHED);
                canvas.draw(new Line2D.Double(x, y, x + SWATCH, y));
            }
            if (marks.contains(Mark.POINT)) {
                canvas.fill(new Ellipse2D.Double(x + SWATCH / 2 - 4, y - 4, 8, 8));
            }
        }
    }
}
