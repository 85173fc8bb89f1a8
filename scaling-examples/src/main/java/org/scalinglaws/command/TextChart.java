package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** A picture in text, for a terminal: points by a letter for each group, lines as dots. */
final class TextChart {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 16;
    private static final int MARGIN = 9;
    private static final String POINTS = "ox+*#@%&abcdefghijklmnpqrstuvwyz";

    private final PlotTable table;
    private final List<Row> rows;
    private final Map<String, Character> points = new LinkedHashMap<>();

    private TextChart(PlotTable table) {
        this.table = table;
        this.rows =
                table.rows().stream()
                        .filter(row -> table.x().holds(row.x()) && table.y().holds(row.estimate()))
                        .toList();
    }

    /**
     * The chart of a table: a frame of 64 by 16 signs with its scales and legend. Where an axis is one of
     * names there is no room for them, and the rows are told.
     */
    static String of(PlotTable table) {
        if (!table.x().places().isEmpty() || !table.y().places().isEmpty()) {
            return told(table);
        }
        TextChart chart = new TextChart(table);
        return chart.rows.isEmpty() ? table.title() + ": nothing to draw" : chart.text();
    }

    /** How many rows of each group stand at each name, and from where to where. */
    private static String told(PlotTable table) {
        boolean across = !table.x().places().isEmpty();
        List<String> names = across ? table.x().places() : table.y().places();
        Map<List<String>, List<Double>> told = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            long place = Math.round(across ? row.x() : row.estimate());
            if (row.mark() != Mark.GUIDE && place >= 0 && place < names.size()) {
                told.computeIfAbsent(
                                List.of(names.get((int) place), row.group()),
                                key -> new ArrayList<>())
                        .add(across ? row.estimate() : row.x());
            }
        }

        String values = (across ? table.y() : table.x()).name();
        TextTable text =
                TextTable.of("  %-24s %-22s %5s  %s")
                        .row((across ? table.x() : table.y()).name(), "", "count", values);
        for (Map.Entry<List<String>, List<Double>> line : told.entrySet()) {
            DoubleSummaryStatistics span =
                    line.getValue().stream().mapToDouble(each -> each).summaryStatistics();
            String least = Digits.three(span.getMin());
            String most = Digits.three(span.getMax());
            text =
                    text.row(
                            line.getKey().get(0),
                            line.getKey().get(1),
                            span.getCount(),
                            least.equals(most) ? least : least + " to " + most);
        }
        return table.title() + "\n" + text;
    }

    private String text() {
        char[][] grid = new char[HEIGHT][WIDTH];
        Arrays.stream(grid).forEach(line -> Arrays.fill(line, ' '));
        DoubleUnaryOperator across = scale(table.x(), Row::x, WIDTH);
        DoubleUnaryOperator upwards = scale(table.y(), Row::estimate, HEIGHT);

        // Guides, then lines: what was measured stands over what was fitted.
        drawGuides(grid, across, upwards);
        for (boolean point : new boolean[] {false, true}) {
            for (Row row : rows) {
                if (row.mark() != Mark.GUIDE && point == isPoint(row)) {
                    int line = HEIGHT - 1 - (int) upwards.applyAsDouble(row.estimate());
                    grid[line][(int) across.applyAsDouble(row.x())] = sign(row);
                }
            }
        }

        // The scales name their ends.
        List<String> lines = new ArrayList<>(List.of(table.title(), table.y().name()));
        for (int line = 0; line < HEIGHT; line++) {
            String end = line == 0 ? end(Row::estimate, 1) : "";
            String label = line == HEIGHT - 1 ? end(Row::estimate, 0) : end;
            lines.add(right(label) + " |" + String.valueOf(grid[line]).stripTrailing());
        }
        lines.add(right("") + " +" + "-".repeat(WIDTH));
        String least = end(Row::x, 0);
        String most = end(Row::x, 1);
        int gap = Math.max(1, WIDTH - least.length() - most.length());
        lines.add(right("") + "  " + least + " ".repeat(gap) + most);
        lines.add(right("") + "  " + table.x().name());
        legend().forEach(line -> lines.add(right("") + "  " + line));
        return String.join("\n", lines);
    }

    /** From one row of a guide to the next. */
    private void drawGuides(
            char[][] grid, DoubleUnaryOperator across, DoubleUnaryOperator upwards) {
        for (int i = 1; i < rows.size(); i++) {
            Row from = rows.get(i - 1);
            Row to = rows.get(i);
            if (to.mark() != Mark.GUIDE || !to.group().equals(from.group())) {
                continue;
            }
            double left = across.applyAsDouble(from.x());
            double right = across.applyAsDouble(to.x());
            double low = upwards.applyAsDouble(from.estimate());
            double high = upwards.applyAsDouble(to.estimate());

            // As many signs as the longer way has places.
            double steps = Math.max(1, Math.max(Math.abs(right - left), Math.abs(high - low)));
            for (int step = 0; step <= steps; step++) {
                int line = (int) Math.rint(low + (high - low) * step / steps);
                int place = (int) Math.rint(left + (right - left) * step / steps);
                grid[HEIGHT - 1 - line][place] = high == low ? '-' : '\'';
            }
        }
    }

    private static boolean isPoint(Row row) {
        return row.mark() != Mark.LINE && row.mark() != Mark.EXTRAPOLATED;
    }

    private char sign(Row row) {
        if (!isPoint(row)) {
            return row.mark() == Mark.LINE ? '.' : ':';
        }
        int next = points.size() % POINTS.length();
        return points.computeIfAbsent(row.group(), group -> POINTS.charAt(next));
    }

    private List<String> legend() {
        List<String> parts = new ArrayList<>();
        points.forEach((group, sign) -> parts.add(sign + " " + group));
        if (rows.stream().anyMatch(row -> row.mark() == Mark.LINE)) {
            parts.add(". the law");
        }
        if (rows.stream().anyMatch(row -> row.mark() == Mark.EXTRAPOLATED)) {
            parts.add(": beyond the runs");
        }
        rows.stream()
                .filter(row -> row.mark() == Mark.GUIDE)
                .map(row -> "- " + row.group())
                .distinct()
                .forEach(parts::add);

        // As many to a line as the frame is wide.
        List<String> lines = new ArrayList<>(List.of(""));
        for (String part : parts) {
            String line = lines.get(lines.size() - 1);
            if (!line.isEmpty() && line.length() + part.length() + 3 > WIDTH) {
                lines.add(part);
            } else {
                lines.set(lines.size() - 1, line.isEmpty() ? part : line + "   " + part);
            }
        }
        return lines;
    }

    /** From a number to its place of so many; equal numbers stand in the middle. */
    private DoubleUnaryOperator scale(
            PlotTable.Axis axis, ToDoubleFunction<Row> number, int places) {
        DoubleUnaryOperator straight = axis.logarithmic() ? Math::log : value -> value;
        double[] all = rows.stream().mapToDouble(number).map(straight).sorted().toArray();
        double least = all[0];
        double span = all[all.length - 1] - least;
        return value ->
                span > 0
                        ? Math.rint((places - 1) * ((straight.applyAsDouble(value) - least) / span))
                        : Math.floorDiv(places, 2);
    }

    private String end(ToDoubleFunction<Row> number, int side) {
        double[] all = rows.stream().mapToDouble(number).sorted().toArray();
        return Digits.three(all[side * (all.length - 1)]);
    }

    private static String right(String label) {
        return " ".repeat(Math.max(0, MARGIN - label.length())) + label;
    }
}
