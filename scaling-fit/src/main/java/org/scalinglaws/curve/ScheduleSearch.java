package org.scalinglaws.curve;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.law.curve.Schedule;

/**
 * Coordinate search over the rates of a schedule at knots, straight between them, then in turn a
 * random local search with bumps of any place, width and height, and a coordinate search over bumps of
 * all widths by parabolas.
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
    private static final double GAIN = 1e-13;
    private static final long SEED = 42;

    /** Each kind of search finds its way out of where the other ends. */
    private static final int ROUNDS = 12;

    /** Heights that a parabola is laid through, as shares of the peak. */
    private static final double TRIAL = 0.01;

    private static final double FINEST_TRIAL = 1e-5;
    private static final double FARTHEST = 0.2;

    /** A round that gains less than this share of the loss is followed by one of finer heights. */
    private static final double SETTLED = 1e-10;

    private final ToDoubleFunction<Schedule> finalLoss;
    private final double peak;
    private final int warmUp;

    /** Whether the rate may not rise again after the warm-up. */
    private final boolean falling;

    private double[] rates;
    private double loss;
    private int evaluations;

    ScheduleSearch(
            ToDoubleFunction<Schedule> finalLoss,
            double peak,
            int warmUp,
            boolean falling,
            Schedule begin) {
        this.finalLoss = finalLoss;
        this.peak = peak;
        this.warmUp = warmUp;
        this.falling = falling;
        this.rates = new double[begin.steps()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = begin.rate(i + 1);
        }
        this.loss = finalLoss.applyAsDouble(begin);
        byKnots();
        SplittableRandom random = new SplittableRandom(SEED);
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds() && before - loss > SETTLED * loss; round++) {
            before = loss;
            byChance(random);
            byParabolas();
        }
    }

    /** A long run has fewer. */
    private int rounds() {
        return Math.max(2, (int) Math.min(ROUNDS, ROUNDS * WORK / MOST / rates.length));
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
    private void byChance(SplittableRandom random) {
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

    /**
     * Bumps of every width, side by side, each as high as the parabola through three heights says: many
     * narrow ones cannot do what a wide one does, and the reverse.
     */
    private void byParabolas() {
        double most = Math.max(FEWEST, Math.min(MOST, WORK / rates.length));
        double whole = rates.length - warmUp;
        evaluations = 0;
        for (double height = TRIAL; height >= FINEST_TRIAL; ) {
            double before = loss;
            for (double width = whole; width >= 1; width /= 2) {
                for (double centre = warmUp; centre < rates.length; centre += 0.5 * width) {
                    if (evaluations > most) {
                        return;
                    }
                    parabola(centre, width, height);
                }
            }
            height = before - loss > SETTLED * loss ? height : height / 4;
        }
    }

    private void parabola(double centre, double width, double height) {
        double here = loss;
        double[] from = rates;
        double up = trial(from, centre, width, height);
        double down = trial(from, centre, width, -height);
        double bend = up + down - 2 * here;
        if (bend > 0) {
            double vertex = 0.5 * height * (down - up) / bend;
            trial(from, centre, width, Math.max(-FARTHEST, Math.min(FARTHEST, vertex)));
        }
    }

    /** The loss with a bump, which is kept where it is the least so far. */
    private double trial(double[] from, double centre, double width, double height) {
        evaluations++;
        double[] changed = changed(from, centre, width, height);
        double then = finalLoss.applyAsDouble(Schedule.of(changed));
        if (then < loss) {
            rates = changed;
            loss = then;
        }
        return then;
    }

    /** A bump of a height, as a share of the peak, is kept where the loss falls. */
    private boolean tries(double centre, double width, double height) {
        double[] changed = changed(rates, centre, width, height);
        double then = finalLoss.applyAsDouble(Schedule.of(changed));
        if (then < loss * (1 - GAIN)) {
            rates = changed;
            loss = then;
            return true;
        }
        return false;
    }

    private double[] changed(double[] from, double centre, double width, double height) {
        double[] changed = bumped(from, warmUp, peak, centre, width, height);
        if (falling) {
            fall(changed, warmUp, height > 0);
        }
        return changed;
    }

    /** Makes rates fall: a higher one lifts those before it, a lower one takes those after it along. */
    static void fall(double[] rates, int warmUp, boolean lifts) {
        if (lifts) {
            for (int i = rates.length - 2; i >= warmUp; i--) {
                rates[i] = Math.max(rates[i], rates[i + 1]);
            }
        } else {
            for (int i = warmUp + 1; i < rates.length; i++) {
                rates[i] = Math.min(rates[i], rates[i - 1]);
            }
        }
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
