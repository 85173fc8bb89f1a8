package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/**
 * How much a form counts in a forecast.
 *
 * @param form {@code power}, {@code exponential}, {@code line} or {@code last}
 * @param weight from 0 to 1
 * @param doubt by how much it erred when the curve was forecast from its beginnings, in ln loss where
 *     the steps are e times as many
 */
public record FormWeight(String form, double weight, double doubt) {
    /** Refuses a weight or a doubt below zero. */
    public FormWeight {
        requireNonNull(form, "form");
        Decimal.nonNegative("weight", weight);
        Decimal.nonNegative("doubt", doubt);
    }
}
