package org.scalinglaws.law.numeric;

import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of the size of a vocabulary: its parameters apart from all others.
 *
 * <pre>
 *   L_u = -E + A1 / (N_nv / 1e6)^alpha1 + A2 / (N_v / 1e6)^alpha2 + B / (D / 1e9)^beta</pre>
 *
 * <p>N_v is vocabulary size times width, N_nv all other parameters; the scales count millions of
 * parameters and billions of tokens, as the paper does. L_u is the loss less that of a model of
 * single tokens, so that vocabularies can be compared: it is below zero for any useful model. Compute
 * is 6 (N_nv + N_v) D.
 *
 * @param e how far below single tokens the loss may fall, nats per token
 * @param a1 scale of the term of other parameters, nats per token at a million
 * @param alpha1 exponent of the other parameters
 * @param a2 scale of the term of vocabulary parameters, nats per token at a million
 * @param alpha2 exponent of vocabulary parameters
 * @param b scale of the data term, nats per token at a billion
 * @param beta exponent of data
 * @see <a href="https://arxiv.org/abs/2407.13623">Tao et al. (2024), approach 3</a>
 * @see <a href="https://github.com/sail-sg/scaling-with-vocab">the authors' code,
 *     approach3_isoloss.py and optimal_Nv_predict.py</a>
 */
public record VocabularyLaw(
        double e, double a1, double alpha1, double a2, double alpha2, double b, double beta)
        implements LossLaw {
    /** Parameters that do not belong to the vocabulary, N_nv. */
    public static final Factor OTHER_PARAMETERS = new Factor("non_vocab_params", "parameters");

    /** Parameters of the vocabulary, N_v: its size times the width of the model. */
    public static final Factor VOCABULARY_PARAMETERS = new Factor("vocab_params", "parameters");

    /** All laws of this form. Their parameters are E, A1, alpha1, A2, alpha2, B and beta. */
    public static final LawFamily<VocabularyLaw> FAMILY =
            ExpressionFamily.of(
                            "vocabulary",
                            List.of(OTHER_PARAMETERS, VOCABULARY_PARAMETERS, Factor.TOKENS),
                            parameters(),
                            VocabularyLaw::formula,
                            v -> new VocabularyLaw(v[0], v[1], v[2], v[3], v[4], v[5], v[6]),
                            VocabularyLaw::values)
                    .withUnits(VocabularyLaw::inUnits)
                    .withDomain(OTHER_PARAMETERS, n -> checked(OTHER_PARAMETERS, n))
                    .withDomain(VOCABULARY_PARAMETERS, n -> checked(VOCABULARY_PARAMETERS, n));

    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param e how far below single tokens the loss may fall, nats per token
     * @param a1 scale of the term of other parameters, nats per token at a million
     * @param alpha1 exponent of the other parameters
     * @param a2 scale of the term of vocabulary parameters, nats per token at a million
     * @param alpha2 exponent of vocabulary parameters
     * @param b scale of the data term, nats per token at a billion
     * @param beta exponent of data
     */
    public VocabularyLaw {
        Decimal.nonNegative("depth E", e);
        Decimal.nonNegative("coefficient A1", a1);
        Decimal.nonNegative("exponent alpha1", alpha1);
        Decimal.nonNegative("coefficient A2", a2);
        Decimal.nonNegative("exponent alpha2", alpha2);
        Decimal.nonNegative("coefficient B", b);
        Decimal.nonNegative("exponent beta", beta);
    }

    private static List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "E",
                        "depth below single tokens, nats per token",
                        Scale.LINEAR,
                        0,
                        Double.POSITIVE_INFINITY),
                Parameter.positive("A1", "scale of non_vocab_params, nats per token at 1e6"),
                Parameter.exponent("alpha1", "exponent of non_vocab_params"),
                Parameter.positive("A2", "scale of vocab_params, nats per token at 1e6"),
                Parameter.exponent("alpha2", "exponent of vocab_params"),
                Parameter.positive("B", "scale of tokens, nats per token at 1e9"),
                Parameter.exponent("beta", "exponent of tokens"));
    }

    private static Expression formula(Expression[] v, Expression[] x) {
        return v[1].over(x[0].over(MILLION).power(v[2]))
                .plus(v[3].over(x[1].over(MILLION).power(v[4])))
                .plus(v[5].over(x[2].over(BILLION).power(v[6])))
                .minus(v[0]);
    }

    private static double[] inUnits(double[] v, double[] units) {
        for (int term = 0; term < 3; term++) {
            v[1 + 2 * term] *= Math.pow(units[term], -v[2 + 2 * term]);
        }
        return v;
    }

    private double[] values() {
        return new double[] {e, a1, alpha1, a2, alpha2, b, beta};
    }

    private static double checked(Factor factor, double count) {
        return Decimal.positive(factor.name(), count);
    }

    /**
     * The loss less that of a model of single tokens.
     *
     * @param recipe what is trained, with {@link #OTHER_PARAMETERS} and {@link
     *     #VOCABULARY_PARAMETERS}
     * @return L_u, nats per token, of either sign
     */
    @Override
    public double loss(Recipe recipe) {
        double other = checked(OTHER_PARAMETERS, recipe.value(OTHER_PARAMETERS));
        double vocabulary = checked(VOCABULARY_PARAMETERS, recipe.value(VOCABULARY_PARAMETERS));
        return a1 * Math.pow(other / MILLION, -alpha1)
                + a2 * Math.pow(vocabulary / MILLION, -alpha2)
                + b * Math.pow(recipe.value(Factor.TOKENS) / BILLION, -beta)
                - e;
    }

    /**
     * The best vocabulary for a model of given other parameters at a budget: a larger one leaves
     * fewer tokens.
     *
     * @param other N_nv, positive
     * @param budget C = 6 (N_nv + N_v) D
     * @return N_v where the loss is least
     * @throws IllegalArgumentException when the law has no best vocabulary: A2, alpha2, B or beta is
     *     0
     */
    public double bestVocabulary(double other, Compute budget) {
        checked(OTHER_PARAMETERS, other);
        if (!(a2 * alpha2 * b * beta > 0)) {
            throw new IllegalArgumentException(
                    "a best vocabulary needs A2, alpha2, B and beta above 0, got " + this);
        }
        double least = -60;
        double most = 60;
        for (int halving = 0; halving < 200; halving++) {
            double middle = (least + most) / 2;
            if (gain(other * Math.exp(middle), other, budget) > 0) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return other * Math.exp(most);
    }

    /** How fast the loss falls with ln N_v at a fixed budget; it changes its sign once. */
    private double gain(double vocabulary, double other, Compute budget) {
        double all = other + vocabulary;
        double tokens = budget.flops() / (6 * all);
        return alpha2 * a2 * Math.pow(vocabulary / MILLION, -alpha2)
                - beta * b * Math.pow(tokens / BILLION, -beta) * vocabulary / all;
    }

    /**
     * The authors' rule without a budget, from their second approach: models trained as long as is
     * best for their size.
     *
     * @param other N_nv, positive
     * @return N_v = 3145728 (N_nv / 33e6)^0.8353974035228025
     * @see <a href="https://github.com/sail-sg/scaling-with-vocab">the authors' code,
     *     optimal_Nv_predict.py, approach2_derivative</a>
     */
    public static double vocabularyRule(double other) {
        return 3_145_728 * Math.pow(checked(OTHER_PARAMETERS, other) / 33e6, 0.8353974035228025);
    }
}
