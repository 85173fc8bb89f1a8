package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * @param ignored columns that are not read, as if the file did not have them
 * @param counting how the file counts parameters
 */
public record CsvFormat(
        String lossColumn, String weightColumn, Set<String> ignored, Counting counting) {
    /** Losses in the column {@code loss}, weights in {@code weight}, parameters counted in full. */
    public static final CsvFormat DEFAULT =
            new CsvFormat("loss", "weight", Set.of(), Counting.TOTAL);

    /**
     * Refuses a blank name, one column for both, and to ignore the loss.
     *
     * @param lossColumn the column that holds the loss
     * @param weightColumn the column that holds how often a run counts
     * @param ignored columns that are not read
     * @param counting how the file counts parameters
     */
    public CsvFormat {
        requireName("loss", lossColumn);
        requireName("weight", weightColumn);
        requireNonNull(counting, "counting");
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
        return new CsvFormat(column, weightColumn, ignored, counting);
    }

    /**
     * With the weights in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withWeightColumn(String column) {
        return new CsvFormat(lossColumn, column, ignored, counting);
    }

    /**
     * Without some columns: broken ones, or ones that clash with others.
     *
     * @param columns their names, as the header spells them or in another case; each must be there
     * @return a new format that ignores these and no others
     */
    public CsvFormat withIgnored(String... columns) {
        return new CsvFormat(
                lossColumn, weightColumn, new LinkedHashSet<>(List.of(columns)), counting);
    }

    /**
     * With parameters counted by another rule.
     *
     * @param rule the rule that the file follows
     * @return a new format
     */
    public CsvFormat countedAs(Counting rule) {
        return new CsvFormat(lossColumn, weightColumn, ignored, rule);
    }
}
