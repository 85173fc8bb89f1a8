package org.scalinglaws.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The checkpoints of twelve training runs whose truth is that of {@link TheSweep}: sizes from 50 million
 * to 10 billion, each read thirty times from 2 to 200 tokens a parameter.
 */
final class LearningCurves {
    /** The column that tells the training runs apart. */
    static final String RUN = "run";

    private static final int RUNS = 12;
    private static final int CHECKPOINTS = 30;

    private LearningCurves() {}

    /**
     * Checkpoints with noise of ln loss: some that all those of a run share, and some of their own.
     *
     * @param ofRun standard deviation of what a run shares
     * @param ofCheckpoint standard deviation of what is a checkpoint's own
     */
    static Dataset withNoise(double ofRun, double ofCheckpoint) {
        Random random = new Random(42);
        List<Run> checkpoints = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            double size = 5e7 * Math.pow(200, run / (RUNS - 1.0));
            double shared = ofRun * random.nextGaussian();
            for (int i = 0; i < CHECKPOINTS; i++) {
                double tokens = 2 * size * Math.pow(100, i / (CHECKPOINTS - 1.0));
                Recipe recipe =
                        Recipe.of(ModelSize.of(size), Tokens.of(tokens))
                                .with(Factor.named(RUN), run + 1);
                double noise = shared + ofCheckpoint * random.nextGaussian();
                double loss = TheSweep.TRUTH.loss(recipe) * Math.exp(noise);
                checkpoints.add(Run.of(recipe, Loss.nats(loss)));
            }
        }
        return Dataset.of(checkpoints);
    }
}
