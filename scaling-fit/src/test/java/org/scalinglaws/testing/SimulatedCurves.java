package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.Point;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * Trainings of known ends, forecast from their beginnings: powers of steps with a floor, and the three
 * published multi-power laws under a constant rate, a cosine, and a rate that is constant and then
 * falls. Sixty checkpoints over 24,000 steps, normal noise of ln loss of 0.3 %. A forecast knows
 * nothing of the rate; beside it stands the multi-power law fitted to the same checkpoints with the whole
 * schedule known, for the first of the curves.
 */
public final class SimulatedCurves {
    /** The columns of a row. */
    public static final String COLUMNS =
            "truth,from,forecasts,held_at_90,width,median_error,power_error,last_error,"
                    + "schedule_law_fits,schedule_law_error";

    private static final int STEPS = 24_000;
    private static final int WARM_UP = 2160;
    private static final int CHECKPOINTS = 60;
    private static final double NOISE = 0.003;
    private static final double PEAK = 3e-4;
    private static final long SEED = 20261130;
    private static final List<Double> SHARES = List.of(0.2, 0.4, 0.6);

    private static final Map<String, Schedule> SCHEDULES =
            Map.of(
                    "constant", Schedule.constant(PEAK, STEPS - WARM_UP),
                    "cosine", Schedule.cosine(PEAK, 0.1 * PEAK, STEPS - WARM_UP),
                    "stable then decay",
                            Schedule.stableThenDecay(
                                    PEAK,
                                    0.1 * PEAK,
                                    16_800,
                                    STEPS - WARM_UP - 16_800,
                                    Schedule.Shape.LINEAR));

    private SimulatedCurves() {}

    /**
     * A row for each truth and share of the training that is known.
     *
     * @param curves how many of each truth
     * @param fits to how many of them the law of schedules is fitted
     * @return rows in the order of {@link #COLUMNS}
     */
    public static List<String> rows(int curves, int fits) {
        List<String> rows = new ArrayList<>();
        for (double share : SHARES) {
            SplittableRandom random = new SplittableRandom(SEED);
            List<JudgedForecast> judged = new ArrayList<>();
            for (int curve = 0; curve < curves; curve++) {
                judged.add(judged(noisy(power(random), random), share));
            }
            rows.add("power," + share + "," + JudgedForecast.summary(judged) + ",0,");
        }
        for (String name : List.of("constant", "cosine", "stable then decay")) {
            Schedule schedule = SCHEDULES.get(name).withWarmUp(WARM_UP);
            List<double[]> exact = published(schedule);
            for (double share : SHARES) {
                rows.add(name + "," + share + "," + row(schedule, exact, share, curves, fits));
            }
        }
        return rows;
    }

    private static String row(
            Schedule schedule, List<double[]> exact, double share, int curves, int fits) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<JudgedForecast> judged = new ArrayList<>();
        double[] errors = new double[fits];
        for (int i = 0; i < curves; i++) {
            Curve whole = noisy(exact.get(i % exact.size()), random);
            judged.add(judged(whole, share));
            if (i < fits) {
                errors[i] =
                        Math.abs(
                                Math.log(
                                        byLaw(schedule, begun(whole, share))
                                                / whole.last().loss()));
            }
        }
        return String.format(
                Locale.ROOT,
                "%s,%d,%.4f",
                JudgedForecast.summary(judged),
                fits,
                JudgedForecast.median(errors));
    }

    private static JudgedForecast judged(Curve whole, double share) {
        return JudgedForecast.of(whole.last(), begun(whole, share));
    }

    private static Curve begun(Curve whole, double share) {
        return whole.upTo(share * whole.last().step());
    }

    private static double step(int checkpoint) {
        return (double) STEPS * (checkpoint + 1) / CHECKPOINTS;
    }

    private static Curve noisy(double[] exact, SplittableRandom random) {
        double[] steps = new double[CHECKPOINTS];
        double[] losses = new double[CHECKPOINTS];
        for (int i = 0; i < CHECKPOINTS; i++) {
            steps[i] = step(i);
            losses[i] = exact[i] * Math.exp(NOISE * random.nextGaussian());
        }
        return Curve.of(steps, losses);
    }

    /** A floor of 1.5 to 2.5, and 1 to 3 nats above it at step 1,000 that fall by a power of 0.3 to 0.8. */
    private static double[] power(SplittableRandom random) {
        double floor = random.nextDouble(1.5, 2.5);
        double above = random.nextDouble(1, 3);
        double exponent = random.nextDouble(0.3, 0.8);
        double[] losses = new double[CHECKPOINTS];
        Arrays.setAll(losses, i -> floor + above * Math.pow(step(i) / 1000, -exponent));
        return losses;
    }

    private static List<double[]> published(Schedule schedule) {
        List<double[]> all = new ArrayList<>();
        for (String name : List.of("luo-2025-25m", "luo-2025-100m", "luo-2025-400m")) {
            MultiPowerLaw law = ((MultiPowerLaw.Curves) PublishedLaws.named(name).law()).law();
            double[] losses = new double[CHECKPOINTS];
            Arrays.setAll(losses, i -> law.loss(schedule, (int) step(i)));
            all.add(losses);
        }
        return all;
    }

    /** The loss at the end by the law of schedules, fitted to the checkpoints so far. */
    private static double byLaw(Schedule schedule, Curve begun) {
        List<Run> runs = new ArrayList<>();
        for (Point point : begun.points()) {
            Recipe at = Recipe.of(Map.of(MultiPowerLaw.STEP, point.step()));
            runs.add(Run.of(at, Loss.nats(point.loss())));
        }
        Fit<MultiPowerLaw.Curves> fit =
                Fitter.of(MultiPowerLaw.family(List.of(schedule))).fit(Dataset.of(runs));
        return fit.law().law().loss(schedule, STEPS);
    }
}
