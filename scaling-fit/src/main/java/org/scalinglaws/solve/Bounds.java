package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Require;

/** Keeps points inside the bounds of a cost. */
final class Bounds {
    private Bounds() {}

    /** Refuses a start that is not one number for each coordinate. */
    static void checked(Cost cost, double[] start) {
        Require.length("start", start, requireNonNull(cost, "cost").dimension());
    }

    static double clamp(Cost cost, int coordinate, double value) {
        return Math.max(cost.lower(coordinate), Math.min(cost.upper(coordinate), value));
    }

    static double[] clamp(Cost cost, double[] point) {
        double[] inside = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            inside[i] = clamp(cost, i, point[i]);
        }
        return inside;
    }
}
