package org.scalinglaws.spark;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some rows of a table as arrays.
 *
 * @param factors what a law reads of them, a column for each factor
 * @param losses their losses
 */
@SuppressWarnings("ArrayRecordComponent")
record Block(double[][] factors, double[] losses) implements Serializable {
    /** The rows of a block; the last of a partition may have fewer. */
    static final int ROWS = 2048;

    static Block empty(int factors) {
        return new Block(new double[factors][ROWS], new double[ROWS]);
    }

    int rows() {
        return losses.length;
    }

    /** The first rows alone. */
    Block first(int rows) {
        double[][] shorter = new double[factors.length][];
        Arrays.setAll(shorter, place -> Arrays.copyOf(factors[place], rows));
        return new Block(shorter, Arrays.copyOf(losses, rows));
    }
}
