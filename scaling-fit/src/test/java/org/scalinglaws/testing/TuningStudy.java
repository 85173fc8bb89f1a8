package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.design.TunedGroup;
import org.scalinglaws.design.TunedOptimum;
import org.scalinglaws.design.TuningFit;
import org.scalinglaws.design.TuningLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Sweeps of learning rates and batches whose best settings follow known power laws: powers of two about
 * the best, ln loss quadratic in both logarithms, with normal noise. How often intervals hold the truth.
 */
public final class TuningStudy {
    /** The columns of a row. */
    public static final String COLUMNS =
            "sweep,noise,scatter,skew,studies,rate_held,batch_held,rate_params_held,rate_tokens_held,"
                    + "batch_params_held,batch_tokens_held,rate_at_held,batch_at_held,rate_new_held,"
                    + "batch_new_held,left_out";

    /** Where the laws are asked: a decade and more beyond the largest size. */
    public static final Recipe ASKED = Recipe.of(1e10, 2e11);

    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
    private static final double LEVEL = 0.9;
    private static final long SEED = 20261130;
    private static final double RATE_BEND = 0.006;
    private static final double BATCH_BEND = 0.004;
    private static final double CROSS = -0.003;

    private TuningStudy() {}

    /**
     * How sweeps are made.
     *
     * @param name what the table calls it
     * @param sizes how many sizes, from 10M parameters on, each three times the one before
     * @param lengths how many lengths, from 400M tokens on, each three times the one before
     * @param rates how many learning rates a group
     * @param batches how many batches; 1 for one that is not tuned
     * @param noise the deviation of ln loss
     * @param scatter the deviation of ln of a group's best settings about their law
     * @param skew what the cube of ln(rate / best) adds to ln loss
     */
    public record Sweep(
            String name,
            int sizes,
            int lengths,
            int rates,
            int batches,
            double noise,
            double scatter,
            double skew) {
        /** Seven rates on four sizes and three lengths. */
        public static Sweep rates(double noise) {
            return new Sweep("rates", 4, 3, 7, 1, noise, 0, 0);
        }

        /** Seven rates by five batches on as many. */
        public static Sweep surfaces(double noise) {
            return new Sweep("surfaces", 4, 3, 7, 5, noise, 0, 0);
        }

        /** All runs. */
        public Dataset runs(SplittableRandom random) {
            List<Run> runs = new ArrayList<>();
            for (int size = 0; size < sizes; size++) {
                for (int length = 0; length < lengths; length++) {
                    double params = 1e7 * Math.pow(3, size);
                    runs.addAll(group(Recipe.of(params, 4e8 * Math.pow(3, length)), random));
                }
            }
            return Dataset.of(runs);
        }

        /** The runs of one size and length. */
        public List<Run> group(Recipe recipe, SplittableRandom random) {
            double bestRate = Math.log(rate(recipe)) + scatter * random.nextGaussian();
            double bestBatch = Math.log(batch(recipe)) + scatter * random.nextGaussian();
            double step = Math.log(2);
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < rates; i++) {
                for (int j = 0; j < batches; j++) {
                    double lr = step * (Math.rint(bestRate / step) + i - (rates - 1) / 2.0);
                    double batch = step * (Math.rint(bestBatch / step) + j - (batches - 1) / 2.0);
                    double u = lr - bestRate;
                    double v = batches == 1 ? 0 : batch - bestBatch;
                    double rise =
                            RATE_BEND * u * u
                                    + BATCH_BEND * v * v
                                    + CROSS * u * v
                                    + skew * u * u * u
                                    + noise * random.nextGaussian();
                    Recipe tried =
                            recipe.with(Factor.named("lr"), Math.exp(lr))
                                    .with(Factor.named("batch"), Math.exp(batch));
                    runs.add(Run.of(tried, Loss.nats(LAW.loss(recipe) * Math.exp(rise))));
                }
            }
            return runs;
        }
    }

    /** The best learning rate of a recipe. */
    public static double rate(Recipe recipe) {
        return 1.79 * Math.pow(n(recipe), -0.713) * Math.pow(d(recipe), 0.307);
    }

    /** The best batch of a recipe. */
    public static double batch(Recipe recipe) {
        return 0.58 * Math.pow(d(recipe), 0.571);
    }

    private static double n(Recipe recipe) {
        return recipe.value(Factor.PARAMETERS);
    }

    private static double d(Recipe recipe) {
        return recipe.value(Factor.TOKENS);
    }

    /** The sweeps of the table. */
    public static List<Sweep> sweeps() {
        return List.of(
                Sweep.rates(0.002),
                Sweep.rates(0.005),
                Sweep.surfaces(0.002),
                Sweep.surfaces(0.005),
                new Sweep("few", 3, 2, 5, 1, 0.002, 0, 0),
                new Sweep("scattered", 4, 3, 7, 5, 0.002, 0.2, 0),
                new Sweep("skewed", 4, 3, 7, 1, 0.002, 0, 0.001),
                new Sweep("skewed", 4, 3, 7, 5, 0.005, 0, 0.001));
    }

    /** A row for each, with shares between 0 and 1; nothing where no batch was tuned. */
    public static List<String> rows(int studies) {
        List<String> rows = new ArrayList<>();
        for (Sweep sweep : sweeps()) {
            SplittableRandom random = new SplittableRandom(SEED);
            Tally tally = new Tally(sweep);
            for (int study = 0; study < studies; study++) {
                tally.add(random);
            }
            rows.add(
                    sweep.name()
                            + ","
                            + sweep.noise()
                            + ","
                            + sweep.scatter()
                            + ","
                            + sweep.skew()
                            + ","
                            + studies
                            + tally.shares());
        }
        return rows;
    }

    /** How many intervals were asked, and how many held. */
    private static final class Tally {
        private final Sweep sweep;
        private final int[] asked = new int[11];
        private final int[] held = new int[11];

        Tally(Sweep sweep) {
            this.sweep = sweep;
        }

        void add(SplittableRandom random) {
            Dataset runs = sweep.runs(random);
            TuningFit fit = TuningFit.of(runs).withLevel(LEVEL);
            for (TunedGroup group : fit.groups()) {
                if (sweep.scatter() == 0) {
                    group.rate().ifPresent(best -> count(0, best, rate(group.recipe())));
                    group.batch().ifPresent(best -> count(1, best, batch(group.recipe())));
                }
                count(10, !group.isUsed());
            }

            TunedGroup another = another(runs, sweep.group(ASKED, random));
            fit.rate().ifPresent(law -> count(2, law, -0.713, 0.307, rate(ASKED), another.rate()));
            fit.batch().ifPresent(law -> count(4, law, 0, 0.571, batch(ASKED), another.batch()));
        }

        /** One more group; of a cube that all share it tells nothing alone. */
        private TunedGroup another(Dataset runs, List<Run> group) {
            if (sweep.skew() == 0) {
                return TuningFit.of(Dataset.of(group)).groups().get(0);
            }
            List<Run> all = new ArrayList<>(group);
            runs.forEach(all::add);
            List<TunedGroup> groups = TuningFit.of(Dataset.of(all)).groups();
            return groups.get(groups.size() - 1);
        }

        /** Exponents stand at a place and the next, what is asked of a recipe 4 and 6 further on. */
        private void count(
                int place,
                TuningLaw law,
                double size,
                double length,
                double at,
                Optional<TunedOptimum> another) {
            int quantity = place / 2 - 1;
            count(place, law.exponentInterval(Factor.PARAMETERS).contains(size));
            count(place + 1, law.exponentInterval(Factor.TOKENS).contains(length));
            count(6 + quantity, law.interval(ASKED).contains(at));
            Interval found = law.newSweep(ASKED);
            another.ifPresent(best -> count(8 + quantity, found.contains(best.value())));
        }

        private void count(int place, TunedOptimum best, double truth) {
            count(place, best.interval().contains(truth));
        }

        private void count(int place, boolean holds) {
            asked[place]++;
            held[place] += holds ? 1 : 0;
        }

        String shares() {
            StringBuilder shares = new StringBuilder();
            for (int place = 0; place < asked.length; place++) {
                shares.append(
                        asked[place] == 0
                                ? ","
                                : String.format(
                                        Locale.ROOT, ",%.3f", held[place] / (double) asked[place]));
            }
            return shares.toString();
        }
    }
}
