package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;
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
    public static final LawFamily<FarseerLaw> FAMILY =
            ExpressionFamily.of(
                    "farseer",
                    List.of(Factor.PARAMETERS, Factor.TOKENS),
                    List.of(
                            real("a1", "slope of the exponent of tokens", -20, 0),
                            real("alpha", "exponent of params in the exponent of tokens", 0, 2),
                            real("b1", "log exponent of tokens without the params term", -10, 10),
                            Parameter.positive("a2", "slope of the log scale of the tokens term")
                                    .within(0, 1e4),
                            real("beta", "exponent of params in the scale of tokens", -2, 0),
                            real("b2", "log scale of tokens without the params term", -50, 50),
                            real("a3", "slope of the log floor", -20, 0),
                            real("gamma", "exponent of params in the floor", 0, 2),
                            real("b3", "log floor without the params term", -20, 20)),
                    FarseerLaw::formula,
                    v -> new FarseerLaw(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]),
                    FarseerLaw::values);

    /**
     * Refuses a sign that is not the paper's: loss would grow with scale.
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
     */
    public FarseerLaw {
        nonPositive("slope a1", a1);
        Decimal.nonNegative("exponent alpha", alpha);
        Decimal.finite("logarithm b1", b1);
        Decimal.nonNegative("slope a2", a2);
        nonPositive("exponent beta", beta);
        Decimal.finite("logarithm b2", b2);
        nonPositive("slope a3", a3);
        Decimal.nonNegative("exponent gamma", gamma);
        Decimal.finite("logarithm b3", b3);
    }

    private static Parameter real(String name, String meaning, double lower, double upper) {
        return new Parameter(name, meaning, Scale.LINEAR, lower, upper);
    }

    private static void nonPositive(String what, double value) {
        if (!(value <= 0 && value > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    what + " must be zero or less and finite, got " + Decimal.format(value));
        }
    }

    private static Expression formula(Expression[] v, Expression[] x) {
        Expression exponent = v[0].times(x[0].power(v[1])).plus(v[2]).exp();
        Expression scale = v[3].times(x[0].power(v[4])).plus(v[5]).exp();
        Expression floor = v[6].times(x[0].power(v[7])).plus(v[8]).exp();
        return floor.plus(scale.over(x[1].power(exponent)));
    }

    private double[] values() {
        return new double[] {a1, alpha, b1, a2, beta, b2, a3, gamma, b3};
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
        return Math.exp(a3 * Math.pow(Decimal.positive("params", parameters), gamma) + b3);
    }

    /**
     * How fast data helps a model.
     *
     * @param parameters N without the embedding layer
     * @return exp(a1 N^alpha + b1)
     */
    public double dataExponent(double parameters) {
        return Math.exp(a1 * Math.pow(Decimal.positive("params", parameters), alpha) + b1);
    }
}
