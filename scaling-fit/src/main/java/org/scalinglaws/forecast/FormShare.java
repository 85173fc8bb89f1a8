package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/**
 * What one form has to say in a forecast.
 *
 * @param name the form
 * @param weight its share of the mixture
 * @param rollOutError the error of the form, in ln L, one decade beyond the runs: by roll-out
 */
public record FormShare(String name, double weight, double rollOutError) {
    /** Refuses a null, a negative number and what is no number. */
    public FormShare {
        requireNonNull(name, "name");
        Decimal.nonNegative("weight", weight);
        Decimal.nonNegative("error of the form", rollOutError);
    }
}
