package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.scalinglaws.curve.Advice;
import org.scalinglaws.curve.Adviser;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.Point;

/**
 * Simulated training curves of 200 checkpoints, with normal noise of ln loss of 0.2 to 1 %, looked at
 * after each checkpoint from the twentieth until the first advice that is not to go on.
 */
public final class AdviceStudy {
    /** The columns of a row. */
    public static final String COLUMNS =
            "truth,curves,healthy,converged,overfitting,diverging,spikes,repeated_data,in_time,"
                    + "thrown_away_median";

    private static final int LENGTH = 200;
    private static final int FIRST = 20;
    private static final double STEP = 100;
    private static final long SEED = 20261130;

    /** What happens in a run. */
    public enum Truth {
        HEALTHY,
        CONVERGED,
        OVERFITTING,
        SPIKING,
        DIVERGING,
        REPEATED
    }

    /** A run: the losses without noise, and the checkpoint at which trouble begins. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Simulated(Curve curve, double[] training, double[] validation, int begin) {}

    private AdviceStudy() {}

    /** One run. */
    public static Simulated simulate(Truth truth, SplittableRandom random) {
        double noise = 0.002 + 0.008 * random.nextDouble();
        double floor = 1 + 1.5 * random.nextDouble();
        double share = 0.1 + 0.25 * random.nextDouble();
        double alpha = 0.25 + 0.25 * random.nextDouble();
        double scale = floor * share / (1 - share) * Math.pow(LENGTH, alpha);
        int begin = 60 + random.nextInt(100);
        double gap = 0.02 * random.nextDouble();
        double speed = random.nextDouble();

        double[] training = new double[LENGTH];
        double[] validation = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double healthy = floor + scale * Math.pow(i + 1, -alpha);
            training[i] = healthy;
            validation[i] = healthy * (1 + gap);
            double since = Math.max(0, i - begin) / (double) LENGTH;
            switch (truth) {
                case CONVERGED -> {
                    training[i] = floor + 2 * floor * Math.exp(-i / (5.0 + 10 * speed));
                    validation[i] = training[i] * (1 + gap);
                }
                case OVERFITTING -> {
                    double turn = floor + scale * Math.pow(begin + 1, -alpha);
                    validation[i] =
                            (i < begin ? healthy : turn * (1 + (0.3 + 0.7 * speed) * since))
                                    * (1 + gap);
                }
                case DIVERGING -> {
                    double doubling = 10 + 50 * speed;
                    training[i] = healthy * Math.pow(2, Math.max(0, i - begin) / doubling);
                    validation[i] = training[i] * (1 + gap);
                }
                case REPEATED -> {
                    double passes = i + 1;
                    double worth = 1 + 15 * (1 - Math.exp(-Math.max(0, passes - 1) / 15));
                    double seen = worth;
                    validation[i] = (floor + scale * Math.pow(seen, -alpha)) * (1 + gap);
                }
                default -> {}
            }
        }
        if (truth == Truth.SPIKING) {
            begin = spikes(training, random);
        }
        return new Simulated(
                noisy(training, validation, noise, random), training, validation, begin);
    }

    /** Four to eight jumps by 10 to 50 % that fade within a few checkpoints; where the third is. */
    private static int spikes(double[] training, SplittableRandom random) {
        int count = 4 + random.nextInt(5);
        int[] places = random.ints(count, FIRST, LENGTH - 10).sorted().toArray();
        double fade = 1 + 4 * random.nextDouble();
        for (int place : places) {
            double jump = 0.1 + 0.4 * random.nextDouble();
            for (int i = place; i < LENGTH; i++) {
                training[i] *= 1 + jump * Math.exp((place - i) / fade);
            }
        }
        return places[2];
    }

    private static Curve noisy(
            double[] training, double[] validation, double noise, SplittableRandom random) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < training.length; i++) {
            double loss = training[i] * Math.exp(noise * random.nextGaussian());
            double held = validation[i] * Math.exp(noise * random.nextGaussian());
            points.add(Point.of(STEP * (i + 1), loss).withValidationLoss(held));
        }
        return new Curve("simulated", points);
    }

    /** A row for each kind of run, in the order of {@link #COLUMNS}. */
    public static List<String> rows(int each) {
        List<String> rows = new ArrayList<>();
        for (Truth truth : Truth.values()) {
            rows.add(row(truth, each, new SplittableRandom(SEED)));
        }
        return rows;
    }

    private static String row(Truth truth, int each, SplittableRandom random) {
        List<Advice.Cause> causes = new ArrayList<>();
        List<Double> thrown = new ArrayList<>();
        int inTime = 0;
        for (int run = 0; run < each; run++) {
            Simulated simulated = simulate(truth, random);
            int place = FIRST;
            Advice advice = advice(simulated, place);
            while (advice.cause() == Advice.Cause.HEALTHY && place < LENGTH) {
                place++;
                advice = advice(simulated, place);
            }
            causes.add(advice.cause());
            inTime += inTime(truth, advice, simulated, place - 1) ? 1 : 0;
            if (advice.action() == Advice.Action.STOP) {
                thrown.add(thrown(simulated.validation, place));
            }
        }

        StringBuilder row = new StringBuilder(truth.name().toLowerCase(Locale.ROOT) + "," + each);
        for (Advice.Cause cause :
                List.of(
                        Advice.Cause.HEALTHY,
                        Advice.Cause.CONVERGED,
                        Advice.Cause.OVERFITTING,
                        Advice.Cause.DIVERGING,
                        Advice.Cause.SPIKES,
                        Advice.Cause.REPEATED_DATA)) {
            long count = causes.stream().filter(other -> other == cause).count();
            row.append(String.format(Locale.ROOT, ",%.3f", count / (double) each));
        }
        double[] sorted = thrown.stream().mapToDouble(share -> share).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%s,%.3f,%s",
                row,
                inTime / (double) each,
                sorted.length == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.4f", sorted[sorted.length / 2]));
    }

    private static Advice advice(Simulated simulated, int place) {
        return Adviser.usual().advise(simulated.curve.upTo(STEP * place));
    }

    /** Right, and soon enough: what that means, each kind of run says for itself. */
    private static boolean inTime(Truth truth, Advice advice, Simulated simulated, int place) {
        Advice.Cause cause = advice.cause();
        return switch (truth) {
            case HEALTHY -> cause == Advice.Cause.HEALTHY;
            case CONVERGED -> cause == Advice.Cause.CONVERGED;
            case OVERFITTING ->
                    cause == Advice.Cause.OVERFITTING
                            && place >= simulated.begin
                            && place <= simulated.begin + LENGTH / 10;
            case SPIKING -> cause == Advice.Cause.SPIKES;
            case DIVERGING ->
                    cause == Advice.Cause.DIVERGING
                            && place >= simulated.begin
                            && simulated.training[place] < 2 * simulated.training[simulated.begin];
            case REPEATED -> cause == Advice.Cause.REPEATED_DATA;
        };
    }

    /** What the best checkpoint so far has more than the best of the whole run, as a share. */
    private static double thrown(double[] losses, int place) {
        double sofar = Arrays.stream(losses, 0, place).min().orElseThrow();
        double best = Arrays.stream(losses).min().orElseThrow();
        return sofar / best - 1;
    }
}
