package org.scalinglaws.law.setup;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
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
 * is 6 (N_nv + N_v) times the training tokens. A recipe states its tokens; D is their number, or for
 * constants that were fitted to another count of the data that count, see {@link DataUnit}.
 *
 * @param e how far below single tokens the loss may fall, nats per token
 * @param a1 scale of the term of other parameters, nats per token at a million
 * @param alpha1 exponent of the other parameters
 * @param a2 scale of the term of vocabulary parameters, nats per token at a million
 * @param alpha2 exponent of vocabulary parameters
 * @param b scale of the data term, nats per token at a billion
 * @param beta exponent of data
 * @param unit what D counts
 * @see <a href="https://arxiv.org/abs/2407.13623">Tao et al. (2024), approach 3</a>
 * @see <a href="https://github.com/sail-sg/scaling-with-vocab">the authors' code,
 *     approach3_isoloss.py and optimal_Nv_predict.py</a>
 */
public record VocabularyLaw(
        double e,
        double a1,
        double alpha1,
        double a2,
        double alpha2,
        double b,
        double beta,
        DataUnit unit)
        implements LossLaw {
    /** Parameters that do not belong to the vocabulary, N_nv. */
    public static final Factor OTHER_PARAMETERS = new Factor("non_vocab_params", "parameters");

    /** Parameters of the vocabulary, N_v: its size times the width of the model. */
    public static final Factor VOCABULARY_PARAMETERS = new Factor("vocab_params", "parameters");

    /** All laws of this form in tokens. Their parameters are E, A1, alpha1, A2, alpha2, B, beta. */
    public static final ExpressionFamily<VocabularyLaw> FAMILY =
            ExpressionFamily.of(
                            "vocabulary",
                            List.of(OTHER_PARAMETERS, VOCABULARY_PARAMETERS, Factor.TOKENS),
                            parameters(),
                            names ->
                                    names.read(
                                            "A1 / (non_vocab_params / 1e6)^alpha1"
                                                    + " + A2 / (vocab_params / 1e6)^alpha2"
                                                    + " + B / (tokens / 1e9)^beta - E"),
                            v -> new VocabularyLaw(v[0], v[1], v[2], v[3], v[4], v[5], v[6]),
                            VocabularyLaw::values)
                    .withUnits("A1", "A1 * non_vocab_params^(-alpha1)")
                    .withUnits("A2", "A2 * vocab_params^(-alpha2)")
                    .withUnits("B", "B * tokens^(-beta)")
                    .withDomain(OTHER_PARAMETERS, n -> checked(OTHER_PARAMETERS, n))
                    .withDomain(VOCABULARY_PARAMETERS, n -> checked(VOCABULARY_PARAMETERS, n));

    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    /** Refuses a negative number: loss would grow with scale. */
    public VocabularyLaw {
        requireNonNull(unit, "unit");
        FAMILY.check(e, a1, alpha1, a2, alpha2, b, beta);
    }

    /**
     * A law whose D is training tokens.
     *
     * @param e how far below single tokens the loss may fall, nats per token
     * @param a1 scale of the term of other parameters, nats per token at a million
     * @param alpha1 exponent of the other parameters
     * @param a2 scale of the term of vocabulary parameters, nats per token at a million
     * @param alpha2 exponent of vocabulary parameters
     * @param b scale of the data term, nats per token at a billion
     * @param beta exponent of data
     */
    public VocabularyLaw(
            double e, double a1, double alpha1, double a2, double alpha2, double b, double beta) {
        this(e, a1, alpha1, a2, alpha2, b, beta, DataUnit.TOKENS);
    }

    /** What the D of a law counts. A recipe states training tokens in either case. */
    public enum DataUnit {
        /** Training tokens as they are. */
        TOKENS,
        /**
         * The D of the fit of Tao et al. (2024), 2.65 to 3.0 times the tokens of their runs. Their
         * code knows how many tokens a character makes with a vocabulary of V, and asks it with V
         * in thousands.
         *
         * <pre>
         *   D = tokens * t(V / 1000) / t(V)
         *   t(V) = 0.00639222 ln(V)^2 - 0.15811069 ln V + 1.20470122, with V no more than 200,000</pre>
         *
         * <p>V is N_v over the width of the authors' models of N_nv, 512 to 16,384.
         *
         * @see <a href="https://github.com/sail-sg/scaling-with-vocab">the authors' code, utils.py
         *     and approach3_isoloss.py</a>
         */
        TAO_2024;

        private static final int MOST_WORDS = 200_000;

        /** The models that the authors trained, then those for which they predict, by N_nv. */
        private static final double[] SIZES = {
            33_222_784,
            84_834_176,
            150_834_176,
            316_445_568,
            631_668_352,
            1_129_891_136,
            2.87e9,
            7e9,
            1.3e10,
            3e10,
            7e10,
            1.3e11,
            3e11
        };

        private static final double[] WIDTHS = {
            512, 768, 768, 1024, 1536, 2048, 3200, 4096, 5120, 6048, 8192, 12_288, 16_384
        };

        private double count(double tokens, double other, double vocabulary) {
            if (this == TOKENS) {
                return tokens;
            }
            double words = vocabulary / width(other);
            return tokens * tokensOfCharacter(words / 1000) / tokensOfCharacter(words);
        }

        /** Between two models the width is a power of the size, so that no loss jumps. */
        private static double width(double other) {
            int above = 0;
            while (above < SIZES.length && other > SIZES[above]) {
                above++;
            }
            if (above == 0 || above == SIZES.length) {
                return WIDTHS[Math.max(0, above - 1)];
            }
            double share =
                    Math.log(other / SIZES[above - 1]) / Math.log(SIZES[above] / SIZES[above - 1]);
            return WIDTHS[above - 1] * Math.pow(WIDTHS[above] / WIDTHS[above - 1], share);
        }

        private static double tokensOfCharacter(double words) {
            double log = Math.log(Math.min(words, MOST_WORDS));
            return (0.00639222 * log - 0.15811069) * log + 1.20470122;
        }
    }

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.nonNegative("E", "depth below single tokens, nats per token")
                        .called("depth E"),
                Parameter.positive("A1", "scale of non_vocab_params, nats per token at 1e6"),
                Parameter.exponent("alpha1", "exponent of non_vocab_params"),
                Parameter.positive("A2", "scale of vocab_params, nats per token at 1e6"),
                Parameter.exponent("alpha2", "exponent of vocab_params"),
                Parameter.positive("B", "scale of tokens, nats per token at 1e9"),
                Parameter.exponent("beta", "exponent of tokens"));
    }

    private double[] values() {
        if (unit != DataUnit.TOKENS) {
            throw new IllegalArgumentException(
                    "laws of the family vocabulary count data in tokens, got a law in " + unit);
        }
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
        requireNonNull(recipe, "recipe");
        double other = checked(OTHER_PARAMETERS, recipe.value(OTHER_PARAMETERS));
        double vocabulary = checked(VOCABULARY_PARAMETERS, recipe.value(VOCABULARY_PARAMETERS));
        double data = unit.count(recipe.value(Factor.TOKENS), other, vocabulary);
        return a1 * Math.pow(other / MILLION, -alpha1)
                + a2 * Math.pow(vocabulary / MILLION, -alpha2)
                + b * Math.pow(data / BILLION, -beta)
                - e;
    }

    /**
     * The best vocabulary for a model of given other parameters at a budget: a larger one leaves
     * fewer tokens. D is C / (6 (N_nv + N_v)) whatever {@link #unit()} says, as the authors have it
     * in their predictions.
     *
     * @param other N_nv, positive
     * @param budget C = 6 (N_nv + N_v) D
     * @return N_v where the loss is least
     * @throws IllegalArgumentException when the law has no best vocabulary: A2, alpha2, B or beta is
     *     0
     */
    public double bestVocabulary(double other, Compute budget) {
        requireNonNull(budget, "budget");
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

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
