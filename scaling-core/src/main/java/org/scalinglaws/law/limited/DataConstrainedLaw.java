package org.scalinglaws.law.limited;

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
 * The law of repeated data: tokens seen again are worth less each time, and so are parameters beyond
 * what the distinct tokens can use.
 *
 * <pre>
 *   L(N, D, U) = E + A / N'^alpha + B / D'^beta
 *
 *   D'  = U_D + U_D R_D (1 - e^(-r / R_D))     r = D / U_D - 1     U_D = min(U, D)
 *   N'  = U_N + U_N R_N (1 - e^(-s / R_N))     s = N / U_N - 1     U_N = min(N, Nopt(U_D))
 *   Nopt(U) = G (U G)^(beta / alpha)           G = (alpha A / (beta B))^(1 / (alpha + beta))</pre>
 *
 * <p>N counts all parameters. Without repetition and below Nopt it is {@link
 * org.scalinglaws.law.ChinchillaLaw}. As R_D grows without end, repeated tokens become as good as new
 * ones; as R_N does, so do excess parameters. A fit of the decay of data alone holds R_N at a huge
 * number, one of the decay of parameters alone R_D:
 *
 * <pre>  Fitter.of(DataConstrainedLaw.FAMILY).withFixed("R_N", 1e12)</pre>
 *
 * @param e irreducible loss E, nats per token
 * @param a scale A of the model-size term, nats per token
 * @param alpha exponent of model size
 * @param b scale B of the data term, nats per token
 * @param beta exponent of data
 * @param rD R_D: after so many repetitions of the tokens one more is worth 1/e of new ones
 * @param rN R_N: after so many more times Nopt a further one is worth 1/e of the first
 * @see <a href="https://arxiv.org/abs/2305.16264">Muennighoff et al. (2023), section 3.1</a>
 */
public record DataConstrainedLaw(
        double e, double a, double alpha, double b, double beta, double rD, double rN)
        implements LossLaw {
    private static final double FLATTEST = 1e-3;
    private static final double STEEPEST = 20;
    private static final double LEAST_REPETITIONS = 0.1;

    /** All laws of this form. Their parameters are E, A, alpha, B, beta, R_D, R_N. */
    public static final ExpressionFamily<DataConstrainedLaw> FAMILY =
            ExpressionFamily.of(
                            "data-constrained",
                            DataConstrainedLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.UNIQUE_TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive(
                                            "A", "scale of the params term, nats per token"),
                                    exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "B", "scale of the tokens term, nats per token"),
                                    exponent("beta", "exponent of tokens"),
                                    repetitions(
                                            "R_D",
                                            "repetitions of tokens until one more is worth 1/e"),
                                    repetitions(
                                            "R_N",
                                            "excess of params over Nopt until more is worth 1/e")),
                            "E + A / N'^alpha + B / D'^beta,"
                                    + " N' = M - M * R_N * expm1(-((params / M - 1) / R_N)),"
                                    + " D' = U - U * R_D * expm1(-((tokens / U - 1) / R_D)),"
                                    + " M = min(params, exp(logG + beta / alpha * (log(U) + logG))),"
                                    + " U = min(unique_tokens, tokens),"
                                    + " logG = log(alpha * A / (beta * B)) / (alpha + beta)")
                    .withFormula(
                            "loss = E + A / N'^alpha + B / D'^beta, D' = U + U * R_D * (1 - exp((1 -"
                                    + " tokens / U) / R_D)), U = min(unique_tokens, tokens), and N'"
                                    + " likewise of params, Nopt(U) and R_N");

    /** Refuses a negative floor, and any other number that is not positive. */
    public DataConstrainedLaw {
        Decimal.positive("coefficient A", a);
        Decimal.positive("coefficient B", b);
        FAMILY.check(e, a, alpha, b, beta, rD, rN);
    }

    /** An exponent of zero would leave Nopt without a value. */
    private static Parameter exponent(String name, String meaning) {
        return Parameter.exponent(name, meaning).within(FLATTEST, STEEPEST);
    }

    private static Parameter repetitions(String name, String meaning) {
        return Parameter.positive(name, meaning)
                .within(LEAST_REPETITIONS, Double.POSITIVE_INFINITY)
                .called("repetitions " + name);
    }

    private static double worth(double unique, double all, double scale) {
        return unique - unique * scale * Math.expm1(-(all / unique - 1) / scale);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e
                + a * Math.pow(effectiveParameters(recipe), -alpha)
                + b * Math.pow(effectiveTokens(recipe), -beta);
    }

    private static double unique(Recipe recipe) {
        String name = Factor.UNIQUE_TOKENS.name();
        double stated = Decimal.positive(name, recipe.value(Factor.UNIQUE_TOKENS));
        return Math.min(stated, recipe.value(Factor.TOKENS));
    }

    /**
     * How many new tokens would do as well as those seen.
     *
     * @param recipe what is trained; with unique tokens
     * @return D': D without repetition, and at most U_D (1 + R_D)
     */
    public double effectiveTokens(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return worth(unique(recipe), recipe.value(Factor.TOKENS), rD);
    }

    /**
     * How many parameters would do as well if none were in excess.
     *
     * @param recipe what is trained; with unique tokens
     * @return N': N up to Nopt, and at most U_N (1 + R_N)
     */
    public double effectiveParameters(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double n = recipe.value(Factor.PARAMETERS);
        return worth(Math.min(n, optimalParameters(unique(recipe))), n, rN);
    }

    /**
     * How often the distinct tokens are seen.
     *
     * @param recipe what is trained; with unique tokens
     * @return D / U_D, which is 1 where there are more distinct tokens than are seen
     */
    public double epochs(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return recipe.value(Factor.TOKENS) / unique(recipe);
    }

    /** The model size for which so many tokens, seen once, are compute-optimal. */
    double optimalParameters(double tokens) {
        double g = Math.pow(alpha * a / (beta * b), 1 / (alpha + beta));
        return g * Math.pow(tokens * g, beta / alpha);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
