package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law in which each model size has a floor, a scale and an exponent of data of its own.
 *
 * <pre>
 *   L(N, D) = exp(a3 N^gamma + b3)
 *           + exp(a2 N^beta + b2) D^(-exp(a1 N^alpha + b1))</pre>
 *
 * <p>N leaves the embedding layer out. The paper's loss is in bits per character, so a law with its
 * numbers gives bits per character and not nats per token.
 *
 * <p>The signs are those of the paper's fit: a larger model lowers the floor and the scale, and data
 * helps it with a smaller exponent. So more data never raises the loss, but a larger model may do so
 * where D is very large.
 *
 * @param a1 how the exponent of data moves with size, zero or less
 * @param alpha exponent of size there, zero or more
 * @param b1 logarithm of the exponent of data where size does not matter
 * @param a2 how the scale of the data term moves with size, zero or more
 * @param beta exponent of size there, zero or less
 * @param b2 logarithm of the scale of the data term where size does not matter
 * @param a3 how the floor moves with size, zero or less
 * @param gamma exponent of size there, zero or more
 * @param b3 logarithm of the floor where size does not matter
 * @see <a href="https://arxiv.org/abs/2506.10972">Farseer (2025), equations 3 and 15</a>
 */
public record FarseerLaw(
        double a1,
        double alpha,
        double b1,
        double a2,
        double beta,
        double b2,
        double a3,
        double gamma,
        double b3)
        implements LossLaw {
    /** All laws of this form. Their parameters are a1, alpha, b1, a2, beta, b2, a3, gamma, b3. */
    public static final ExpressionFamily<FarseerLaw> FAMILY =
            ExpressionFamily.of(
                            "farseer",
                            FarseerLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    number(
                                            "slope",
                                            "a1",
                                            "slope of the exponent of tokens",
                                            -20,
                                            0),
                                    number(
                                            "exponent",
                                            "alpha",
                                            "exponent of params in the exponent of tokens",
                                            0,
                                            2),
                                    number(
                                            "logarithm",
                                            "b1",
                                            "log exponent of tokens without the params term",
                                            -10,
                                            10),
                                    Parameter.positive(
                                                    "a2",
                                                    "slope of the log scale of the tokens term")
                                            .within(0, 1e4)
                                            .called("slope a2"),
                                    number(
                                            "exponent",
                                            "beta",
                                            "exponent of params in the scale of tokens",
                                            -2,
                                            0),
                                    number(
                                            "logarithm",
                                            "b2",
                                            "log scale of tokens without the params term",
                                            -50,
                                            50),
                                    number("slope", "a3", "slope of the log floor", -20, 0),
                                    number(
                                            "exponent",
                                            "gamma",
                                            "exponent of params in the floor",
                                            0,
                                            2),
                                    number(
                                            "logarithm",
                                            "b3",
                                            "log floor without the params term",
                                            -20,
                                            20)),
                            "exp(a3 * params^gamma + b3)"
                                    + " + exp(a2 * params^beta + b2) / tokens^exp(a1 * params^alpha + b1)")
                    .withSpread(FarseerSpread::of);

    /** Refuses a sign that is not the paper's: loss would grow with scale. */
    public FarseerLaw {
        FAMILY.check(a1, alpha, b1, a2, beta, b2, a3, gamma, b3);
    }

    private static Parameter number(
            String noun, String name, String meaning, double lower, double upper) {
        return Parameter.real(name, meaning).within(lower, upper).called(noun + " " + name);
    }

    /**
     * The loss that the law expects.
     *
     * @param recipe what is trained
     * @return in the unit of the runs it was fitted to: bits per character for the paper's numbers
     */
    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double n = recipe.value(Factor.PARAMETERS);
        double scale = Math.exp(a2 * Math.pow(n, beta) + b2);
        return floor(n) + scale * Math.pow(recipe.value(Factor.TOKENS), -dataExponent(n));
    }

    /**
     * The loss of a model with endless data.
     *
     * @param parameters N without the embedding layer
     * @return exp(a3 N^gamma + b3), in the unit of the loss
     */
    public double floor(double parameters) {
        return Math.exp(moved(a3, Decimal.positive("params", parameters), gamma) + b3);
    }

    /**
     * How fast data helps a model.
     *
     * @param parameters N without the embedding layer
     * @return exp(a1 N^alpha + b1)
     */
    public double dataExponent(double parameters) {
        return Math.exp(moved(a1, Decimal.positive("params", parameters), alpha) + b1);
    }

    /** What size adds to a logarithm; a slope of zero adds nothing even where the power overflows. */
    private static double moved(double slope, double parameters, double exponent) {
        return slope == 0 ? 0 : slope * Math.pow(parameters, exponent);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
