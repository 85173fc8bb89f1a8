package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * A random law and a random design at which its terms can be felt.
 *
 * @param law the truth
 * @param design what is trained
 */
public record RandomSweep(ChinchillaLaw law, List<Recipe> design) {
    /**
     * A sweep of 12 to 300 runs over half a decade to four decades, at every third draw on budgets.
     * Each term of the law is between 0.01 and 5 at the centre.
     *
     * @param random decides everything
     * @return the sweep
     */
    public static RandomSweep draw(SplittableRandom random) {
        return draw(random, random.nextInt(12, 301), 0.5, 0.01, 0.05);
    }

    /**
     * A sweep that determines its law in spite of noise: 40 to 120 runs over two to four decades, no
     * term below 0.2 at the centre, no exponent below 0.2.
     *
     * @param random decides everything
     * @return the sweep
     */
    public static RandomSweep drawWide(SplittableRandom random) {
        return draw(random, random.nextInt(40, 121), 2, 0.2, 0.2);
    }

    private static RandomSweep draw(
            SplittableRandom random, int rows, double decades, double term, double exponent) {
        double centreN = power(random, 7, 11);
        double centreD = power(random, 8.5, 12.5);
        double reachN = power(random, 0.5 * decades, 2);
        double reachD = power(random, 0.5 * decades, 2);
        int budgets = random.nextInt(3) == 0 ? random.nextInt(3, 10) : 0;
        List<Recipe> design = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double n = centreN * Math.pow(reachN, between(random, -1, 1));
            double d = centreD * Math.pow(reachD, between(random, -1, 1));
            if (budgets > 0) {
                double budget = row % budgets / (budgets - 1.0);
                d = centreN * centreD * Math.pow(reachD, 2 * budget - 1) / n;
            }
            design.add(Recipe.of(ModelSize.of(n), Tokens.of(d)));
        }
        double alpha = between(random, exponent, 1.2);
        double beta = between(random, exponent, 1.2);
        double e = random.nextInt(10) == 0 ? 0 : between(random, 0, 4);
        double a = power(random, Math.log10(term), Math.log10(5)) * Math.pow(centreN, alpha);
        double b = power(random, Math.log10(term), Math.log10(5)) * Math.pow(centreD, beta);
        return new RandomSweep(new ChinchillaLaw(e, a, alpha, b, beta), design);
    }

    private static double between(SplittableRandom random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    private static double power(SplittableRandom random, double least, double most) {
        return Math.pow(10, between(random, least, most));
    }

    /**
     * The runs of the sweep.
     *
     * @param noise standard deviation of ln loss
     * @param seed decides the noise
     * @return a table in the order of the design
     */
    public Dataset runs(double noise, long seed) {
        return new SimulatedRuns(law, design, noise, seed).dataset();
    }

    /**
     * The same runs with another loss for each.
     *
     * @param runs the runs
     * @param loss the new loss, nats per token
     * @return a new table
     */
    public static Dataset withLoss(Dataset runs, ToDoubleFunction<Run> loss) {
        List<Run> changed = new ArrayList<>();
        for (Run run : runs) {
            Loss other = Loss.nats(loss.applyAsDouble(run));
            changed.add(new Run(run.recipe(), other, run.weight()));
        }
        return Dataset.of(changed);
    }
}
