package org.scalinglaws.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the loss left what the checkpoints before it predict. One-step predictions are the median of
 * the last nine ordinary checkpoints, which a loss that falls stays below; a miss of more than six
 * deviations (by the median absolute one of a checkpoint from the middle of its neighbours) and 2 % is
 * an excursion, which ends when the loss is back.
 */
final class Excursions {
    private static final int MEMORY = 9;
    private static final double FAR = 6;
    private static final double LEAST = 0.02;
    private static final int RECENT = 50;
    private static final int GROWING = 3;
    private static final int LASTING = 12;
    private static final double HIGH = Math.log(1.8);

    private final double[] logs;
    private final List<Integer> ordinary = new ArrayList<>();
    private final List<Integer> spikes = new ArrayList<>();
    private double scale = LEAST / FAR;
    private int begin = -1;
    private double level = Double.NaN;

    /** Of ln losses, one for each checkpoint. */
    Excursions(double[] logs) {
        this.logs = logs;
        for (int i = 0; i < logs.length; i++) {
            look(i);
        }
    }

    private void look(int i) {
        if (ordinary.size() < MEMORY) {
            ordinary.add(i);
            return;
        }
        double predicted = median(ordinary.subList(ordinary.size() - MEMORY, ordinary.size()));
        double miss = logs[i] - predicted;
        if (miss > Math.max(FAR * scale, LEAST)) {
            if (begin < 0) {
                begin = i;
                level = predicted;
            }
            return;
        }

        if (begin >= 0) {
            spikes.add(begin);
            begin = -1;
        }
        ordinary.add(i);
        if (ordinary.size() % MEMORY == 0) {
            scale = noise();
        }
    }

    private double median(List<Integer> places) {
        double[] values = new double[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = logs[places.get(i)];
        }
        return middle(values);
    }

    /** How far a checkpoint lies from the middle of its neighbours, by the newest ordinary ones. */
    private double noise() {
        int from = Math.max(0, ordinary.size() - RECENT);
        return Slope.noise(
                ordinary.subList(from, ordinary.size()).stream()
                        .mapToDouble(place -> logs[place])
                        .toArray());
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return 0.5 * (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]);
    }

    /** Places of the checkpoints that lie in no excursion. */
    int[] ordinary() {
        return ordinary.stream().mapToInt(place -> place).toArray();
    }

    /** Where excursions that are over began. */
    List<Integer> spikes() {
        return spikes;
    }

    /** Where the excursion began that lasts still; -1 if none does. */
    int begin() {
        return begin;
    }

    /** How far above what was predicted the newest checkpoint lies, as a ratio. */
    double ratio() {
        return Math.exp(logs[logs.length - 1] - level);
    }

    /** Whether the excursion that lasts grows, is very high, or does not come back. */
    boolean isDivergence() {
        if (begin < 0) {
            return false;
        }
        int count = logs.length - begin;
        double newest = logs[logs.length - 1];
        double before = logs[logs.length - 2];
        double peak = Arrays.stream(logs, begin, logs.length).max().orElseThrow();
        double earlier = Arrays.stream(logs, begin, logs.length - 1).max().orElse(level);

        // A second spike upon a first is a peak too, but not the second in a row.
        boolean grows =
                count >= GROWING
                        && newest == peak
                        && before == earlier
                        && newest - logs[begin] > GROWING * scale;
        boolean high = count > 1 && Math.min(newest, before) - level > HIGH;
        boolean lasts = count >= LASTING && newest - level > 0.5 * (peak - level);
        return grows || high || lasts;
    }
}
