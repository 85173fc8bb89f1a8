package org.scalinglaws.picture;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

/**
 * Where numbers of an axis stand. A logarithmic axis is a linear one of logarithms.
 *
 * @param axis its name and kind
 * @param low the place where it begins, a logarithm on a logarithmic axis
 * @param high the place where it ends
 */
record Scale(Axis axis, double low, double high) {
    /** Room between the rows and the frame, as a share of what they span. */
    private static final double MARGIN = 0.05;

    /** Beyond these no difference is a number. */
    private static final double FAR = 1e300;

    static Scale across(Axis axis, List<Row> rows) {
        return of(axis, rows, List.of(Row::x), false);
    }

    /** Of the rows, of their intervals where those have a place, and of the ground of bars. */
    static Scale up(Axis axis, List<Row> rows) {
        boolean bars = rows.stream().anyMatch(row -> row.mark() == Mark.BAR);
        return of(axis, rows, List.of(Row::estimate, Scale::lower, Scale::upper), bars);
    }

    private static Scale of(
            Axis axis, List<Row> rows, List<ToDoubleFunction<Row>> numbers, boolean ground) {
        if (!axis.places().isEmpty()) {
            return new Scale(axis, -0.5, axis.places().size() - 0.5);
        }
        boolean zero = ground && !axis.logarithmic();
        double least = zero ? 0 : Double.POSITIVE_INFINITY;
        double most = zero ? 0 : Double.NEGATIVE_INFINITY;
        for (Row row : rows) {
            for (ToDoubleFunction<Row> number : numbers) {
                double value = number.applyAsDouble(row);
                if (holds(axis, value)) {
                    least = Math.min(least, place(axis, value));
                    most = Math.max(most, place(axis, value));
                }
            }
        }
        double room = most > least ? MARGIN * (most - least) : Math.max(0.5, Math.abs(most) / 2);
        return new Scale(
                axis, zero && least == 0 ? 0 : least - room, zero && most == 0 ? 0 : most + room);
    }

    static double lower(Row row) {
        return row.interval().map(Interval::lower).orElse(Double.NaN);
    }

    static double upper(Row row) {
        return row.interval().map(Interval::upper).orElse(Double.NaN);
    }

    static boolean holds(Axis axis, double value) {
        return axis.holds(value) && Math.abs(value) < FAR;
    }

    boolean holds(double value) {
        return holds(axis, value);
    }

    private static double place(Axis axis, double value) {
        return axis.logarithmic() ? Math.log10(value) : value;
    }

    double place(double value) {
        return place(axis, value);
    }

    /** Where bars stand. */
    double ground() {
        return axis.logarithmic() ? low : 0;
    }

    /** From 0 where the axis begins to 1 where it ends. */
    double share(double place) {
        return (place - low) / (high - low);
    }
}
