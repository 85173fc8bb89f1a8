package org.scalinglaws.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** Colours of groups, which people tell apart whatever their sight. */
final class Palette {
    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GUIDE = new Color(0x80, 0x80, 0x80);
    static final Color GRID = new Color(0xE6, 0xE6, 0xE6);

    /** Okabe and Ito's. */
    private static final List<Color> FEW =
            List.of(
                    new Color(0x00, 0x72, 0xB2),
                    new Color(0xD5, 0x5E, 0x00),
                    new Color(0x00, 0x9E, 0x73),
                    new Color(0xCC, 0x79, 0xA7),
                    new Color(0x56, 0xB4, 0xE9),
                    new Color(0xE6, 0x9F, 0x00),
                    new Color(0x00, 0x00, 0x00));

    /** For more groups than those: from dark to light as viridis goes, none too pale on white. */
    private static final List<Color> MANY =
            List.of(
                    new Color(0x44, 0x01, 0x54),
                    new Color(0x41, 0x44, 0x87),
                    new Color(0x2A, 0x78, 0x8E),
                    new Color(0x1E, 0x9C, 0x7C),
                    new Color(0x5F, 0x9A, 0x1B),
                    new Color(0xB0, 0x86, 0x00));

    /** For a few groups of dots over those. */
    private static final List<Color> OVER =
            List.of(FEW.get(1), FEW.get(3), INK, FEW.get(4), FEW.get(5));

    private Palette() {}

    /** A colour for every group that has one: guides and names are of ink. */
    static Map<String, Color> of(List<Row> rows) {
        Map<String, Boolean> drawn = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.mark() != Mark.GUIDE && row.mark() != Mark.NAMED) {
                drawn.merge(row.group(), row.mark() != Mark.POINT, Boolean::logicalOr);
            }
        }

        // Runs on a map of many lines are of ink, so that the lines keep the colours.
        List<String> coloured = new ArrayList<>(drawn.keySet());
        List<String> dots = new ArrayList<>();
        boolean many = coloured.size() > FEW.size();
        if (many && drawn.containsValue(true)) {
            coloured.removeIf(group -> !drawn.getOrDefault(group, false));
            dots.addAll(drawn.keySet());
            dots.removeAll(coloured);
        }
        Map<String, Integer> places = new HashMap<>();
        coloured.forEach(group -> places.put(group, places.size()));
        Map<String, Color> colours = new LinkedHashMap<>();
        for (String group : drawn.keySet()) {
            int place = places.getOrDefault(group, -1);
            Color over =
                    dots.size() > 1
                            ? OVER.get(Math.max(0, dots.indexOf(group)) % OVER.size())
                            : INK;
            colours.put(
                    group,
                    place < 0 ? over : many ? along(place, coloured.size()) : FEW.get(place));
        }
        return colours;
    }

    private static Color along(int place, int count) {
        double at = count < 2 ? 0 : place * (MANY.size() - 1.0) / (count - 1);
        int below = Math.min((int) at, MANY.size() - 2);
        Color one = MANY.get(below);
        Color other = MANY.get(below + 1);
        double share = at - below;
        return new Color(
                mix(one.getRed(), other.getRed(), share),
                mix(one.getGreen(), other.getGreen(), share),
                mix(one.getBlue(), other.getBlue(), share));
    }

    private static int mix(int one, int other, double share) {
        return (int) Math.round(one + share * (other - one));
    }

    static Color faint(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }
}
