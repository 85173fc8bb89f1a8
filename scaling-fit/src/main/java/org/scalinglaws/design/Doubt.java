package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Spread;

/**
 * Laws that could be true, and the level of the intervals that are read off them.
 *
 * @param ensemble the laws
 * @param level such as 0.95
 * @param <L> the type of the laws
 */
record Doubt<L extends LossLaw>(Ensemble<L> ensemble, double level) {
    Doubt {
        requireNonNull(ensemble, "ensemble");
        Quantiles.requireLevel(level);
    }

    /** Whether a share of the laws is a probability; laws that each lack one run are not so. */
    boolean hasProbabilities() {
        return ensemble.kind() != Ensemble.Kind.JACKKNIFE;
    }

    void requireProbabilities() {
        if (!hasProbabilities()) {
            throw new IllegalArgumentException(
                    "probabilities and regrets must come from a bootstrap or a posterior, got "
                            + ensemble.method());
        }
    }

    Interval interval(ToDoubleFunction<L> quantity) {
        return ensemble.interval(level, quantity);
    }

    Interval lossOf(Recipe recipe) {
        return interval(law -> law.loss(recipe));
    }

    /** What it costs under each law to train a recipe and not the law's own plan. */
    double[] regrets(Recipe recipe, Spread<Plan> plans) {
        double[] regrets = ensemble.values(law -> law.loss(recipe));
        double[] least = plans.values(plan -> plan.loss().nats());
        Arrays.setAll(regrets, i -> regrets[i] - least[i]);
        return regrets;
    }

    /** The level as people write it. */
    String percent() {
        return Digits.level(level);
    }

    /** How many replicates were made, with a law or without. */
    int made() {
        return ensemble.replicates().size() + ensemble.failures().size();
    }
}
