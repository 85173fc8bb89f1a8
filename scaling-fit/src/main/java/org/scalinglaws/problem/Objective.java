package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SplittableRandom;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;

/**
 * What a fit makes small: the sum over runs of weight times rho(residual). The residual is observed
 * minus predicted, of L, of ln L, or of the logarithm of L plus an offset. An objective of your own needs rho and its two derivatives.
 *
 * <p>Weights are frequencies: a weight of 2 is the same run twice.
 */
public interface Objective {
    /**
     * The name, with the numbers that belong to it.
     *
     * @return such as {@code log-huber:0.001}
     */
    String name();

    /**
     * Says whether residuals are of ln(L + offset); then every loss must be above minus the {@link
     * #offset()}.
     *
     * @return true for ln(L + offset), false for L
     */
    boolean logarithmic();

    /**
     * What is added to a loss before its logarithm is taken; nothing is added where residuals are of
     * L.
     *
     * @return nats per token; 0 for residuals of ln L
     */
    default double offset() {
        return 0;
    }

    /**
     * The price of a residual.
     *
     * @param residual observed minus predicted
     * @return rho(residual)
     */
    double loss(double residual);

    /**
     * The first derivative of the price.
     *
     * @param residual observed minus predicted
     * @return rho'(residual)
     */
    double slope(double residual);

    /**
     * The second derivative of the price.
     *
     * @param residual observed minus predicted
     * @return rho''(residual)
     */
    double curvature(double residual);

    /**
     * Says whether a scale s of the residuals is fitted too. Then {@link #loss} is minus the log of a
     * density of r/s, a run costs {@code loss(r/s) + ln s}, and the sum is minus the log-likelihood
     * (for residuals of ln L, of ln L). The scale is kept above 1e-12.
     *
     * @return false unless the objective is a likelihood
     */
    default boolean fitsScale() {
        return false;
    }

    /**
     * A random residual of the density that belongs to this objective, in units of the scale. The
     * normal density stands in for an objective that is no likelihood.
     *
     * @param random decides the residual
     * @return a residual over the scale
     */
    default double draw(SplittableRandom random) {
        requireNonNull(random, "random");
        return random.nextGaussian();
    }

    /**
     * A way from an easy objective to this one: each is solved from the optimum of the one before.
     *
     * @param spread a typical size of the residuals
     * @return smooth objectives, the last one this or as near to it as matters
     */
    default List<Objective> path(double spread) {
        return List.of(this);
    }

    /**
     * Huber's function of residuals of ln L: r^2/2 up to delta, delta(|r| - delta/2) beyond. With
     * delta = 1e-3 it is the default, and what the field uses.
     *
     * @param delta where squares turn into absolute values, in units of ln L
     * @return the objective {@code log-huber:delta}
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.3</a>
     */
    static Objective logHuber(double delta) {
        return HuberObjective.of(true, requireDelta(delta));
    }

    /**
     * Half the squares of residuals of ln L.
     *
     * @return the objective {@code log-squares}
     */
    static Objective logSquares() {
        return HuberObjective.of(true, Double.POSITIVE_INFINITY);
    }

    /**
     * Half the squares of residuals of ln(L + 1), which also takes losses of zero. Broken power laws
     * are fitted so.
     *
     * @return the objective {@code log1p-squares}
     * @see <a href="https://arxiv.org/abs/2210.14891">Caballero et al. (2023), Broken Neural Scaling
     *     Laws</a>
     */
    static Objective log1pSquares() {
        return HuberObjective.squares(true, 1);
    }

    /**
     * The absolute residuals of ln L.
     *
     * @return the objective {@code log-absolute}
     */
    static Objective logAbsolute() {
        return HuberObjective.of(true, 0);
    }

    /**
     * Minus the log-likelihood of residuals of ln L under Huber's density with a fitted scale s.
     *
     * <pre>  p(r) = exp(-huber(r/s)) / (s Z),  Z = sqrt(2 pi) (2 Phi(delta) - 1) + 2 exp(-delta^2/2) / delta</pre>
     *
     * @param delta where squares turn into absolute values, in units of s
     * @return the objective {@code log-huber-likelihood:delta}
     * @see <a href="https://arxiv.org/abs/2404.10102">Besiroglu et al. (2024), appendix</a>
     */
    static Objective logHuberLikelihood(double delta) {
        return HuberObjective.likelihood(requireDelta(delta));
    }

    /**
     * Huber's function of residuals of L.
     *
     * @param delta where squares turn into absolute values, nats per token
     * @return the objective {@code huber:delta}
     */
    static Objective huber(double delta) {
        return HuberObjective.of(false, requireDelta(delta));
    }

    /**
     * Half the squares of residuals of L.
     *
     * @return the objective {@code squares}
     */
    static Objective squares() {
        return HuberObjective.of(false, Double.POSITIVE_INFINITY);
    }

    /**
     * The absolute residuals of L.
     *
     * @return the objective {@code absolute}
     */
    static Objective absolute() {
        return HuberObjective.of(false, 0);
    }

    /**
     * Reads the name of an objective of this library; the inverse of {@link #name()}.
     *
     * @param text such as {@code log-huber:1e-3}; without a number delta is 1e-3
     * @return the objective
     * @throws IllegalArgumentException when there is no such objective
     */
    static Objective parse(String text) {
        requireNonNull(text, "text");
        int colon = text.indexOf(':');
        String delta = colon < 0 ? "1e-3" : text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon + 1)) {
            case "log-huber", "log-huber:" -> logHuber(Decimal.parse("Huber delta", delta));
            case "log-huber-likelihood", "log-huber-likelihood:" ->
                    logHuberLikelihood(Decimal.parse("Huber delta", delta));
            case "huber", "huber:" -> huber(Decimal.parse("Huber delta", delta));
            case "log-squares" -> logSquares();
            case "log1p-squares" -> log1pSquares();
            case "log-absolute" -> logAbsolute();
            case "squares" -> squares();
            case "absolute" -> absolute();
            default ->
                    throw new IllegalArgumentException(
                            Brief.of(
                                    "unknown objective '"
                                            + text
                                            + "'; there are log-huber:DELTA, log-squares, log1p-squares,"
                                            + " log-absolute, log-huber-likelihood:DELTA, huber:DELTA,"
                                            + " squares and absolute"));
        };
    }

    private static double requireDelta(double delta) {
        return Decimal.positive("Huber delta", delta);
    }
}
