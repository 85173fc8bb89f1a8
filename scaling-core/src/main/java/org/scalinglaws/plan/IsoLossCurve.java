package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Recipe;

/**
 * All sizes and tokens that reach one loss: D as a function of N.
 *
 * <pre>
 *   L(N, D) = L
 *   D = (B / (R - A / N^alpha))^(1 / beta)  and  R = (L - E)^(1 / gamma)
 *       where  L = E + (A / N^alpha + B / D^beta)^gamma</pre>
 *
 * <p>Any other law is searched over ln D from 1 to 1e40 tokens, and the least D counts.
 *
 * @param surface the law, its held factors and the cost of a token; the recipes state their FLOPs
 *     where that is not 6N
 * @param target L, nats per token
 */
record IsoLossCurve(LossSurface surface, Loss target) {
    private static final double MOST_LOG_TOKENS = Math.log(1e40);
    private static final int SCAN = 100;

    /**
     * Refuses nulls, and a law that should not be believed.
     *
     * @throws NoPlanException when a caveat of the law is an error, unless errors are to be passed over
     */
    public IsoLossCurve {
        requireNonNull(surface, "surface");
        requireNonNull(target, "target");
        surface.requireBelievable();
    }

    /**
     * The tokens with which a model reaches the loss.
     *
     * @param parameters N
     * @return D, tokens
     * @throws NoPlanException when the model does not reach the loss with any data
     */
    public double tokens(double parameters) {
        @Nullable TwoPowers powers = surface.powers();
        double tokens =
                powers == null
                        ? search(parameters)
                        : powers.contour(requirePositive(parameters), target);
        if (tokens > 0 && tokens < Double.POSITIVE_INFINITY) {
            return tokens;
        }

        throw new NoPlanException(
                "a model of "
                        + new ModelSize(parameters, surface.counting())
                        + " parameters has a loss of "
                        + target
                        + " with no amount of data");
    }

    private double requirePositive(double parameters) {
        return new ModelSize(parameters, surface.counting()).parameters();
    }

    /** The least D, or NaN. */
    private double search(double parameters) {
        DoubleUnaryOperator below = log -> target.nats() - surface.loss(parameters, Math.exp(log));
        double step = MOST_LOG_TOKENS / SCAN;
        for (int i = 0; i < SCAN; i++) {
            if (below.applyAsDouble(i * step) < 0 && below.applyAsDouble((i + 1) * step) >= 0) {
                return Math.exp(Crossing.between(below, i * step, (i + 1) * step));
            }
        }
        return Double.NaN;
    }

    /**
     * The recipe with which a model reaches the loss.
     *
     * @param parameters N
     * @return N and D
     * @throws NoPlanException when the model does not reach the loss with any data
     */
    public Recipe recipe(double parameters) {
        return surface.recipe(parameters, tokens(parameters));
    }

    /**
     * Points of the curve at sizes in equal ratios.
     *
     * @param smallest least model size
     * @param largest greatest model size
     * @param count how many points, at least 2
     * @return the points, smallest model first
     * @throws NoPlanException when a model does not reach the loss with any data
     */
    public List<Plan> points(ModelSize smallest, ModelSize largest, int count) {
        requireNonNull(smallest, "smallest");
        requireNonNull(largest, "largest");
        return EqualRatios.sizes(smallest, largest, count)
                .mapToObj(this::recipe)
                .map(recipe -> new Plan(recipe, Loss.nats(surface.law().loss(recipe)), List.of()))
                .toList();
    }
}
