package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Counting;

/**
 * How to read a CSV file of runs where it differs from what {@link Dataset#readCsv(java.nio.file.Path)}
 * expects: {@code CsvFormat.DEFAULT.withLossColumn("err_avg_46")}.
 *
 * @param lossColumn the column that holds the loss, as the header spells it or in another case.
 *     Losses in the column {@code loss} are positive; a column of any other name may hold any finite
 *     number, and then a column {@code loss} is a further column like any other
 * @param weightColumn the column that holds how often a run counts. The column {@code weight} may be
 *     absent, then every run counts once; a column of any other name must be there
 * @param counting how the file counts parameters
 */
public record CsvFormat(String lossColumn, String weightColumn, Counting counting) {
    /** Losses in the column {@code loss}, weights in {@code weight}, parameters counted in full. */
    public static final CsvFormat DEFAULT = new CsvFormat("loss", "weight", Counting.TOTAL);

    /**
     * Refuses a blank name, and one column for both.
     *
     * @param lossColumn the column that holds the loss
     * @param weightColumn the column that holds how often a run counts
     * @param counting how the file counts parameters
     */
    public CsvFormat {
        requireName("loss", lossColumn);
        requireName("weight", weightColumn);
        requireNonNull(counting, "counting");
        if (lossColumn.equalsIgnoreCase(weightColumn)) {
            throw new IllegalArgumentException(
                    "loss and weight must stand in different columns, got '"
                            + lossColumn
                            + "' for both");
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
        return new CsvFormat(column, weightColumn, counting);
    }

    /**
     * With the weights in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withWeightColumn(String column) {
        return new CsvFormat(lossColumn, column, counting);
    }

    /**
     * With parameters counted by another rule.
     *
     * @param rule the rule that the file follows
     * @return a new format
     */
    public CsvFormat countedAs(Counting rule) {
        return new CsvFormat(lossColumn, weightColumn, rule);
    }
}
