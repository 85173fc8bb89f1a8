package org.scalinglaws.transformer;

import java.util.HashMap;
import java.util.Map;

/** Space for matrices with rows for columns, made once for each number of columns. For one thread. */
final class Turned {
    private final int rows;
    private final Map<Integer, float[][]> spaces = new HashMap<>();

    /** For matrices of so many columns. */
    Turned(int rows) {
        this.rows = rows;
    }

    /** The matrix turned; it is written over when the next of its size comes. */
    float[][] of(float[][] matrix) {
        float[][] space =
                spaces.computeIfAbsent(matrix.length, columns -> Rows.zeros(rows, columns));
        Rows.turn(matrix, space);
        return space;
    }
}
