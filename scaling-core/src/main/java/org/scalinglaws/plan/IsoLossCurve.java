package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
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
 * @param law the law
 * @param target L, nats per token
 * @param counting how the law counts parameters
 * @param held further factors that the law reads, the same at every point
 * @param training what a training token costs; the recipes state their FLOPs where it is not 6N
 */
public record IsoLossCurve(
        LossLaw law, Loss target, Counting counting, Map<Factor, Double> held, TokenCost training) {
    private static final double MOST_LOG_TOKENS = Math.log(1e40);
    private static final int SCAN = 100;

    /**
     * Refuses nulls, and a held factor without a finite value.
     *
     * @param law the law
     * @param target L, nats per token
     * @param counting how the law counts parameters
     * @param held further factors that the law reads
     * @param training what a training token costs
     */
    public IsoLossCurve {
        held = Held.copy(held);
        requireNonNull(law, "law");
        requireNonNull(target, "target");
        requireNonNull(counting, "counting");
        requireNonNull(training, "training");
    }

    /**
     * The curve of a law with the FLOP of a training token that the law counts.
     *
     * @param law the law
     * @param target L, nats per token
     * @param counting how the law counts parameters
     * @param held further factors that the law reads, the same at every point
     */
    public IsoLossCurve(LossLaw law, Loss target, Counting counting, Map<Factor, Double> held) {
        this(
                law,
                target,
                counting,
                held,
                TokenCost.training(requireNonNull(law, "law").computeRule(), held));
    }

    /**
     * The curve of a law of N and D that counts every parameter.
     *
     * @param law the law
     * @param target L, nats per token
     * @return the curve
     */
    public static IsoLossCurve of(LossLaw law, Loss target) {
        return new IsoLossCurve(law, target, Counting.TOTAL, Map.of());
    }

    /**
     * The tokens with which a model reaches the loss.
     *
     * @param parameters N
     * @return D, tokens
     * @throws NoPlanException when the model does not reach the loss with any data
     */
    public double tokens(double parameters) {
        @Nullable TwoPowers closed = TwoPowers.of(law);
        double tokens =
                closed == null
                        ? search(parameters)
                        : closed.contour(requirePositive(parameters), target);
        if (tokens > 0 && tokens < Double.POSITIVE_INFINITY) {
            return tokens;
        }
        throw new NoPlanException(
                "a model of "
                        + new ModelSize(parameters, counting)
                        + " parameters has a loss of "
                        + target
                        + " with no amount of data");
    }

    private double requirePositive(double parameters) {
        return new ModelSize(parameters, counting).parameters();
    }

    /** The least D, or NaN. */
    private double search(double parameters) {
        DoubleUnaryOperator below =
                log -> target.nats() - law.loss(recipe(parameters, Math.exp(log)));
        double step = MOST_LOG_TOKENS / SCAN;
        for (int i = 0; i < SCAN; i++) {
            if (below.applyAsDouble(i * step) < 0 && below.applyAsDouble((i + 1) * step) >= 0) {
                return Math.exp(Frontier.between(below, i * step, (i + 1) * step));
            }
        }
        return Double.NaN;
    }

    private Recipe recipe(double parameters, double tokens) {
        ModelSize model = new ModelSize(parameters, counting);
        Recipe recipe = training.stated(Recipe.of(model, Tokens.of(tokens)));
        for (Map.Entry<Factor, Double> further : held.entrySet()) {
            recipe = recipe.with(further.getKey(), further.getValue());
        }
        return recipe;
    }

    /**
     * The recipe with which a model reaches the loss.
     *
     * @param parameters N
     * @return N and D
     * @throws NoPlanException when the model does not reach the loss with any data
     */
    public Recipe recipe(double parameters) {
        return recipe(parameters, tokens(parameters));
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
                .map(recipe -> new Plan(recipe, Loss.nats(law.loss(recipe)), List.of()))
                .toList();
    }
}
