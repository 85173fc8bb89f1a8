package org.scalinglaws.solve;

/** Keeps points inside the bounds of a cost. */
final class Bounds {
    private Bounds() {}

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
