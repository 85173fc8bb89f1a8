package org.scalinglaws.curve;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.curve.Schedule;

/**
 * Coordinate search over the rates of a schedule at knots, straight between them, then a random local
 * search with bumps of any place, width and height.
 */
final class ScheduleSearch {
    private static final int KNOTS = 20;
    private static final double WIDEST = 0.25;
    private static final double FINEST = 1e-3;
    private static final int PATIENCE = 2000;

    /** A long run is looked at less often: so many steps are summed over in all. */
    private static final double WORK = 1e8;

    private static final double FEWEST = 3000;
    private static final double MOST = 40_000;
    private static final double GAIN = 1e-9;
    private static final long SEED = 42;

    private final ToDoubleFunction<Schedule> finalLoss;
    private final double peak;
    private final int warmUp;
    private double[] rates;
    private double loss;

    ScheduleSearch(ToDoubleFunction<Schedule> finalLoss, double peak, int warmUp, Schedule begin) {
        this.finalLoss = finalLoss;
        this.peak = peak;
        this.warmUp = warmUp;
        this.rates = new double[begin.steps()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = begin.rate(i + 1);
        }
        this.loss = finalLoss.applyAsDouble(begin);
        byKnots();
        byChance();
    }

    Schedule best() {
        return Schedule.of(rates);
    }

    double loss() {
        return loss;
    }

    /** Each knot up and down, by less and less. */
    private void byKnots() {
        double width = (rates.length - warmUp) / (double) KNOTS;
        for (double height = WIDEST; height > FINEST; height /= 2) {
            boolean better = true;
            for (int sweep = 0; better && sweep < 3; sweep++) {
                better = false;
                for (int knot = 0; knot <= KNOTS; knot++) {
                    double centre = warmUp + knot * width;
                    better |= tries(centre, width, height) || tries(centre, width, -height);
                }
            }
        }
    }

    /** Until so many changes in a row gain nothing. */
    private void byChance() {
        SplittableRandom random = new SplittableRandom(SEED);
        int failed = 0;
        double most = Math.max(FEWEST, Math.min(MOST, WORK / rates.length));
        for (int i = 0; i < most && failed < PATIENCE; i++) {
            double centre = warmUp + random.nextDouble() * (rates.length - warmUp);
            double share =
                    random.nextBoolean()
                            ? 0.5 * random.nextDouble()
                            : Math.pow(10, -2.5 * random.nextDouble());
            double width = 1 + (rates.length - warmUp) * share;
            double height = Math.pow(10, -0.5 - 3 * random.nextDouble());
            boolean up = random.nextBoolean();
            failed = tries(centre, width, up ? height : -height) ? 0 : failed + 1;
        }
    }

    /** A bump of a height, as a share of the peak, is kept where the loss falls. */
    private boolean tries(double centre, double width, double height) {
        double[] changed = bumped(rates, warmUp, peak, centre, width, height);
        double then = finalLoss.applyAsDouble(Schedule.of(changed));
        if (then < loss * (1 - GAIN)) {
            rates = changed;
            loss = then;
            return true;
        }
        return false;
    }

    /** Rates after the warm-up with a triangle added, from zero to the peak. */
    static double[] bumped(
            double[] rates, int warmUp, double peak, double centre, double width, double height) {
        double[] changed = rates.clone();
        int first = (int) Math.max(warmUp, Math.ceil(centre - width));
        int last = (int) Math.min(rates.length - 1.0, Math.floor(centre + width));
        for (int i = first; i <= last; i++) {
            double share = 1 - Math.abs(i - centre) / width;
            changed[i] = Math.max(0, Math.min(peak, rates[i] + share * height * peak));
        }
        return changed;
    }
}
