package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * The sets of runs whose least objectives are kept, so that no later search may end higher: measured
 * sweeps, hard random ones with and without outliers, and large ones.
 */
public final class KnownObjectives {
    /** The columns of the table. */
    public static final String COLUMNS = "set,runs,objective,value";

    private static final String HUBER = "log-huber:0.001";
    private static final String SQUARES = "log-squares";
    private static final int HARD = 300;
    private static final int SPOILT = 200;
    private static final long SEED = 20;
    private static final double NOISE = 0.01;

    private KnownObjectives() {}

    /**
     * One fit whose objective is known.
     *
     * @param set the name of the runs
     * @param objective what is made small
     * @param runs makes the runs
     */
    public record Case(String set, String objective, Supplier<Dataset> runs) {
        /** {@return a row of the table} */
        public String row() {
            Dataset made = runs.get();
            Fit<ChinchillaLaw> fit =
                    Fitter.of(ChinchillaLaw.FAMILY)
                            .withObjective(Objective.parse(objective))
                            .fit(made);
            return String.format(
                    Locale.ROOT, "%s,%d,%s,%.15e", set, made.size(), objective, fit.objective());
        }
    }

    /** {@return five measured sweeps, by Huber's function of L and by the usual one of ln L} */
    public static List<Case> measured() {
        List<Case> cases = new ArrayList<>();
        for (String set :
                List.of(
                        "chinchilla_epoch 240",
                        "chinchilla_epoch all",
                        "isoflop_chinchilla_epoch clean",
                        "isoflop_llama3 all",
                        "isoflop_llama3 clean")) {
            String[] words = set.split(" ", 2);
            for (String objective : List.of(HUBER, "huber:0.001", SQUARES)) {
                cases.add(new Case(set, objective, () -> SharedData.runs(words[0], words[1])));
            }
        }
        return cases;
    }

    /**
     * Random sweeps of 12 to 300 runs, of the later third of which a tenth of the runs is off.
     *
     * @return 300 cases
     */
    public static List<Case> hard() {
        List<Case> cases = new ArrayList<>();
        SplittableRandom source = new SplittableRandom(SEED);
        for (int number = 0; number < HARD; number++) {
            SplittableRandom random = source.split();
            RandomSweep sweep = RandomSweep.draw(random);
            Dataset clean = sweep.runs(NOISE, random.nextLong());
            Dataset runs = number < SPOILT ? clean : spoilt(clean, random);
            cases.add(new Case("hard " + number, number % 2 == 0 ? HUBER : SQUARES, () -> runs));
        }
        return cases;
    }

    private static Dataset spoilt(Dataset runs, SplittableRandom random) {
        return RandomSweep.withLoss(
                runs,
                run -> {
                    double off = random.nextInt(10) > 0 ? 0 : random.nextBoolean() ? 0.3 : -0.3;
                    return run.loss().nats() * Math.exp(off);
                });
    }

    /**
     * Runs of sizes from 1e7 to 1e10 on 3 to 300 tokens a parameter.
     *
     * @param rows how many
     * @return by Huber's function and by squares of ln L
     */
    public static List<Case> large(int rows) {
        List<Case> cases = new ArrayList<>();
        for (String objective : List.of(HUBER, SQUARES)) {
            cases.add(new Case("large", objective, () -> many(rows)));
        }
        return cases;
    }

    private static Dataset many(int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Recipe> design = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double size = Math.pow(10, random.nextDouble(7, 10));
            design.add(Recipe.of(size, size * Math.pow(10, random.nextDouble(0.5, 2.5))));
        }
        ChinchillaLaw law = new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
        return new SimulatedRuns(law, design, 0.005, SEED).dataset();
    }
}
