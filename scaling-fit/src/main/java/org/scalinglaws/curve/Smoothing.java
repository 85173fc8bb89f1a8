package org.scalinglaws.curve;

import java.util.ArrayList;
import java.util.List;

/** Locally weighted regression of the loss over ln step, within pieces of one schedule. */
final class Smoothing {
    /** A rate that changes by more than this ratio from checkpoint to checkpoint jumps. */
    private static final double JUMP = 1.5;

    private Smoothing() {}

    static Curve of(Curve curve, int window) {
        double[] losses = curve.losses();
        double[] logs = logSteps(curve.steps());
        List<Point> points = new ArrayList<>();
        int[] begins = pieces(curve);

        for (int piece = 0; piece + 1 < begins.length; piece++) {
            for (int at = begins[piece]; at < begins[piece + 1]; at++) {
                double value = line(logs, losses, at, begins[piece], begins[piece + 1], window);
                points.add(curve.points().get(at).withLoss(value));
            }
        }
        return new Curve(curve.name(), points);
    }

    /** ln of steps; a step 0 stands as far before the next as that before its own next. */
    static double[] logSteps(double[] steps) {
        double[] logs = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            logs[i] = Math.log(steps[i]);
        }
        if (steps[0] == 0) {
            logs[0] = steps.length < 3 ? -1 : 2 * logs[1] - logs[2];
        }
        return logs;
    }

    /** Where pieces of one schedule begin, and the end of the last. */
    static int[] pieces(Curve curve) {
        double[] rates = curve.learningRates();
        List<Integer> begins = new ArrayList<>(List.of(0));
        for (int i = 1; i < rates.length; i++) {
            boolean diverged =
                    curve.points().get(i).isDiverged() || curve.points().get(i - 1).isDiverged();
            if (diverged || jumps(rates[i - 1], rates[i]) || turns(rates, i)) {
                begins.add(i);
            }
        }
        begins.add(rates.length);
        return begins.stream().mapToInt(begin -> begin).toArray();
    }

    private static boolean jumps(double before, double after) {
        double low = Math.min(before, after);
        double high = Math.max(before, after);
        return high > JUMP * low && low >= 0;
    }

    /** Whether the rate rose up to a checkpoint and does not rise after it, or the reverse. */
    private static boolean turns(double[] rates, int at) {
        if (at + 1 >= rates.length) {
            return false;
        }
        double before = Math.signum(rates[at] - rates[at - 1]);
        double after = Math.signum(rates[at + 1] - rates[at]);
        return before != after && !Double.isNaN(before) && !Double.isNaN(after);
    }

    /** The value at one checkpoint of the weighted line through its nearest in a piece. */
    private static double line(
            double[] logs, double[] losses, int at, int begin, int end, int window) {
        int low = at;
        int high = at + 1;
        while (high - low < Math.min(window, end - begin)) {
            boolean left =
                    high == end
                            || (low > begin && logs[at] - logs[low - 1] <= logs[high] - logs[at]);
            low -= left ? 1 : 0;
            high += left ? 0 : 1;
        }

        double reach = 1.001 * Math.max(logs[at] - logs[low], logs[high - 1] - logs[at]);
        double sum = 0;
        double mean = 0;
        double centre = 0;
        double[] weights = new double[high - low];
        for (int i = low; i < high; i++) {
            double share = reach > 0 ? Math.abs(logs[i] - logs[at]) / reach : 0;
            double weight = Math.pow(1 - share * share * share, 3);
            weights[i - low] = weight;
            sum += weight;
            mean += weight * losses[i];
            centre += weight * logs[i];
        }
        mean /= sum;
        centre /= sum;

        // A line through fewer than three checkpoints would be the checkpoints themselves.
        double above = 0;
        double below = 0;
        for (int i = low; i < high; i++) {
            above += weights[i - low] * (logs[i] - centre) * (losses[i] - mean);
            below += weights[i - low] * (logs[i] - centre) * (logs[i] - centre);
        }
        return below > 0 && high - low > 2
                ? mean + above / below * (logs[at] - centre)
                : losses[at];
    }
}
