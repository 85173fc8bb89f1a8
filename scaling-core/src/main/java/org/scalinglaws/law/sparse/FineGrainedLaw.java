package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of mixtures of experts that are cut into finer ones.
 *
 * <pre>  L(N, D, G) = c + (g / G^gamma + a) / N^alpha + b / D^beta</pre>
 *
 * <p>N counts all parameters of all experts, without embeddings. G is the width of a feed-forward
 * layer over the width of an expert. With g = 0 it is the law of dense models.
 *
 * @param c irreducible loss, nats per token
 * @param a scale of the model-size term, nats per token
 * @param alpha exponent of model size
 * @param b scale of the data term, nats per token
 * @param beta exponent of data
 * @param g what granularity takes off the model-size term, nats per token
 * @param gamma exponent of granularity
 * @see <a href="https://arxiv.org/abs/2402.07871">Krajewski et al. (2024), equation 9</a>
 */
public record FineGrainedLaw(
        double c, double a, double alpha, double b, double beta, double g, double gamma)
        implements LossLaw {
    /** Granularity G, positive; 1 for experts as wide as the layer they stand for. */
    public static final Factor GRANULARITY = new Factor("granularity", "");

    /** All laws of this form. Their parameters are c, a, alpha, b, beta, g and gamma. */
    public static final ExpressionFamily<FineGrainedLaw> FAMILY =
            ExpressionFamily.of(
                            "fine-grained",
                            FineGrainedLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, GRANULARITY),
                            List.of(
                                    Parameter.floor("c"),
                                    Parameter.positive(
                                            "a", "scale of the params term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "b", "scale of the tokens term, nats per token"),
                                    Parameter.exponent("beta", "exponent of tokens"),
                                    Parameter.positive(
                                            "g", "scale of the granularity term, nats per token"),
                                    Parameter.exponent("gamma", "exponent of granularity")),
                            "c + (g / granularity^gamma + a) / params^alpha + b / tokens^beta")
                    .withUnits("a", "a * params^(-alpha)")
                    .withUnits("b", "b * tokens^(-beta)")
                    .withUnits("g", "g * params^(-alpha) * granularity^(-gamma)")
                    .withDomain(GRANULARITY, FineGrainedLaw::checked);

    /** Refuses a negative number: loss would grow with scale or granularity. */
    public FineGrainedLaw {
        FAMILY.check(c, a, alpha, b, beta, g, gamma);
    }

    private static double checked(double granularity) {
        return Decimal.positive("granularity", granularity);
    }

    /**
     * What a token costs a model whose experts hold E times the feed-forward weights that it visits,
     * by the shape of the paper: blocks of 12 d^2 active weights, d = 64 n_blocks, and a router that
     * weighs E G experts.
     *
     * <pre>
     *   C = (12 d^2 c_f + d E G c_r) D n_blocks      c_f = 6, c_r = 14
     *   N = (8 E + 4) d^2 n_blocks                   all parameters but embeddings</pre>
     *
     * <p>The law itself does not know E, so that a plan by it alone counts 6 N.
     *
     * @param expansion E, one or more
     * @return the rule, which reads granularity
     * @see <a href="https://arxiv.org/abs/2402.07871">Krajewski et al. (2024), section 5 and
     *     appendix E</a>
     */
    public static ComputeRule routed(double expansion) {
        if (!(expansion >= 1 && expansion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expansion must be one or more and finite, got " + Decimal.format(expansion));
        }
        return new ComputeRule(
                "C = (12 d^2 c_f + d E G c_r) D n_blocks, non-embedding, with c_f = 6, c_r = 14, d ="
                        + " 64 n_blocks, E = "
                        + Decimal.format(expansion),
                recipe -> {
                    double all = recipe.value(Factor.PARAMETERS);
                    double width = Math.cbrt(64 * all / (8 * expansion + 4));
                    double router = expansion * checked(recipe.value(GRANULARITY)) * 14;
                    return (12 * 6 * width + router) * width * width / 64;
                });
    }

    /**
     * Says that the form does not know how many of its experts a token visits.
     *
     * @return one warning
     */
    @Override
    public List<Finding> caveats() {
        return List.of(
                Finding.warning(
                        CheckName.FLOP_RULE,
                        "N holds all experts and the law does not say how many of them a token"
                                + " visits: a plan by it alone counts 6 N a token, too much for a"
                                + " mixture of experts"));
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double fineness = checked(recipe.value(GRANULARITY));
        return c
                + (g * Math.pow(fineness, -gamma) + a)
                        * Math.pow(recipe.value(Factor.PARAMETERS), -alpha)
                + b * Math.pow(recipe.value(Factor.TOKENS), -beta);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
