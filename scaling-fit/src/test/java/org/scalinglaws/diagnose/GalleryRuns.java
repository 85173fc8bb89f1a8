package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/** Sound runs of a known law, and ways to spoil them. */
final class GalleryRuns {
    static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    static final double NOISE = 0.002;

    private GalleryRuns() {}

    /** An IsoFLOP sweep from 1e18 to 1e22 FLOP. */
    static Dataset sweep(LossLaw law, int budgets, int sizes, long seed) {
        double[] flops = new double[budgets];
        for (int i = 0; i < budgets; i++) {
            flops[i] = Math.pow(10, 18 + 4.0 * i / (budgets - 1));
        }
        return sweep(law, sizes, 8, seed, flops);
    }

    static Dataset sweep(LossLaw law, int sizes, double reach, long seed, double... flops) {
        List<Recipe> design =
                SimulatedRuns.isoFlop(TRUTH, Compute.budgets(flops), sizes, reach).design();
        return SimulatedRuns.of(law, design).withNoise(NOISE).withSeed(seed).dataset();
    }

    /** The sound sweep of 12, 40 or 240 runs. */
    static Dataset clean(int runs, long seed) {
        return switch (runs) {
            case 12 -> sweep(TRUTH, 3, 4, seed);
            case 40 -> sweep(TRUTH, 5, 8, seed);
            case 240 -> sweep(TRUTH, 12, 20, seed);
            default -> throw new IllegalArgumentException("no clean sweep of " + runs + " runs");
        };
    }

    static Dataset clean() {
        return clean(40, 1);
    }

    /** Sizes times tokens. */
    static Dataset grid(LossLaw law, double[] sizes, double[] tokens, double noise, long seed) {
        List<Recipe> design = new ArrayList<>();
        for (double n : sizes) {
            for (double d : tokens) {
                design.add(Recipe.of(ModelSize.of(n), Tokens.of(d)));
            }
        }
        return SimulatedRuns.of(law, design).withNoise(noise).withSeed(seed).dataset();
    }

    /** So many numbers in equal ratios. */
    static double[] ladder(double first, double last, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = first * Math.pow(last / first, i / (count - 1.0));
        }
        return numbers;
    }

    static Dataset each(Dataset runs, UnaryOperator<Run> change) {
        return Dataset.of(runs.stream().map(change).toList());
    }

    static Dataset one(Dataset runs, int row, UnaryOperator<Run> change) {
        List<Run> rows = new ArrayList<>(runs.stream().toList());
        rows.set(row, change.apply(rows.get(row)));
        return Dataset.of(rows);
    }

    static UnaryOperator<Run> lossTimes(double factor) {
        return run -> lost(run, factor * run.loss().nats());
    }

    static Run lost(Run run, double loss) {
        return Run.of(run.recipe(), Loss.nats(loss));
    }

    static UnaryOperator<Run> scaled(double sizes, double tokens) {
        return run ->
                Run.of(
                        Recipe.of(ModelSize.of(sizes * n(run)), Tokens.of(tokens * d(run))),
                        run.loss());
    }

    static UnaryOperator<Run> stating(double flopsPerParameterAndToken) {
        return run ->
                Run.of(
                        run.recipe()
                                .with(Factor.FLOPS, flopsPerParameterAndToken * n(run) * d(run)),
                        run.loss());
    }

    static UnaryOperator<Run> with(String column, ToDoubleFunction<Run> value) {
        return run ->
                Run.of(
                        run.recipe().with(Factor.named(column), value.applyAsDouble(run)),
                        run.loss());
    }

    /** Noise of other sizes on the same recipes. */
    static Dataset noisy(Dataset runs, ToDoubleFunction<Run> noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return each(
                runs,
                run ->
                        lost(
                                run,
                                TRUTH.loss(run.recipe())
                                        * Math.exp(
                                                noise.applyAsDouble(run) * random.nextGaussian())));
    }

    /** The same recipes with noise of Student's t, four degrees of freedom and the usual scale. */
    static Dataset heavyTailed(Dataset runs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return each(
                runs,
                run -> {
                    double squares = 0;
                    for (int i = 0; i < 4; i++) {
                        squares += Math.pow(random.nextGaussian(), 2) / 4;
                    }
                    double noise = NOISE * random.nextGaussian() / Math.sqrt(squares);
                    return lost(run, TRUTH.loss(run.recipe()) * Math.exp(noise));
                });
    }

    static double n(Run run) {
        return run.recipe().model().parameters();
    }

    static double d(Run run) {
        return run.recipe().tokens().count();
    }

    static double c(Run run) {
        return 6 * n(run) * d(run);
    }
}
