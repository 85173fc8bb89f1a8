package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.quantity.Id;

/** What the weights of runs mean. Errors and degrees of freedom hang on it; the best law does not. */
public enum WeightKind {
    /** A row stands for so many runs: a weight of 2 is the same run twice. */
    COUNTS,
    /**
     * One over the variance of a row's residual, up to a factor that is not known: the residuals say how
     * large it is. No error depends on the unit of such weights.
     */
    PRECISION,
    /**
     * The column holds the standard deviation of every loss, in the unit of the loss; it is known, and
     * the residuals do not change the errors. An objective of ln(L + offset) takes a deviation as sigma
     * / (L + offset), by the delta method.
     */
    SIGMA;

    /** The column that is taken for standard deviations. */
    static final String DEVIATIONS = "sigma";

    /** So many runs a row, in the mean, are still believed to be counted. */
    private static final double MOST_COUNTED = 10;

    /**
     * Reads a kind by its name, in either case.
     *
     * @param text such as {@code precision}
     * @return the kind
     * @throws IllegalArgumentException when there is none of that name
     */
    public static WeightKind parse(String text) {
        requireNonNull(text, "text");
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "weights must be counts, precision or sigma, got '"
                                                + text
                                                + "'"));
    }

    /**
     * What a column of weights is taken for where nobody says: standard deviations by its name, else
     * counts unless one of them is not whole or their sum is more than ten times the rows.
     */
    static WeightKind guess(String column, double[] numbers) {
        if (column.equalsIgnoreCase(DEVIATIONS)) {
            return SIGMA;
        }
        boolean whole = Arrays.stream(numbers).allMatch(weight -> weight == Math.rint(weight));
        double most = MOST_COUNTED * numbers.length;
        return whole && Arrays.stream(numbers).sum() <= most ? COUNTS : PRECISION;
    }

    /** The weight that a number of the column stands for. */
    double weight(double number) {
        return this == SIGMA ? 1 / (number * number) : number;
    }

    @Override
    public String toString() {
        return Id.of(this);
    }
}
