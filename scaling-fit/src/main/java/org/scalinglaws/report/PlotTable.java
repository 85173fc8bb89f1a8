package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

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
 * @param rows in the order in which they are drawn; a line goes from row to row of its group
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
     * @param places what 0, 1, 2 and so on are called where the axis is one of names; else empty
     */
    public record Axis(String name, boolean logarithmic, List<String> places) {
        /** Refuses null, and names on a logarithmic axis. */
        public Axis {
            requireNonNull(name, "name");
            places = List.copyOf(Require.noNull("places", places));
            if (logarithmic && !places.isEmpty()) {
                throw new IllegalArgumentException(
                        "an axis of names has equal steps, got a logarithmic one: " + name);
            }
        }

        /**
         * An axis of numbers.
         *
         * @param name what stands beside it, with its unit
         * @param logarithmic whether equal ratios are equal lengths
         */
        public Axis(String name, boolean logarithmic) {
            this(name, logarithmic, List.of());
        }

        /**
         * An axis of names.
         *
         * @param name what stands beside it
         * @param places what 0, 1, 2 and so on are called
         * @return a linear axis
         */
        public static Axis names(String name, List<String> places) {
            return new Axis(name, false, places);
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
        EXTRAPOLATED,
        /** A place on a thin line to compare with, which is named beside it: a threshold, a budget. */
        GUIDE,
        /** A bar that stands on zero. */
        BAR,
        /** A point that matters by itself, such as a plan or an outlier: its group is its name. */
        NAMED
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
