package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.score.BreakTest;
import org.scalinglaws.score.Emergence;
import org.scalinglaws.score.Metrics;
import org.scalinglaws.score.Scores;

/**
 * Curves of the loss over four decades of compute: a power law with a floor, or one whose exponent changes
 * in the middle. How often the test for a break calls each broken, and how often the jump of exact match
 * over 5 to 50 tokens is called the work of the metric.
 */
public final class BreakStudy {
    /** The columns of a row. */
    public static final String COLUMNS = "what,points,noise,exponent_times,studies,called_broken";

    private static final Factor ACCURACY = Factor.named("accuracy");
    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
    private static final int ITEMS = 1000;
    private static final long SEED = 20261130;

    private BreakStudy() {}

    /**
     * A curve: its exponent lies between 0.05 and 0.3, its floor is up to half of the last loss where it
     * does not break, and none where it does.
     *
     * @param points how many runs
     * @param noise of ln loss
     * @param times what the exponent is multiplied by in the middle; 1 for no break
     * @param last the loss of the largest run
     * @param random the noise
     * @return runs along FLOPs
     */
    public static Dataset curve(
            int points, double noise, double times, double last, SplittableRandom random) {
        double exponent = 0.05 + 0.25 * random.nextDouble();
        double floor = times == 1 ? 0.5 * last * random.nextDouble() : 0;
        double[] compute = new double[points];
        double[] losses = new double[points];
        for (int i = 0; i < points; i++) {
            double decades = 4.0 * i / (points - 1);
            compute[i] = 1e18 * Math.pow(10, decades);
            double falls = exponent * (4 - Math.max(decades, 2)) * times;
            falls += exponent * (2 - Math.min(decades, 2));
            double loss = floor + (last - floor) * Math.pow(10, falls);
            losses[i] = loss * Math.exp(noise * random.nextGaussian());
        }
        return Dataset.of(Factor.FLOPS, compute, losses);
    }

    /**
     * How often curves are called broken.
     *
     * @param points how many runs each has
     * @param noise of ln loss
     * @param times what the exponent is multiplied by in the middle; 1 for no break
     * @param studies how many curves
     * @return a share
     */
    public static double called(int points, double noise, double times, int studies) {
        SplittableRandom random = new SplittableRandom(SEED);
        int called = 0;
        for (int study = 0; study < studies; study++) {
            Dataset runs = curve(points, noise, times, 2, random);
            called += BreakTest.of(runs, Factor.FLOPS).isBroken() ? 1 : 0;
        }
        return called / (double) studies;
    }

    /**
     * How often a smooth curve of another form is called broken: Chinchilla's law at 20 tokens a
     * parameter, two powers of compute over a floor.
     *
     * @param points how many runs each has
     * @param studies how many curves
     * @return a share
     */
    public static double calledOfTwoPowers(int points, int studies) {
        SplittableRandom random = new SplittableRandom(SEED);
        int called = 0;
        for (int study = 0; study < studies; study++) {
            double[] compute = new double[points];
            double[] losses = new double[points];
            for (int i = 0; i < points; i++) {
                compute[i] = 1e18 * Math.pow(10, 4.0 * i / (points - 1));
                double params = Math.sqrt(compute[i] / 120);
                double noise = Math.exp(0.005 * random.nextGaussian());
                losses[i] = LAW.loss(params, 20 * params) * noise;
            }
            Dataset runs = Dataset.of(Factor.FLOPS, compute, losses);
            called += BreakTest.of(runs, Factor.FLOPS).isBroken() ? 1 : 0;
        }
        return called / (double) studies;
    }

    /**
     * How often a jump is called more than the metric: 40 runs seen through exact match, scores with
     * binomial noise of 1,000 items.
     *
     * @param times what the exponent is multiplied by in the middle; 1 for no break
     * @param studies how many curves
     * @return a share
     */
    public static double calledMoreThanMetric(double times, int studies) {
        SplittableRandom random = new SplittableRandom(SEED);
        int called = 0;
        for (int study = 0; study < studies; study++) {
            int tokens = 5 + random.nextInt(46);
            Dataset curve = curve(40, 0.005, times, 0.7 / tokens, random);
            List<Run> runs = new ArrayList<>();
            for (Run run : curve) {
                double share = Metrics.exactMatch(run.loss().nats(), tokens);
                Recipe scored = run.recipe().with(ACCURACY, drawn(share, random));
                runs.add(Run.of(scored, Loss.nats(run.loss().nats())));
            }
            Scores scores = Scores.of(Dataset.of(runs), ACCURACY.name()).withItems(ITEMS);
            Emergence found =
                    Emergence.of(scores, Factor.FLOPS, loss -> Metrics.exactMatch(loss, tokens));
            called += found.verdict() == Emergence.Verdict.METRIC ? 0 : 1;
        }
        return called / (double) studies;
    }

    private static double drawn(double share, SplittableRandom random) {
        Well19937c source = new Well19937c(random.nextLong());
        return new BinomialDistribution(source, ITEMS, share).sample() / (double) ITEMS;
    }

    /**
     * A row for each kind of curve.
     *
     * @param studies how many of each; half as many through the metric
     * @return rows in the order of {@link #COLUMNS}
     */
    public static List<String> rows(int studies) {
        List<String> rows = new ArrayList<>();
        for (int points : new int[] {8, 12, 20, 40}) {
            for (double noise : new double[] {0.005, 0.02}) {
                for (double times : new double[] {1, 1.5, 2}) {
                    double share = called(points, noise, times, studies);
                    rows.add(row("loss", points, noise, times, studies, share));
                }
            }
        }
        for (int points : new int[] {12, 40}) {
            double share = calledOfTwoPowers(points, studies);
            rows.add(row("two-powers", points, 0.005, 1, studies, share));
        }
        for (double times : new double[] {1, 1.2, 1.5, 2}) {
            double share = calledMoreThanMetric(times, studies / 2);
            rows.add(row("exact-match", 40, 0.005, times, studies / 2, share));
        }
        return rows;
    }

    private static String row(
            String what, int points, double noise, double times, int studies, double share) {
        return String.format(
                Locale.ROOT, "%s,%d,%s,%s,%d,%.3f", what, points, noise, times, studies, share);
    }
}
