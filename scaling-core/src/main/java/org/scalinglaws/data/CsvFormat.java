package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Require;

/**
 * How to read a CSV file of runs where it differs from what {@link Dataset#readCsv(java.nio.file.Path)}
 * expects: {@code CsvFormat.DEFAULT.withLossColumn("err_avg_46")}.
 *
 * @param lossColumn the column that holds the loss, as the header spells it or in another case.
 *     Losses in the column {@code loss} are positive; a column of any other name may hold any finite
 *     number, and then a column {@code loss} is a further column like any other
 * @param weightColumn the column that holds the weights of runs; {@link Dataset#readCsv(java.nio.file.Path)}
 *     says what they are taken for. The column {@code weight} may be absent, then every run counts once
 *     unless there is a column {@code sigma}; a column of any other name must be there
 * @param ignored columns that are not read, as if the file did not have them
 * @param counting how the file counts parameters
 * @param conditions what a row must satisfy to be read: the cells of others are not looked at
 * @param rowColumn the factor that holds the place of a run among the rows of the file, from 1; empty
 *     for none
 */
public record CsvFormat(
        String lossColumn,
        String weightColumn,
        Set<String> ignored,
        Counting counting,
        List<Condition> conditions,
        Optional<String> rowColumn) {
    /** Losses in the column {@code loss}, weights in {@code weight}, parameters counted in full. */
    public static final CsvFormat DEFAULT =
            new CsvFormat("loss", "weight", Set.of(), Counting.TOTAL, List.of(), Optional.empty());

    /**
     * What the rows that are read have in common.
     *
     * @param column a column by any name that the file may give it
     * @param values the values that it may have, compared as {@link Dataset#where(String, String...)}
     *     does; a blank one asks for the rows that leave it blank
     */
    public record Condition(String column, List<String> values) {
        /** Refuses a blank column and no value. */
        public Condition {
            Require.noNull("values", values);
            if (requireNonNull(column, "column").isBlank()) {
                throw new IllegalArgumentException(
                        "a condition must name a column, got '" + column + "'");
            }
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "a condition on '" + column + "' must have a value, got none");
            }
        }
    }

    /** Refuses a blank name, one column for both, and to ignore the loss. */
    public CsvFormat {
        Require.noNull("ignored", ignored);
        Require.noNull("conditions", conditions);
        requireName("loss", lossColumn);
        requireName("weight", weightColumn);
        requireNonNull(counting, "counting");
        requireNonNull(rowColumn, "rowColumn");
        conditions = List.copyOf(conditions);
        ignored = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
        if (lossColumn.equalsIgnoreCase(weightColumn)) {
            throw new IllegalArgumentException(
                    "loss and weight must stand in different columns, got '"
                            + lossColumn
                            + "' for both");
        }
        if (ignored.stream().anyMatch(lossColumn::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "the loss column must be read, got '" + lossColumn + "' to ignore");
        }
    }

    private static void requireName(String what, String column) {
        if (requireNonNull(column, what + "Column").isBlank()) {
            throw new IllegalArgumentException(
                    "the " + what + " column must have a name, got '" + column + "'");
        }
    }

    /**
     * With the loss in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withLossColumn(String column) {
        requireNonNull(column, "column");
        return new CsvFormat(column, weightColumn, ignored, counting, conditions, rowColumn);
    }

    /**
     * With the weights in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withWeightColumn(String column) {
        requireNonNull(column, "column");
        return new CsvFormat(lossColumn, column, ignored, counting, conditions, rowColumn);
    }

    /**
     * Without some columns: broken ones, or ones that clash with others.
     *
     * @param columns their names, as the header spells them or in another case; each must be there
     * @return a new format that ignores these and no others
     */
    public CsvFormat withIgnored(String... columns) {
        Require.noNull("columns", columns);
        Set<String> names = new LinkedHashSet<>(List.of(columns));
        return new CsvFormat(lossColumn, weightColumn, names, counting, conditions, rowColumn);
    }

    /**
     * With parameters counted by another rule.
     *
     * @param rule the rule that the file follows
     * @return a new format
     */
    public CsvFormat countedAs(Counting rule) {
        requireNonNull(rule, "rule");
        return new CsvFormat(lossColumn, weightColumn, ignored, rule, conditions, rowColumn);
    }

    /**
     * With fewer rows: those whose column has one of some values. The other rows are not judged, so that
     * the loss of a run that did not finish may be blank.
     *
     * @param column a column by any name that the file may give it
     * @param values the values to keep, each of which some row must have, for else it is misspelled
     * @return a new format that has this condition beside those it had
     */
    public CsvFormat where(String column, String... values) {
        Require.noNull("values", values);
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(column, List.of(values)));
        return new CsvFormat(lossColumn, weightColumn, ignored, counting, more, rowColumn);
    }

    /**
     * With the place of every run among the rows of the file, from 1, as a factor.
     *
     * @param column the name of the factor, which no column of the file has
     * @return a new format
     */
    public CsvFormat withRowsIn(String column) {
        requireNonNull(column, "column");
        requireName("row", column);
        return new CsvFormat(
                lossColumn, weightColumn, ignored, counting, conditions, Optional.of(column));
    }
}
