package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The losses that one budget can buy, over model size.
 *
 * <pre>  L(N, C / 6N)</pre>
 *
 * <p>With another cost of a training token than 6N, D is the budget over that cost, and the recipes
 * state their FLOPs.
 *
 * @param law the law
 * @param budget C
 * @param counting how the law counts parameters
 * @param held further factors that the law reads, the same at every size
 * @param training what a training token costs
 */
public record IsoFlopCurve(
        LossLaw law,
        Compute budget,
        Counting counting,
        Map<Factor, Double> held,
        TokenCost training) {
    /**
     * Refuses nulls, and a held factor without a finite value.
     *
     * @param law the law
     * @param budget C
     * @param counting how the law counts parameters
     * @param held further factors that the law reads
     * @param training what a training token costs
     */
    public IsoFlopCurve {
        held = Held.copy(held);
        requireNonNull(law, "law");
        requireNonNull(budget, "budget");
        requireNonNull(counting, "counting");
        requireNonNull(training, "training");
    }

    /**
     * The curve of a law that reads further factors, with the FLOP of a token that the law counts.
     *
     * @param law the law
     * @param budget C
     * @param counting how the law counts parameters
     * @param held further factors that the law reads, the same at every size
     */
    public IsoFlopCurve(LossLaw law, Compute budget, Counting counting, Map<Factor, Double> held) {
        this(
                law,
                budget,
                counting,
                held,
                TokenCost.training(requireNonNull(law, "law").computeRule(), held));
    }

    /**
     * The curve of a law of N and D.
     *
     * @param law the law
     * @param budget C
     * @param counting how the law counts parameters
     */
    public IsoFlopCurve(LossLaw law, Compute budget, Counting counting) {
        this(law, budget, counting, Map.of());
    }

    /**
     * The curve of a law that counts every parameter.
     *
     * @param law the law
     * @param budget C
     * @return the curve
     */
    public static IsoFlopCurve of(LossLaw law, Compute budget) {
        return new IsoFlopCurve(law, budget, Counting.TOTAL);
    }

    /**
     * The same curve with another cost of a training token than 6N.
     *
     * @param cost FLOP of one training token
     * @return a new curve
     */
    public IsoFlopCurve withTraining(TokenCost cost) {
        requireNonNull(cost, "cost");
        return new IsoFlopCurve(law, budget, counting, held, cost);
    }

    /** N of a model that the budget trains on one token; below one where it trains none. */
    double largestSize() {
        return training.perParameter().isPresent() || training.flops(1) < budget.flops()
                ? training.sizeOf(budget.flops())
                : 0;
    }

    /**
     * The recipe that spends the whole budget on a model.
     *
     * @param parameters N
     * @return N and D = C / 6N, or C over what a training token costs, and then also C
     */
    public Recipe recipe(double parameters) {
        ModelSize model = new ModelSize(parameters, counting);
        Tokens tokens = Tokens.of(budget.flops() / training.flops(parameters));
        Recipe recipe = Recipe.of(model, tokens);
        if (!training.isSixN()) {
            recipe = recipe.with(Factor.FLOPS, budget.flops());
        }
        for (Map.Entry<Factor, Double> further : held.entrySet()) {
            recipe = recipe.with(further.getKey(), further.getValue());
        }
        return recipe;
    }

    /**
     * The loss of a model that gets the whole budget.
     *
     * @param parameters N
     * @return L(N, D), nats per token
     */
    public double loss(double parameters) {
        return law.loss(recipe(parameters));
    }

    /**
     * Points of the curve at sizes in equal ratios.
     *
     * @param smallest least model size
     * @param largest greatest model size
     * @param count how many points, at least 2
     * @return the points, smallest model first
     */
    public List<Plan> points(ModelSize smallest, ModelSize largest, int count) {
        requireNonNull(smallest, "smallest");
        requireNonNull(largest, "largest");
        return EqualRatios.sizes(smallest, largest, count)
                .mapToObj(size -> new Plan(recipe(size), Loss.nats(loss(size)), List.of()))
                .toList();
    }
}
