package org.scalinglaws.problems;

import java.util.Locale;
import java.util.Map;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.plan.DataLimited;
import org.scalinglaws.plan.DataLimited.Epoch;
import org.scalinglaws.plan.DataPool;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * How does loss fall along training: over steps on ever new data, and over epochs on the same data?
 * What does the second, the fourth and the eighth epoch still buy?
 */
public final class LossDecay {
    private static final Tokens UNIQUE = Tokens.billions(20);

    private LossDecay() {}

    /** The loss of a model of a billion parameters after so many steps of new data. */
    static double afterSteps(double steps) {
        Recipe recipe =
                Recipe.of(Map.of(Factor.PARAMETERS, 1e9, KaplanStepsLaw.MINIMUM_STEPS, steps));
        return PublishedLaws.KAPLAN_2020_STEPS.law().loss(recipe);
    }

    /** What the next epoch brings a model of a billion parameters that has seen some. */
    static Epoch epochAfter(int epochs) {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.of(epochs * UNIQUE.count()));
        return DataLimited.of(PublishedLaws.MUENNIGHOFF_2023_BASE, DataPool.of(UNIQUE))
                .furtherEpoch(recipe);
    }

    public static void main(String[] args) {
        System.out.println("Steps of new data, by the law of Kaplan et al. (2020):");
        for (double steps = 1000; steps <= 1_000_000; steps *= 10) {
            System.out.printf(
                    Locale.ROOT,
                    "  %,9.0f steps  loss %.3f nats, twice as many %.3f less%n",
                    steps,
                    afterSteps(steps),
                    afterSteps(steps) - afterSteps(2 * steps));
        }
        System.out.println("Epochs of the same 20 B tokens, by that of Muennighoff et al. (2023):");
        for (int epoch : new int[] {2, 4, 8, 16, 32}) {
            Epoch next = epochAfter(epoch - 1);
            System.out.printf(
                    Locale.ROOT,
                    "  epoch %2d  loss %.3f to %.3f nats, %.4f less; its first token is worth %.2f%n",
                    epoch,
                    next.before().nats(),
                    next.after().nats(),
                    next.gain(),
                    next.worth());
        }
        System.out.println(
                "New steps fade as a power, epochs also because they bring nothing new.");
    }
}
