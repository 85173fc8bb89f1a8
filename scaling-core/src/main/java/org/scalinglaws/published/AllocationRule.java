package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;

/**
 * A published rule for splitting compute between model and data, without a law of loss.
 *
 * <pre>
 *   N = coefficient C^exponent  or  D = coefficient C^exponent
 *   the other from C = 6 N D</pre>
 *
 * @param name short name, such as {@code kaplan-2020}
 * @param factor {@link Factor#PARAMETERS} for a rule of N, {@link Factor#TOKENS} for one of D
 * @param coefficient parameters or tokens at one FLOP
 * @param exponent of C, between 0 and 1
 * @param provenance where it comes from and where it holds
 */
public record AllocationRule(
        String name, Factor factor, double coefficient, double exponent, Provenance provenance) {
    /** Refuses a rule of anything but N or D. */
    public AllocationRule {
        requireNonNull(factor, "factor");
        requireNonNull(name, "name");
        requireNonNull(provenance, "provenance");
        if (!factor.equals(Factor.PARAMETERS) && !factor.equals(Factor.TOKENS)) {
            throw new IllegalArgumentException(
                    "an allocation rule must be of params or tokens, got " + factor.name());
        }
        Decimal.positive("coefficient of an allocation rule", coefficient);
        if (!(exponent > 0 && exponent < 1)) {
            throw new IllegalArgumentException(
                    "exponent of an allocation rule must be between 0 and 1, got "
                            + Decimal.format(exponent));
        }
    }

    /**
     * The model for a budget.
     *
     * @param budget C, FLOP, as the paper counts it
     * @return N, counted as the paper counts; C / 6D where the rule is one of D
     */
    public ModelSize size(Compute budget) {
        requireNonNull(budget, "budget");
        double parameters = ofParameters() ? power(budget) : budget.flops() / (6 * power(budget));
        return new ModelSize(parameters, provenance.scope().counting());
    }

    /**
     * The tokens for a budget.
     *
     * @param budget C, FLOP, as the paper counts it
     * @return D; C / 6N where the rule is one of N
     */
    public Tokens tokens(Compute budget) {
        requireNonNull(budget, "budget");
        return Tokens.of(ofParameters() ? budget.flops() / (6 * power(budget)) : power(budget));
    }

    /**
     * How fast the model grows.
     *
     * @return d ln N / d ln C where C = 6ND; the tokens grow by one less this
     */
    public double modelExponent() {
        return ofParameters() ? exponent : 1 - exponent;
    }

    private boolean ofParameters() {
        return factor.equals(Factor.PARAMETERS);
    }

    private double power(Compute budget) {
        return coefficient * Math.pow(budget.flops(), exponent);
    }

    /**
     * Writes the name and the rule.
     *
     * @return such as {@code deepseek-2024: D = 5.8316 C^0.4757}
     */
    @Override
    public String toString() {
        return name
                + ": "
                + (ofParameters() ? "N" : "D")
                + " = "
                + Digits.six(coefficient)
                + " C^"
                + Decimal.format(exponent);
    }
}
