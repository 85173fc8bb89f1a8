package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * What is known before the next runs: a law near the truth, how it is fitted, the noise of a run,
 * the runs made, and what is believed without any.
 */
record Known<L extends LossLaw>(
        L law,
        LawFamily<L> family,
        Objective objective,
        Restrictions restrictions,
        double noise,
        List<Run> runs,
        Map<String, Double> priors) {
    Known {
        requireNonNull(law, "law");
        requireNonNull(family, "family");
        runs = List.copyOf(runs);
    }

    Known<L> withNoise(double deviation) {
        Decimal.positive("noise of a run", deviation);
        return new Known<>(law, family, objective, restrictions, deviation, runs, priors);
    }

    Known<L> withPrior(String parameter, double deviation) {
        family.place(parameter);
        Decimal.positive("standard deviation of " + parameter, deviation);
        Map<String, Double> more = new LinkedHashMap<>(priors);
        more.put(parameter, deviation);
        return new Known<>(law, family, objective, restrictions, noise, runs, more);
    }

    Known<L> withRuns(List<Recipe> recipes) {
        List<Run> more = new ArrayList<>(runs);
        recipes.forEach(recipe -> more.add(expected(recipe)));
        return new Known<>(law, family, objective, restrictions, noise, more, priors);
    }

    /** A run with the loss that the law expects. */
    Run expected(Recipe recipe) {
        return Run.of(recipe, Loss.nats(law.loss(recipe)));
    }
}
