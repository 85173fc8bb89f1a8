package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Training curves of a law: sizes from 50M to 10B and checkpoints from 2 to 200 tokens a parameter,
 * both in equal ratios.
 */
record DrawnCurves(LossLaw law, int sizes, int checkpoints) {
    static final String RUN = "run";
    static final double RANGE = Math.log(200);

    /** The ratio of neighbouring sizes, as a logarithm. */
    double spacing() {
        return RANGE / (sizes - 1);
    }

    Dataset exact() {
        return noisy(0, 0);
    }

    /** Independent noise of ln loss. */
    Dataset noisy(double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> rows = new ArrayList<>();
        for (int r = 0; r < sizes; r++) {
            double size = 5e7 * Math.exp(spacing() * r);
            for (int j = 0; j < checkpoints; j++) {
                double tokens = 2 * size * Math.pow(100, j / (checkpoints - 1.0));
                Recipe recipe =
                        Recipe.of(ModelSize.of(size), Tokens.of(tokens)).with(Factor.named(RUN), r);
                double loss = law.loss(recipe) * Math.exp(noise * random.nextGaussian());
                rows.add(Run.of(recipe, Loss.nats(loss)));
            }
        }
        return Dataset.of(rows);
    }
}
