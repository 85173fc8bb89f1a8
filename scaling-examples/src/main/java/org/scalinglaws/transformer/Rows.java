package org.scalinglaws.transformer;

import java.util.Arrays;

/**
 * Products of matrices that are kept row by row. The innermost loops run along rows and have no offsets,
 * so that the compiler makes vector instructions of them; sums are taken in one order, so that the bits
 * are the same on every machine.
 */
final class Rows {
    private static final int WIDE = 4;

    /** Which part of a product of square matrices is wanted when a later key knows no earlier query. */
    enum Part {
        /** All of it. */
        WHOLE,
        /** Row r of the product from column r on. */
        FROM_PRODUCT_ROW,
        /** Row r of the right factor counts from column r on; what stands before is zero. */
        FROM_FACTOR_ROW
    }

    private Rows() {}

    static float[][] zeros(int rows, int columns) {
        return new float[rows][columns];
    }

    static void clear(float[][] rows) {
        for (float[] row : rows) {
            Arrays.fill(row, 0);
        }
    }

    /** The same numbers with rows for columns, in tiles that stay in the nearest cache. */
    static void turn(float[][] from, float[][] to) {
        int columns = to.length;
        for (int i = 0; i < from.length; i += WIDE) {
            int end = Math.min(from.length, i + WIDE);
            for (int j = 0; j < columns; j++) {
                float[] row = to[j];
                for (int k = i; k < end; k++) {
                    row[k] = from[k][j];
                }
            }
        }
    }

    /** Sum of products, four by four. */
    static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += WIDE) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static float sum(float[] a) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += WIDE) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
