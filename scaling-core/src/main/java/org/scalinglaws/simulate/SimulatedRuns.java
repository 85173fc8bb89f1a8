package org.scalinglaws.simulate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep;

/**
 * Runs that a law would give, with noise.
 *
 * <pre>  loss = L(recipe) exp(noise z),  z standard normal</pre>
 *
 * @param law the truth
 * @param design what is trained
 * @param noise standard deviation of ln loss; 0 for none
 * @param seed decides the noise: the same seed gives the same runs
 */
public record SimulatedRuns(LossLaw law, List<Recipe> design, double noise, long seed) {
    /** Copies the design. */
    public SimulatedRuns {
        Require.noNull("design", design);
        requireNonNull(law, "law");
        design = List.copyOf(design);
        Decimal.nonNegative("noise", noise);
    }

    /**
     * Runs without noise of any design.
     *
     * @param law the truth
     * @param design what is trained
     * @return the runs
     */
    public static SimulatedRuns of(LossLaw law, List<Recipe> design) {
        Require.noNull("design", design);
        return new SimulatedRuns(law, design, 0, 1);
    }

    /**
     * An IsoFLOP sweep without noise: for each budget, model sizes in equal ratios around the law's
     * own optimum. {@link IsoFlopSweep} makes other sweeps, and prices them.
     *
     * @param law the truth
     * @param budgets training budgets
     * @param sizes model sizes for each budget, at least 2
     * @param reach the largest size over the optimal one, and the optimal over the smallest; above 1
     * @return the runs
     */
    public static SimulatedRuns isoFlop(
            LossLaw law, List<Compute> budgets, int sizes, double reach) {
        Require.noNull("budgets", budgets);
        return of(
                law, IsoFlopSweep.around(ComputeOptimal.of(law), budgets, sizes, reach).recipes());
    }

    /**
     * Every pair of a model size and an amount of data, without noise.
     *
     * @param law the truth
     * @param sizes model sizes
     * @param tokens amounts of data
     * @return the runs
     */
    public static SimulatedRuns grid(LossLaw law, List<ModelSize> sizes, List<Tokens> tokens) {
        Require.noNull("sizes", sizes);
        Require.noNull("tokens", tokens);
        List<Recipe> design = new ArrayList<>();
        for (ModelSize size : sizes) {
            for (Tokens amount : tokens) {
                design.add(Recipe.of(size, amount));
            }
        }
        return of(law, design);
    }

    /**
     * With noise.
     *
     * @param deviation standard deviation of ln loss
     * @return new runs
     */
    public SimulatedRuns withNoise(double deviation) {
        return new SimulatedRuns(law, design, deviation, seed);
    }

    /**
     * With other noise of the same size.
     *
     * @param number any number
     * @return new runs
     */
    public SimulatedRuns withSeed(long number) {
        return new SimulatedRuns(law, design, noise, number);
    }

    /**
     * Draws the runs.
     *
     * @return a table in the order of the design, the same for the same seed
     */
    public Dataset dataset() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> runs = new ArrayList<>();
        for (Recipe recipe : design) {
            double loss = law.loss(recipe) * Math.exp(noise * random.nextGaussian());
            runs.add(Run.of(recipe, Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }
}
