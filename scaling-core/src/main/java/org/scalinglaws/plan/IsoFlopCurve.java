package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.quantity.Compute;
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
 * @param surface the law, its held factors and the cost of a token
 * @param budget C
 */
record IsoFlopCurve(LossSurface surface, Compute budget) {
    /** Refuses nulls. */
    public IsoFlopCurve {
        requireNonNull(surface, "surface");
        requireNonNull(budget, "budget");
    }

    /** N of a model that the budget trains on one token; below one where it trains none. */
    double largestSize() {
        TokenCost training = surface.training();
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
        TokenCost training = surface.training();
        ModelSize model = new ModelSize(parameters, surface.counting());
        Tokens tokens = Tokens.of(budget.flops() / training.flops(parameters));
        Recipe recipe = Recipe.of(model, tokens);
        return surface.withHeld(
                training.isSixN() ? recipe : recipe.with(Factor.FLOPS, budget.flops()));
    }

    /**
     * The loss of a model that gets the whole budget.
     *
     * @param parameters N
     * @return L(N, D), nats per token
     */
    public double loss(double parameters) {
        return surface.law().loss(recipe(parameters));
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
