package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * One number of a law: its name, what it means, and where a fit looks for it.
 *
 * @param name short name, as in the formula
 * @param meaning what it is, with its unit
 * @param scale how a fit steps through it
 * @param lower least value; zero or more on a log scale
 * @param upper greatest value; may be infinite
 * @param subject what a message calls it, such as {@code exponent alpha}
 */
public record Parameter(
        String name, String meaning, Scale scale, double lower, double upper, String subject) {
    /** Above this an exponent is a step, and its coefficient overflows at real model sizes. */
    private static final double STEEPEST = 20;

    /** Refuses bounds in the wrong order, and a negative one on a log scale. */
    public Parameter {
        requireNonNull(subject, "subject");
        requireNonNull(name, "name");
        requireNonNull(meaning, "meaning");
        requireNonNull(scale, "scale");
        if (!(lower <= upper)
                || lower == Double.POSITIVE_INFINITY
                || upper == Double.NEGATIVE_INFINITY
                || (scale == Scale.LOG && lower < 0)) {
            throw new IllegalArgumentException(
                    String.format(
                            "parameter %s cannot lie between %s and %s on a %s scale",
                            name, Decimal.format(lower), Decimal.format(upper), scale));
        }
    }

    /**
     * A parameter that messages call by its name alone.
     *
     * @param name short name, as in the formula
     * @param meaning what it is, with its unit
     * @param scale how a fit steps through it
     * @param lower least value; zero or more on a log scale
     * @param upper greatest value; may be infinite
     */
    public Parameter(String name, String meaning, Scale scale, double lower, double upper) {
        this(name, meaning, scale, lower, upper, requireNonNull(name, "name"));
    }

    /**
     * The same parameter between other bounds.
     *
     * @param least new lower bound
     * @param greatest new upper bound
     * @return a new parameter
     */
    public Parameter within(double least, double greatest) {
        return new Parameter(name, meaning, scale, least, greatest, subject);
    }

    /**
     * The same parameter by another name in messages.
     *
     * @param newSubject such as {@code critical size N_c}
     * @return a new parameter
     */
    public Parameter called(String newSubject) {
        requireNonNull(newSubject, "newSubject");
        return new Parameter(name, meaning, scale, lower, upper, newSubject);
    }

    /** The same parameter where its meaning speaks of one factor in place of another. */
    Parameter over(Factor before, Factor factor) {
        String said = meaning.replace(before.name(), factor.name());
        return new Parameter(name, said, scale, lower, upper, subject);
    }

    /**
     * The value, where a law can have it. The bounds say more narrowly where a fit looks: of them
     * only the sign counts here.
     */
    double checked(double value) {
        if (lower > 0) {
            return Decimal.positive(subject, value);
        }
        if (lower == 0) {
            return Decimal.nonNegative(subject, value);
        }
        return upper == 0 ? Decimal.nonPositive(subject, value) : Decimal.finite(subject, value);
    }

    /**
     * The irreducible loss E of a law, nats per token: zero or more.
     *
     * @return the parameter {@code E}
     */
    public static Parameter floor() {
        return floor("E");
    }

    /**
     * The irreducible loss of a law by another name than E, nats per token: zero or more.
     *
     * @param name short name, as in the formula
     * @return a parameter on a linear scale
     */
    public static Parameter floor(String name) {
        return nonNegative(name, "irreducible loss, nats per token")
                .called("irreducible loss " + name);
    }

    /**
     * A parameter that is zero or more and may well be zero, such as a floor.
     *
     * @param name short name, as in the formula
     * @param meaning what it is, with its unit
     * @return a parameter on a linear scale
     */
    public static Parameter nonNegative(String name, String meaning) {
        return new Parameter(name, meaning, Scale.LINEAR, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * A parameter of unknown size that is zero or more: a coefficient, or a scale.
     *
     * @param name short name, as in the formula
     * @param meaning what it is, with its unit
     * @return a parameter on a log scale
     */
    public static Parameter positive(String name, String meaning) {
        return new Parameter(
                name, meaning, Scale.LOG, 0, Double.POSITIVE_INFINITY, "coefficient " + name);
    }

    /**
     * An exponent that makes loss fall with scale, from 0 to 20.
     *
     * @param name short name, as in the formula
     * @param meaning what it is the exponent of
     * @return a parameter on a linear scale
     */
    public static Parameter exponent(String name, String meaning) {
        return new Parameter(name, meaning, Scale.LINEAR, 0, STEEPEST, "exponent " + name);
    }

    /**
     * An exponent of either sign, from -20 to 20.
     *
     * @param name short name, as in the formula
     * @param meaning what it is the exponent of
     * @return a parameter on a linear scale
     */
    public static Parameter power(String name, String meaning) {
        return exponent(name, meaning).within(-STEEPEST, STEEPEST);
    }

    /**
     * An exponent written with its sign, as some papers do: from -20 to 0, so that loss falls.
     *
     * @param name short name, as in the formula
     * @param meaning what it is the exponent of
     * @return a parameter on a linear scale
     */
    public static Parameter fallingPower(String name, String meaning) {
        return exponent(name, meaning).within(-STEEPEST, 0);
    }

    /**
     * A parameter of either sign.
     *
     * @param name short name, as in the formula
     * @param meaning what it is, with its unit
     * @return a parameter on a linear scale without bounds
     */
    public static Parameter real(String name, String meaning) {
        return new Parameter(
                name, meaning, Scale.LINEAR, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Says where the parameter may lie, in words where it has no bound.
     *
     * @return such as {@code A (scale of the params term, nats per token): at least 0, on a log scale}
     */
    @Override
    public String toString() {
        String where;
        if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
            where = "any number";
        } else if (upper == Double.POSITIVE_INFINITY) {
            where = "at least " + Decimal.format(lower);
        } else if (lower == Double.NEGATIVE_INFINITY) {
            where = "at most " + Decimal.format(upper);
        } else {
            where = "from " + Decimal.format(lower) + " to " + Decimal.format(upper);
        }
        String text = name + " (" + meaning + "): " + where;
        return scale == Scale.LOG ? text + ", on a log scale" : text;
    }

    /**
     * Refuses numbers that no law can have: what the bounds of a parameter say of the sign of its
     * number, and that it is finite.
     *
     * @param parameters what the numbers are
     * @param first the numbers of a law, or the first of them
     * @throws IllegalArgumentException when one is not what its parameter asks
     */
    public static void check(List<Parameter> parameters, double... first) {
        Require.noNull("parameters", parameters);
        requireNonNull(first, "first");
        if (first.length > parameters.size()) {
            throw new IllegalArgumentException(
                    "first must have at most "
                            + parameters.size()
                            + " numbers, got "
                            + first.length);
        }
        for (int place = 0; place < first.length; place++) {
            parameters.get(place).checked(first[place]);
        }
    }

    /** The numbers, when there is one for each parameter. */
    static double[] counted(String law, List<Parameter> parameters, double[] values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "law '%s' has %d parameters, got %d numbers",
                            law, parameters.size(), values.length));
        }
        return values;
    }

    /** The numbers, when there is one for each parameter and each lies inside its bounds. */
    static double[] checked(String law, List<Parameter> parameters, double[] values) {
        counted(law, parameters, values);
        for (int place = 0; place < values.length; place++) {
            Parameter parameter = parameters.get(place);
            double value = values[place];
            if (!(value >= parameter.lower && value <= parameter.upper && Double.isFinite(value))) {
                throw new IllegalArgumentException(
                        String.format(
                                "parameter %s must be finite and lie between %s and %s, got %s",
                                parameter.name,
                                Decimal.format(parameter.lower),
                                Decimal.format(parameter.upper),
                                Decimal.format(value)));
            }
        }
        return values;
    }
}
