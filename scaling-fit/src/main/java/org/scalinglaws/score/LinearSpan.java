package org.scalinglaws.score;

import java.util.ArrayList;
import java.util.List;

/** Columns made orthonormal by the modified Gram-Schmidt process, and what a vector has beside them. */
final class LinearSpan {
    private static final double NOTHING = 1e-10;

    private final List<double[]> basis = new ArrayList<>();

    /** A column that the others make up already adds nothing. */
    void add(double[] column) {
        double length = Math.sqrt(dot(column, column));
        double[] rest = without(column);
        if (Math.sqrt(dot(rest, rest)) > NOTHING * length) {
            basis.add(unit(rest));
        }
    }

    /** The part of a vector that is orthogonal to all columns. */
    double[] without(double[] vector) {
        double[] rest = vector.clone();
        // twice, for columns that nearly make up the vector
        for (int pass = 0; pass < 2; pass++) {
            for (double[] column : basis) {
                double along = dot(column, rest);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= along * column[i];
                }
            }
        }
        return rest;
    }

    /** The sum of squares of what the columns make up of a vector. */
    double squares(double[] vector) {
        double sum = 0;
        for (double[] column : basis) {
            double along = dot(column, vector);
            sum += along * along;
        }
        return sum;
    }

    static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] /= length;
        }
        return unit;
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
