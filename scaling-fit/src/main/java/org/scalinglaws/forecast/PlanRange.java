package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * How to spend a budget, with the doubt about the form in it.
 *
 * @param budget training compute, 6ND
 * @param params the interval of the best model size
 * @param tokens the interval of the best token count
 */
public record PlanRange(Compute budget, Interval params, Interval tokens) {
    /** Refuses nulls. */
    public PlanRange {
        requireNonNull(budget, "budget");
        requireNonNull(params, "params");
        requireNonNull(tokens, "tokens");
    }

    /** {@return the interval of tokens a parameter: the largest model sees the fewest} */
    public Interval tokensPerParameter() {
        return new Interval(tokens.lower() / params.upper(), tokens.upper() / params.lower());
    }

    /** The smallest and the largest size, each with both ends of the loss. */
    List<Plan> corners(Interval loss) {
        List<Plan> corners = new ArrayList<>();
        for (double size : new double[] {params.lower(), params.upper()}) {
            Recipe recipe = Recipe.of(size, budget.flops() / 6 / size);
            for (double nats : new double[] {loss.lower(), loss.upper()}) {
                corners.add(new Plan(recipe, Loss.nats(nats), List.of()));
            }
        }
        return corners;
    }
}
