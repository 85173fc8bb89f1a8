package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The losses of several recipes under the same laws. A law that lacks one of them, or makes even the
 * least infinite, is left out of all.
 */
final class PairedLosses {
    private final int[] places;
    private final List<double[]> losses;
    private final double[] least;

    private PairedLosses(int[] places, List<double[]> losses, double[] least) {
        this.places = places;
        this.losses = losses;
        this.least = least;
    }

    /** Finds the laws that tell; the losses are NaN where there is none. */
    static PairedLosses of(List<double[]> all) {
        double[] lowest = new double[all.get(0).length];
        Arrays.setAll(
                lowest, i -> all.stream().mapToDouble(row -> row[i]).reduce(1 / 0.0, Math::min));
        int[] places =
                IntStream.range(0, lowest.length).filter(i -> Double.isFinite(lowest[i])).toArray();
        List<double[]> losses = new ArrayList<>();
        all.forEach(row -> losses.add(picked(row, places)));
        return new PairedLosses(places, losses, picked(lowest, places));
    }

    private static double[] picked(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
    }

    int laws() {
        return places.length;
    }

    /** The share of laws under which a recipe is best; those that tie share a law. */
    double shareOfBest(int recipe) {
        double wins = 0;
        for (int i = 0; i < laws(); i++) {
            int law = i;
            if (losses.get(recipe)[law] == least[law]) {
                wins += 1.0 / losses.stream().filter(row -> row[law] == least[law]).count();
            }
        }
        return wins / laws();
    }

    /** The share of laws that give one recipe less loss than another, ties by half. */
    double shareOfWins(int one, int other) {
        double wins = 0;
        for (int i = 0; i < laws(); i++) {
            double first = losses.get(one)[i];
            double second = losses.get(other)[i];
            wins += first < second ? 1 : first == second ? 0.5 : 0;
        }
        return wins / laws();
    }

    /** The loss above the least. */
    double[] above(int recipe) {
        return minus(recipe, least);
    }

    /** The loss above something that every law has, whether it tells or not. */
    double[] above(int recipe, double[] ofAll) {
        return minus(recipe, picked(ofAll, places));
    }

    private double[] minus(int recipe, double[] base) {
        double[] above = losses.get(recipe).clone();
        Arrays.setAll(above, i -> above[i] - base[i]);
        return above;
    }
}
