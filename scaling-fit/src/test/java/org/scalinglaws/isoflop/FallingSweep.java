package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A simulated sweep of three decades from 1e18 FLOP, whose losses may fall faster than its law.
 *
 * @param law the truth
 * @param budgets how many
 * @param sizes at each budget
 * @param reach the largest size over the middle one
 * @param drift what the middle moves by from the first budget to the last, as a factor
 * @param fall what is taken off ln L, by the place of the budget from 0 to 1
 */
record FallingSweep(
        LossLaw law, int budgets, int sizes, double reach, double drift, DoubleUnaryOperator fall) {
    private static final double LEAST = 1e18;
    private static final double DECADES = 3;

    static final DoubleUnaryOperator NOTHING = place -> 0;

    /** The slope of ln L over ln C is lower by so much over the upper four tenths of the decades. */
    static DoubleUnaryOperator late(double slope) {
        return place -> slope * DECADES * Math.log(10) * Math.max(0, place - 0.6);
    }

    /** The slope is lower with every budget, by so much at the last. */
    static DoubleUnaryOperator throughout(double slope) {
        return place -> slope * DECADES * Math.log(10) * place * place / 2;
    }

    /** One sweep; a noise of its own is drawn for each budget, up to so many times another. */
    Sweep draw(double noise, double unequal, SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < budgets; i++) {
            double place = i / (budgets - 1.0);
            double flops = LEAST * Math.pow(10, DECADES * place);
            double best = ComputeOptimal.of(law).plan(Compute.flops(flops)).model().parameters();
            double middle = best * Math.pow(drift, place - 0.5);
            double scatter = noise * Math.pow(unequal, random.nextDouble() - 0.5);

            for (int k = 0; k < sizes; k++) {
                double size = middle * Math.pow(reach, 2 * k / (sizes - 1.0) - 1);
                Recipe recipe = Recipe.of(size, flops / 6 / size);
                double log = scatter * random.nextGaussian() - fall.applyAsDouble(place);
                double loss = law.loss(recipe) * Math.exp(log);
                Recipe stated = recipe.with(Factor.named(Sweep.BUDGET_COLUMN), flops);
                runs.add(Run.of(stated, Loss.nats(loss)));
            }
        }
        return Sweep.of(Dataset.of(runs));
    }
}
