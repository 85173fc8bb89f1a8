package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * What a law predicts along one factor, row by row: the table behind a picture. It prints as one.
 *
 * @param factor what changes from row to row
 * @param level of the intervals, such as 0.95
 * @param rows one for each value of the factor, in the order in which they were asked for
 */
public record Predictions(Factor factor, double level, List<Row> rows) {
    /** Refuses nulls. */
    public Predictions {
        requireNonNull(factor, "factor");
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "level must lie between 0 and 1, got " + Decimal.format(level));
        }
        rows = List.copyOf(Require.noNull("rows", rows));
    }

    /**
     * One prediction.
     *
     * @param x the value of the factor
     * @param estimate the loss by the law
     * @param lower the lower end for the law; minus infinity where the runs do not determine it
     * @param upper the upper end for the law; infinity where the runs do not determine it
     * @param newRunLower the lower end for what one new run would measure, which scatters as well
     * @param newRunUpper the upper end for what one new run would measure
     */
    public record Row(
            double x,
            double estimate,
            double lower,
            double upper,
            double newRunLower,
            double newRunUpper) {
        /** Refuses what is no number; only ends may be infinite. */
        public Row {
            Decimal.finite("x", x);
            Decimal.finite("estimate", estimate);
            known("lower", lower);
            known("upper", upper);
            known("newRunLower", newRunLower);
            known("newRunUpper", newRunUpper);
        }

        /**
         * Writes the numbers rounded.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return String.format(
                    "%s: %s, %s to %s, a new run %s to %s",
                    Digits.six(x),
                    Digits.six(estimate),
                    Digits.six(lower),
                    Digits.six(upper),
                    Digits.six(newRunLower),
                    Digits.six(newRunUpper));
        }

        private static void known(String what, double end) {
            if (Double.isNaN(end)) {
                throw new IllegalArgumentException(what + " must be a number, got NaN");
            }
        }
    }

    /**
     * Writes the rows.
     *
     * @return a table of as many lines as rows and two more
     */
    @Override
    public String toString() {
        String percent = Digits.level(level);
        TextTable table =
                TextTable.of("  %12s %12s %25s %25s")
                        .row(
                                factor.name(),
                                "estimate",
                                percent + " of the law",
                                percent + " of a run");
        for (Row row : rows) {
            table =
                    table.row(
                            Digits.cell(row.x),
                            Digits.loss(row.estimate),
                            Digits.loss(row.lower) + " to " + Digits.loss(row.upper),
                            Digits.loss(row.newRunLower) + " to " + Digits.loss(row.newRunUpper));
        }
        return table.text();
    }
}
