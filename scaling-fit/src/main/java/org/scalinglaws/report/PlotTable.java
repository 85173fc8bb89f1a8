package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/**
 * What a picture is drawn from: rows of x and y by group, immutable, for any plotting library. {@code
 * table().csv()} carries it into another program.
 *
 * @param title what it shows
 * @param x the axis from left to right
 * @param y the axis upwards
 * @param rows in the order in which they are drawn; rows of a line ascend in x
 */
public record PlotTable(String title, Axis x, Axis y, List<Row> rows) {
    /** Refuses nulls. */
    public PlotTable {
        requireNonNull(title, "title");
        requireNonNull(x, "x");
        requireNonNull(y, "y");
        rows = List.copyOf(Require.noNull("rows", rows));
    }

    /**
     * An axis.
     *
     * @param name what stands beside it, with its unit
     * @param logarithmic whether equal ratios are equal lengths
     */
    public record Axis(String name, boolean logarithmic) {
        /** Refuses null. */
        public Axis {
            requireNonNull(name, "name");
        }

        /**
         * An axis of a number that spans decades.
         *
         * @param name what stands beside it, with its unit
         * @return a logarithmic axis
         */
        public static Axis logarithmic(String name) {
            return new Axis(name, true);
        }

        /**
         * An axis with equal steps.
         *
         * @param name what stands beside it, with its unit
         * @return a linear axis
         */
        public static Axis linear(String name) {
            return new Axis(name, false);
        }

        /**
         * Whether a number has a place on this axis.
         *
         * @param value any number
         * @return false where it is not finite, or not positive on a logarithmic axis
         */
        public boolean holds(double value) {
            return Double.isFinite(value) && (!logarithmic || value > 0);
        }
    }

    /** How a row is drawn. */
    public enum Mark {
        /** Something measured: a dot of its own. */
        POINT,
        /** A place on a line, within what was measured. */
        LINE,
        /** A place on a line beyond what was measured. */
        EXTRAPOLATED
    }

    /**
     * One row.
     *
     * @param group what it belongs to: what the legend calls it
     * @param mark how it is drawn
     * @param x where it stands from left to right
     * @param estimate its height
     * @param interval where it could as well stand, if that is known
     */
    public record Row(
            String group, Mark mark, double x, double estimate, Optional<Interval> interval) {
        /** Refuses nulls and what is no number. */
        public Row {
            requireNonNull(group, "group");
            requireNonNull(mark, "mark");
            Decimal.finite("x", x);
            Decimal.finite("estimate", estimate);
            requireNonNull(interval, "interval");
        }

        /**
         * A row without an interval.
         *
         * @param group what the legend calls it
         * @param mark how it is drawn
         * @param x where it stands from left to right
         * @param estimate its height
         * @return the row
         */
        public static Row of(String group, Mark mark, double x, double estimate) {
            return new Row(group, mark, x, estimate, Optional.empty());
        }
    }

    /**
     * The same picture with more rows, drawn over those that are there.
     *
     * @param more rows
     * @return a new table
     */
    public PlotTable with(Collection<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(Require.noNull("more", more));
        return new PlotTable(title, x, y, all);
    }

    /**
     * The rows as a table to print or to save.
     *
     * @return a row for each, numbers to six digits
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-24s %-12s %12s %12s %12s %12s")
                        .row("group", "mark", x.name(), y.name(), "lower", "upper");
        for (Row row : rows) {
            table =
                    table.row(
                            row.group(),
                            row.mark().toString().toLowerCase(Locale.ROOT),
                            Digits.plain(row.x()),
                            Digits.plain(row.estimate()),
                            row.interval().map(ends -> Digits.plain(ends.lower())).orElse(""),
                            row.interval().map(ends -> Digits.plain(ends.upper())).orElse(""));
        }
        return table;
    }

    @Override
    public String toString() {
        return title + "\n" + table().text();
    }
}
