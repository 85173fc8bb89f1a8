package org.scalinglaws.law.setup;

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
 * The law of training in few bits: they take away from the parameters.
 *
 * <pre>
 *   L = E + A / N_eff^alpha + B / D^beta
 *   N_eff = N product over parts x of (1 - e^(-P_x / gamma_x + n_x))</pre>
 *
 * <p>The parts are weights, activations and the key-value cache, each with P_x bits. N counts
 * parameters without embeddings. With n_x = 0 it is the form of the paper's main text. A part needs
 * more than gamma_x n_x bits, for N_eff is not positive below: {@link #loss} then refuses, and an
 * evaluator gives NaN.
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term, nats per token
 * @param alpha exponent of the effective model size
 * @param b scale of the data term, nats per token
 * @param beta exponent of data
 * @param weights what few bits do to the weights
 * @param activations what few bits do to the activations
 * @param cache what few bits do to the key-value cache
 * @see <a href="https://arxiv.org/abs/2411.04330">Kumar et al. (2024), equations 4 and 11, and
 *     appendix K for n_x</a>
 */
public record PrecisionLaw(
        double e,
        double a,
        double alpha,
        double b,
        double beta,
        Part weights,
        Part activations,
        Part cache)
        implements LossLaw {
    /** Bits of the weights in training. */
    public static final Factor WEIGHT_BITS = new Factor("weight_bits", "bits");

    /** Bits of the activations in training. */
    public static final Factor ACTIVATION_BITS = new Factor("activation_bits", "bits");

    /** Bits of the key-value cache in training. */
    public static final Factor KV_BITS = new Factor("kv_bits", "bits");

    /**
     * All laws of this form. Their parameters are E, A, alpha, B, beta, then gamma_w, n_w, gamma_a,
     * n_a, gamma_kv and n_kv.
     */
    public static final ExpressionFamily<PrecisionLaw> FAMILY =
            ExpressionFamily.of(
                            "precision",
                            PrecisionLaw.class,
                            List.of(
                                    Factor.PARAMETERS,
                                    Factor.TOKENS,
                                    WEIGHT_BITS,
                                    ACTIVATION_BITS,
                                    KV_BITS),
                            parameters(),
                            // A power for each part, so that two negative shares do not look like a
                            // positive one.
                            "E + A / (params^alpha"
                                    + " * (-expm1(n_w - weight_bits / gamma_w))^alpha"
                                    + " * (-expm1(n_a - activation_bits / gamma_a))^alpha"
                                    + " * (-expm1(n_kv - kv_bits / gamma_kv))^alpha)"
                                    + " + B / tokens^beta")
                    .withFormula(
                            "loss = E + A / (params^alpha"
                                    + " * (1 - exp(n_w - weight_bits / gamma_w))^alpha"
                                    + " * (1 - exp(n_a - activation_bits / gamma_a))^alpha"
                                    + " * (1 - exp(n_kv - kv_bits / gamma_kv))^alpha)"
                                    + " + B / tokens^beta")
                    .withDerived("P_best", PrecisionLaw::bestBits);

    /** Refuses a negative number: loss would grow with scale. */
    public PrecisionLaw {
        FAMILY.check(e, a, alpha, b, beta);
        requireNonNull(weights, "weights");
        requireNonNull(activations, "activations");
        requireNonNull(cache, "cache");
    }

    /**
     * What few bits do to one part of a model.
     *
     * @param gamma how many more bits bring the lost share down by a factor of e
     * @param offset n, zero or more; gamma n bits leave nothing
     */
    public record Part(double gamma, double offset) {
        /** Refuses a gamma that is not positive and a negative offset. */
        public Part {
            Decimal.positive("bits gamma", gamma);
            Decimal.nonNegative("offset n", offset);
        }

        /**
         * The share of the parameters that stays effective.
         *
         * @param bits P, any number
         * @return 1 - e^(-P / gamma + n); zero or less where the law does not hold; NaN for NaN
         */
        public double share(double bits) {
            return -Math.expm1(offset - bits / gamma);
        }

        /**
         * The bits that leave nothing; the law holds above.
         *
         * @return gamma n
         */
        public double leastBits() {
            return gamma * offset;
        }

        private double checkedShare(Recipe recipe, Factor factor) {
            double bits = recipe.value(factor);
            double share = share(bits);
            if (share > 0) {
                return share;
            }
            throw new IllegalArgumentException(
                    String.format(
                            "%s must be above gamma n = %s, got %s",
                            factor.name(), Decimal.format(leastBits()), Decimal.format(bits)));
        }

        /** How fast the logarithm of the share rises, for each bit. */
        private double slope(double bits) {
            return 1 / (gamma * Math.expm1(bits / gamma - offset));
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.floor(),
                Parameter.positive("A", "scale of the params term, nats per token"),
                Parameter.exponent("alpha", "exponent of the effective params"),
                Parameter.positive("B", "scale of the tokens term, nats per token"),
                Parameter.exponent("beta", "exponent of tokens"),
                gamma("gamma_w", WEIGHT_BITS),
                offset("n_w", WEIGHT_BITS),
                gamma("gamma_a", ACTIVATION_BITS),
                offset("n_a", ACTIVATION_BITS),
                gamma("gamma_kv", KV_BITS),
                offset("n_kv", KV_BITS));
    }

    /** In natural units: a family that changed the unit of bits could not bound gamma in bits. */
    private static Parameter gamma(String name, Factor bits) {
        return Parameter.positive(name, "scale of " + bits.name() + ", bits").within(0.1, 20);
    }

    private static Parameter offset(String name, Factor bits) {
        return Parameter.nonNegative(name, "offset of " + bits.name()).within(0, 5);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return e
                + a * Math.pow(effectiveParameters(recipe), -alpha)
                + b * Math.pow(recipe.value(Factor.TOKENS), -beta);
    }

    /**
     * The parameters that a model in full precision would need.
     *
     * @param recipe the model and its bits
     * @return N_eff, positive
     * @throws IllegalArgumentException when a part has too few bits for the law to hold
     */
    public double effectiveParameters(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return recipe.value(Factor.PARAMETERS)
                * weights.checkedShare(recipe, WEIGHT_BITS)
                * activations.checkedShare(recipe, ACTIVATION_BITS)
                * cache.checkedShare(recipe, KV_BITS);
    }

    /**
     * The bits, the same for every part, that are best when compute is N D P up to a factor and N, D
     * and P are free. They depend neither on the budget nor on A, B and the exponents.
     *
     * @return where product(share) / P is greatest, in bits
     */
    public double bestBits() {
        double least =
                Math.max(weights.leastBits(), Math.max(activations.leastBits(), cache.leastBits()));
        double most = least + weights.gamma + activations.gamma + cache.gamma;
        while (pull(most) > 1) {
            most *= 2;
        }
        for (int halving = 0; halving < 200; halving++) {
            double middle = (least + most) / 2;
            if (pull(middle) > 1) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    /** d ln product(share) / d ln P, which falls with P. */
    private double pull(double bits) {
        return bits * (weights.slope(bits) + activations.slope(bits) + cache.slope(bits));
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
