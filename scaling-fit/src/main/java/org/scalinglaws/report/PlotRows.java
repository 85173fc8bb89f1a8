package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/** The rows of a table while it is made. What is no number has no place in a picture. */
final class PlotRows {
    private final List<Row> rows = new ArrayList<>();

    PlotRows add(String group, Mark mark, double x, double estimate) {
        return add(group, mark, x, estimate, Optional.empty());
    }

    PlotRows add(String group, Mark mark, double x, double estimate, Optional<Interval> interval) {
        if (Double.isFinite(x) && Double.isFinite(estimate)) {
            rows.add(new Row(group, mark, x, estimate, interval));
        }
        return this;
    }

    /** A level line. */
    PlotRows level(String name, double from, double to, double height) {
        return add(name, Mark.GUIDE, from, height).add(name, Mark.GUIDE, to, height);
    }

    /** An upright line. */
    PlotRows upright(String name, double at, double from, double to) {
        return add(name, Mark.GUIDE, at, from).add(name, Mark.GUIDE, at, to);
    }

    PlotTable table(String title, Axis x, Axis y) {
        return new PlotTable(title, x, y, rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** From one number to another in equal ratios. */
    static double[] ratios(double from, double to, int steps) {
        double whole = Math.log(to / from);
        double[] values =
                IntStream.rangeClosed(0, steps)
                        .mapToDouble(step -> from * Math.exp(whole * step / steps))
                        .toArray();
        values[steps] = to;
        return values;
    }

    /** From one number to another in equal steps. */
    static double[] steps(double from, double to, int steps) {
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(step -> from + (to - from) * step / steps)
                .toArray();
    }

    /** The least and the greatest of what is finite; none where nothing is. */
    static Optional<Interval> span(double... values) {
        double[] finite =
                Arrays.stream(requireNonNull(values, "values"))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        return finite.length == 0
                ? Optional.empty()
                : Optional.of(new Interval(finite[0], finite[finite.length - 1]));
    }
}
