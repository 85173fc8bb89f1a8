package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.score.Scores;

/**
 * Studies of known truth: a Chinchilla law of the loss with normal noise of ln loss of 0.5 %, and a
 * sigmoid of the loss that was measured, from a quarter to 0.95, with binomial noise of so many items.
 */
public record ScoreStudy(ChinchillaLaw law, SigmoidLaw sigmoid) {
    /** The columns of a row. */
    public static final String COLUMNS =
            "runs,items,studies,loss_held,loss_new_held,score_held,score_new_held,score_width";

    private static final Factor LOSS = Factor.named("loss");
    private static final Factor ACCURACY = Factor.named("accuracy");
    private static final double NOISE = 0.005;
    private static final double LEVEL = 0.9;
    private static final long SEED = 20261130;

    /** What is asked for: four times the parameters and the tokens of the largest run. */
    private static final Recipe ASKED =
            Recipe.of(Map.of(Factor.PARAMETERS, 6e9, Factor.TOKENS, 2.4e11));

    /**
     * The truth.
     *
     * @return a law and a curve
     */
    public static ScoreStudy truth() {
        return new ScoreStudy(
                new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658),
                new SigmoidLaw(LOSS, false, 0.25, 0.7, -10, 2.75));
    }

    /**
     * The loss without noise.
     *
     * @param recipe what is trained
     * @return nats
     */
    public double loss(Recipe recipe) {
        return law.loss(recipe);
    }

    /**
     * The score without noise.
     *
     * @param recipe what is trained
     * @return a share
     */
    public double score(Recipe recipe) {
        return score(loss(recipe));
    }

    private double score(double loss) {
        return sigmoid.loss(Recipe.of(Map.of(LOSS, loss)));
    }

    private static List<Recipe> recipes(int runs) {
        List<Recipe> recipes = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            int size = i % 5;
            int data = i / 5;
            double params = 5e7 * Math.pow(30, size / 4.0);
            double ratio = 10 * Math.pow(16, data / Math.max(1, (runs - 1) / 5.0));
            recipes.add(
                    Recipe.of(Map.of(Factor.PARAMETERS, params, Factor.TOKENS, ratio * params)));
        }
        return recipes;
    }

    /**
     * Runs without noise.
     *
     * @param count how many
     * @return runs with a column {@code accuracy}
     */
    public Dataset exact(int count) {
        List<Run> runs = new ArrayList<>();
        for (Recipe recipe : recipes(count)) {
            runs.add(Run.of(recipe.with(ACCURACY, score(recipe)), Loss.nats(loss(recipe))));
        }
        return Dataset.of(runs);
    }

    /**
     * Runs with noise.
     *
     * @param count how many
     * @param items of how many a score is the mean
     * @param random the noise
     * @return runs with a column {@code accuracy}
     */
    public Dataset runs(int count, int items, SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        for (Recipe recipe : recipes(count)) {
            double loss = measured(recipe, random);
            runs.add(Run.of(recipe.with(ACCURACY, drawn(loss, items, random)), Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    private double measured(Recipe recipe, SplittableRandom random) {
        return loss(recipe) * Math.exp(NOISE * random.nextGaussian());
    }

    private double drawn(double loss, int items, SplittableRandom random) {
        Well19937c source = new Well19937c(random.nextLong());
        int right = new BinomialDistribution(source, items, score(loss)).sample();
        return right / (double) items;
    }

    /**
     * A row for each number of runs and items, with shares between 0 and 1.
     *
     * @param studies how many of each
     * @return rows in the order of {@link #COLUMNS}
     */
    public static List<String> rows(int studies) {
        List<String> rows = new ArrayList<>();
        for (int runs : new int[] {15, 40}) {
            for (int items : new int[] {500, 10_000}) {
                rows.add(row(runs, items, studies));
            }
        }
        return rows;
    }

    private static String row(int runs, int items, int studies) {
        SplittableRandom random = new SplittableRandom(SEED);
        ScoreStudy truth = truth();
        int[] held = new int[4];
        double width = 0;
        for (int study = 0; study < studies; study++) {
            Dataset drawn = truth.runs(runs, items, random);
            ScoreForecast found =
                    Scores.of(drawn, "accuracy")
                            .withChoices(4)
                            .withItems(items)
                            .withLevel(LEVEL)
                            .fit()
                            .at(ASKED);
            double loss = truth.measured(ASKED, random);
            held[0] += holds(found.loss().interval(), truth.loss(ASKED));
            held[1] += holds(found.loss().newRun(), loss);
            held[2] += holds(found.score().interval(), truth.score(ASKED));
            held[3] += holds(found.score().newRun(), truth.drawn(loss, items, random));
            width += found.score().interval().map(Interval::width).orElse(1.0);
        }
        StringBuilder row = new StringBuilder(runs + "," + items + "," + studies);
        for (int count : held) {
            row.append(String.format(Locale.ROOT, ",%.3f", count / (double) studies));
        }
        return row.append(String.format(Locale.ROOT, ",%.4f", width / studies)).toString();
    }

    private static int holds(Optional<Interval> interval, double truth) {
        return interval.filter(ends -> ends.contains(truth)).isPresent() ? 1 : 0;
    }
}
