package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The numbers that a law reads, for every run of a data set: complete, and optionally counted in
 * other units. Immutable.
 */
public final class Columns {
    private final List<Factor> factors;
    private final double[][] columns;
    private final int rows;

    /** Found when first asked for; two threads may both find them. */
    private final @Nullable Levels[] levels;

    private final @Nullable Distinct[] distinct;

    private Columns(List<Factor> factors, double[][] columns, int rows) {
        this.factors = factors;
        this.columns = columns;
        this.rows = rows;
        this.levels = new Levels[columns.length];
        this.distinct = new Distinct[columns.length];
    }

    /**
     * Some columns of a data set, every cell of them stated.
     *
     * @param runs the runs
     * @param factors what is read of each run, by name
     * @param law the name of what reads them, for messages
     * @return the columns, in the order of the factors
     * @throws DataException when a run lacks a factor
     */
    public static Columns of(Dataset runs, List<Factor> factors, String law) {
        requireNonNull(runs, "runs");
        requireNonNull(law, "law");
        List<Factor> known = List.copyOf(Require.noNull("factors", factors));
        double[][] columns = new double[known.size()][];
        for (int place = 0; place < columns.length; place++) {
            columns[place] = complete(runs, known.get(place), law);
        }
        return new Columns(known, columns, runs.size());
    }

    /**
     * Columns that stand ready as arrays; they are not copied, and must not change any more.
     *
     * @param factors what they hold, in the order of the law
     * @param columns the numbers of each factor, one for each run
     * @return the columns
     * @throws IllegalArgumentException when there are more or fewer columns than factors, none, or one
     *     is shorter than another
     */
    public static Columns ofUnsafe(List<Factor> factors, double[]... columns) {
        List<Factor> known = List.copyOf(Require.noNull("factors", factors));
        requireNonNull(columns, "columns");
        if (columns.length == 0 || columns.length != known.size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns cannot hold " + known.size() + " factors");
        }
        int rows = requireNonNull(columns[0], "columns").length;
        for (double[] column : columns) {
            Require.length("columns", column, rows);
        }
        return new Columns(known, columns, rows);
    }

    private static double[] complete(Dataset runs, Factor factor, String law) {
        double[] column = runs.column(factor);
        int absent = 0;
        int first = -1;
        for (int row = column.length - 1; row >= 0; row--) {
            if (Double.isNaN(column[row])) {
                absent++;
                first = row;
            }
        }
        if (absent > 0) {
            String where =
                    absent == column.length
                            ? "no run has any" + runs.hintOf(factor)
                            : "run " + (first + 1) + " has none";
            throw new DataException(
                    String.format("law '%s' needs %s; %s", law, factor.name(), where));
        }
        return column;
    }

    /**
     * The same runs with every factor counted in another unit.
     *
     * @param units for each factor, the size of the new unit in old ones
     * @return new columns
     */
    public Columns inUnits(double... units) {
        Require.length("units", units, columns.length);
        double[][] scaled = new double[columns.length][rows];
        for (int place = 0; place < columns.length; place++) {
            for (int row = 0; row < rows; row++) {
                scaled[place][row] = columns[place][row] / units[place];
            }
        }
        return new Columns(factors, scaled, rows);
    }

    /**
     * Some of the runs, which stand beside each other.
     *
     * @param from the place of the first, from 0
     * @param to the place after the last
     * @return new columns
     * @throws IllegalArgumentException unless 0 &lt;= from &lt; to &lt;= rows
     */
    public Columns rows(int from, int to) {
        Require.place("from", from, rows);
        if (to <= from || to > rows) {
            throw new IllegalArgumentException(
                    "to must be above from, " + from + ", and at most " + rows + ", got " + to);
        }
        double[][] part = new double[columns.length][];
        Arrays.setAll(part, place -> Arrays.copyOfRange(columns[place], from, to));
        return new Columns(factors, part, to - from);
    }

    /**
     * Some of the runs, wherever they stand.
     *
     * @param places the place of each, from 0, in the order that the new columns have
     * @return new columns
     * @throws IllegalArgumentException when there is no place, or no run stands at one
     */
    public Columns chosen(int... places) {
        requireNonNull(places, "places");
        if (places.length == 0) {
            throw new IllegalArgumentException("places must name at least one run, got none");
        }
        double[][] part = new double[columns.length][places.length];
        for (int i = 0; i < places.length; i++) {
            Require.place("place", places[i], rows);
            for (int factor = 0; factor < part.length; factor++) {
                part[factor][i] = columns[factor][places[i]];
            }
        }
        return new Columns(factors, part, places.length);
    }

    /**
     * The number of runs.
     *
     * @return the length of every column
     */
    public int rows() {
        return rows;
    }

    /**
     * One column.
     *
     * @param place the place of the factor in the family
     * @return a new array
     */
    public double[] values(int place) {
        return columns[Require.place("place", place, columns.length)].clone();
    }

    /** How many columns there are. */
    int count() {
        return columns.length;
    }

    /** The distinct values of one column in the order of the rows, which are found without sorting. */
    Distinct distinct(int place) {
        Distinct known = distinct[Require.place("place", place, distinct.length)];
        if (known == null) {
            known = Distinct.of(columns[place]);
            distinct[place] = known;
        }
        return known;
    }

    /** The distinct values of one column, ascending. */
    Levels levels(int place) {
        Levels known = levels[Require.place("place", place, levels.length)];
        if (known == null) {
            known = Levels.of(columns[place]);
            levels[place] = known;
        }
        return known;
    }

    /**
     * The recipe of one run, holding only the factors that the family reads.
     *
     * @param row its place, from 0
     * @return the recipe
     */
    public Recipe recipe(int row) {
        Require.place("row", row, rows);
        Map<Factor, Double> values = new LinkedHashMap<>();
        for (int place = 0; place < columns.length; place++) {
            values.put(factors.get(place), columns[place][row]);
        }
        return Recipe.of(values);
    }
}
