package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/**
 * One number of a law: its name, what it means, and where a fit looks for it.
 *
 * @param name short name, as in the formula
 * @param meaning what it is, with its unit
 * @param scale how a fit steps through it
 * @param lower least value; zero or more on a log scale
 * @param upper greatest value; may be infinite
 */
public record Parameter(String name, String meaning, Scale scale, double lower, double upper) {
    /**
     * Refuses bounds in the wrong order, and a negative one on a log scale.
     *
     * @param name short name, as in the formula
     * @param meaning what it is, with its unit
     * @param scale how a fit steps through it
     * @param lower least value
     * @param upper greatest value
     */
    public Parameter {
        requireNonNull(name, "name");
        requireNonNull(meaning, "meaning");
        requireNonNull(scale, "scale");
        if (!(lower <= upper) || (scale == Scale.LOG && lower < 0)) {
            throw new IllegalArgumentException(
                    String.format(
                            "parameter %s cannot lie between %s and %s on a %s scale",
                            name, Decimal.format(lower), Decimal.format(upper), scale));
        }
    }

    /**
     * The same parameter between other bounds.
     *
     * @param least new lower bound
     * @param greatest new upper bound
     * @return a new parameter
     */
    public Parameter within(double least, double greatest) {
        return new Parameter(name, meaning, scale, least, greatest);
    }
}
