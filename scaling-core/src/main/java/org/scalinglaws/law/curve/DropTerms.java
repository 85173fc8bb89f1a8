package org.scalinglaws.law.curve;

import java.util.Arrays;
import java.util.List;

/** The terms of the sums of many rows over the drops of schedules, in arrays that grow. */
final class DropTerms {
    private static final int UNSEEN = -1;

    private final List<Drops> drops;

    /** For each schedule and change its place among the points. */
    private final int[][] places;

    private int[] points = new int[64];
    private double[] weights = new double[64];
    private double[] distances = new double[64];
    private int size;
    private double[] logRates = new double[64];
    private int used;

    DropTerms(List<Drops> drops) {
        this.drops = drops;
        this.places = new int[drops.size()][];
        for (int i = 0; i < places.length; i++) {
            places[i] = new int[drops.get(i).count()];
            Arrays.fill(places[i], UNSEEN);
        }
    }

    /** Adds those of one row: of a schedule up to a step. */
    void gather(int which, int step, double area) {
        Drops of = drops.get(which);
        of.gather(
                step,
                area,
                (change, weight) -> {
                    grow();
                    points[size] = point(which, change);
                    weights[size] = weight;
                    distances[size] = area - of.areaBefore(change);
                    size++;
                });
    }

    private void grow() {
        if (size == points.length) {
            points = Arrays.copyOf(points, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            distances = Arrays.copyOf(distances, 2 * size);
        }
    }

    private int point(int which, int change) {
        if (places[which][change] == UNSEEN) {
            logRates = used == logRates.length ? Arrays.copyOf(logRates, 2 * used) : logRates;
            logRates[used] = Math.log(drops.get(which).rate(change));
            places[which][change] = used;
            used++;
        }
        return places[which][change];
    }

    int size() {
        return size;
    }

    /** For each term the place of its rate. */
    int[] points() {
        return Arrays.copyOf(points, size);
    }

    double[] weights() {
        return Arrays.copyOf(weights, size);
    }

    /** For each term the area from its drop to the row. */
    double[] distances() {
        return Arrays.copyOf(distances, size);
    }

    double[] logRates() {
        return Arrays.copyOf(logRates, used);
    }
}
