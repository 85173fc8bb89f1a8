package org.scalinglaws.law.setup;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * One law for several optimizers: each makes model size and data worth more, or less, than the
 * reference does, with the same exponents.
 *
 * <pre>
 *   L = E + A / (rho_N N)^alpha + B / (rho_D D)^beta      rho = product over k of rho_k^indicator_k</pre>
 *
 * <p>Each optimizer but the reference is a factor that is 1 in its own runs and 0 in all others; the
 * reference has zeros only, and rho 1. The columns must all be there.
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term of the reference, nats per token
 * @param alpha exponent of model size
 * @param b scale of the data term of the reference, nats per token
 * @param beta exponent of data
 * @param gains the other optimizers, at least one
 * @see <a href="https://arxiv.org/abs/2602.07712">Volkova et al. (2026)</a>
 */
public record OptimizerLaw(
        double e, double a, double alpha, double b, double beta, List<Gain> gains)
        implements LossLaw {
    /** Refuses a negative number, no further optimizer and one that is there twice. */
    public OptimizerLaw {
        Require.noNull("gains", gains);
        ChinchillaLaw.FAMILY.check(e, a, alpha, b, beta);
        gains = List.copyOf(gains);
        requireDistinct(gains.stream().map(Gain::optimizer).toList());
    }

    /**
     * What an optimizer makes of model size and data.
     *
     * @param optimizer the factor that is 1 in its runs, else 0
     * @param model rho_N: a parameter is worth so many of the reference's, positive
     * @param data rho_D: a token is worth so many of the reference's, positive
     */
    public record Gain(Factor optimizer, double model, double data) {
        /** Refuses a gain that is not positive. */
        public Gain {
            requireNonNull(optimizer, "optimizer");
            Decimal.positive("gain rho_N of " + optimizer.name(), model);
            Decimal.positive("gain rho_D of " + optimizer.name(), data);
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    /**
     * The laws of given optimizers. Their parameters are E, A, alpha, B, beta, then rho_N_name and
     * rho_D_name of each.
     *
     * @param optimizers a factor for each optimizer but the reference, at least one
     * @return the family, named optimizer
     */
    public static LawFamily<OptimizerLaw> family(Factor... optimizers) {
        Require.noNull("optimizers", optimizers);
        List<Factor> fixed = List.of(optimizers);
        requireDistinct(fixed);
        List<Factor> factors = new ArrayList<>(List.of(Factor.PARAMETERS, Factor.TOKENS));
        factors.addAll(fixed);
        ExpressionFamily<OptimizerLaw> family =
                ExpressionFamily.of(
                                "optimizer",
                                OptimizerLaw.class,
                                factors,
                                parameters(fixed),
                                names -> formula(fixed, names))
                        .listing("gains", Gain.class, fixed);
        for (Factor optimizer : fixed) {
            family = family.withDomain(optimizer, value -> uses(optimizer, value));
        }
        return family;
    }

    private static void requireDistinct(List<Factor> optimizers) {
        if (optimizers.isEmpty() || optimizers.stream().distinct().count() < optimizers.size()) {
            throw new IllegalArgumentException(
                    "an optimizer law needs one or more distinct optimizers, got " + optimizers);
        }
    }

    private static List<Parameter> parameters(List<Factor> optimizers) {
        List<Parameter> parameters =
                new ArrayList<>(
                        List.of(
                                Parameter.floor(),
                                Parameter.positive("A", "scale of the params term, nats per token"),
                                Parameter.exponent("alpha", "exponent of params"),
                                Parameter.positive("B", "scale of the tokens term, nats per token"),
                                Parameter.exponent("beta", "exponent of tokens")));
        for (Factor optimizer : optimizers) {
            parameters.add(gain("rho_N_", optimizer, "a parameter"));
            parameters.add(gain("rho_D_", optimizer, "a token"));
        }
        return parameters;
    }

    private static Parameter gain(String name, Factor optimizer, String what) {
        String meaning = "what " + what + " is worth with " + optimizer.name();
        return Parameter.positive(name + optimizer.name(), meaning).within(1e-3, 1e3);
    }

    private static Expression formula(List<Factor> optimizers, Names names) {
        Expression model = worth(names.of("params"), "rho_N_", optimizers, names);
        Expression data = worth(names.of("tokens"), "rho_D_", optimizers, names);
        return names.of("E")
                .plus(names.of("A").over(model.power(names.of("alpha"))))
                .plus(names.of("B").over(data.power(names.of("beta"))));
    }

    private static Expression worth(
            Expression count, String gain, List<Factor> optimizers, Names names) {
        Expression worth = count;
        for (Factor optimizer : optimizers) {
            Expression gained = names.of(gain + optimizer.name()).power(names.of(optimizer));
            worth = gained.times(worth);
        }
        return worth;
    }

    private static boolean uses(Factor optimizer, double indicator) {
        if (indicator == 0 || indicator == 1) {
            return indicator == 1;
        }
        throw new IllegalArgumentException(
                optimizer.name() + " must be 0 or 1, got " + Decimal.format(indicator));
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double model = recipe.value(Factor.PARAMETERS);
        double data = recipe.value(Factor.TOKENS);
        for (Gain gain : gains) {
            if (uses(gain.optimizer, recipe.value(gain.optimizer))) {
                model *= gain.model;
                data *= gain.data;
            }
        }
        return e + a * Math.pow(model, -alpha) + b * Math.pow(data, -beta);
    }

    /**
     * The law of the reference alone.
     *
     * @return the law where every indicator is 0
     */
    public ChinchillaLaw reference() {
        return new ChinchillaLaw(e, a, alpha, b, beta);
    }

    /**
     * The law of one optimizer alone.
     *
     * @param optimizer one of the gains' factors
     * @return the law where its indicator is 1 and all others are 0
     * @throws IllegalArgumentException when the law does not have it
     */
    public ChinchillaLaw with(Factor optimizer) {
        requireNonNull(optimizer, "optimizer");
        Gain gain = gain(optimizer);
        return new ChinchillaLaw(
                e, a * Math.pow(gain.model, -alpha), alpha, b * Math.pow(gain.data, -beta), beta);
    }

    /**
     * How much larger the compute-optimal model is than with the reference, at any budget 6 N D.
     *
     * @param optimizer one of the gains' factors
     * @return (rho_D^beta / rho_N^alpha)^(1 / (alpha + beta)); NaN when both exponents are 0
     * @throws IllegalArgumentException when the law does not have it
     */
    public double optimalModelRatio(Factor optimizer) {
        requireNonNull(optimizer, "optimizer");
        Gain gain = gain(optimizer);
        double log = beta * Math.log(gain.data) - alpha * Math.log(gain.model);
        return Math.exp(log / (alpha + beta));
    }

    private Gain gain(Factor optimizer) {
        for (Gain gain : gains) {
            if (gain.optimizer.equals(optimizer)) {
                return gain;
            }
        }
        throw new IllegalArgumentException(
                "the law has no optimizer "
                        + optimizer.name()
                        + "; it has "
                        + gains.stream().map(gain -> gain.optimizer.name()).toList());
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
