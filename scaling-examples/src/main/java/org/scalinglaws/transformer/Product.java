package org.scalinglaws.transformer;

import org.scalinglaws.transformer.Rows.Part;

/**
 * Adds a product of two matrices to a third, a row of it and four rows of the right factor at a time.
 *
 * <pre>  y[o][t] += sum over i of w[o][i] x[i][t],  or of w[i][o] x[i][t] when w is turned</pre>
 *
 * <p>For one thread: it keeps a row to pad with.
 */
final class Product {
    private static final int TERMS = 4;

    private final float[] terms = new float[TERMS];
    private float[] zero = new float[0];

    /** Adds w x to y. */
    void add(float[][] w, float[][] x, float[][] y) {
        add(w, false, x, y, Part.WHOLE);
    }

    /** Adds the transpose of w, times x, to y. */
    void addTurned(float[][] w, float[][] x, float[][] y) {
        add(w, true, x, y, Part.WHOLE);
    }

    /** Adds a part of the product; where rows are short of four, rows of zeros stand in. */
    void add(float[][] w, boolean turned, float[][] x, float[][] y, Part part) {
        int n = x[0].length;
        if (zero.length != n) {
            zero = new float[n];
        }

        int whole = x.length - x.length % TERMS;
        float[] a = terms;
        for (int o = 0; o < y.length; o++) {
            float[] sum = y[o];
            int from = part == Part.FROM_PRODUCT_ROW ? o : 0;
            for (int i = 0; i < whole; i += TERMS) {
                take(w, turned, o, i, TERMS, a);
                int start = part == Part.FROM_FACTOR_ROW ? i : from;
                tile(sum, x[i], x[i + 1], x[i + 2], x[i + 3], a[0], a[1], a[2], a[3], start, n);
            }
            if (whole < x.length) {
                take(w, turned, o, whole, x.length - whole, a);
                float[] second = whole + 1 < x.length ? x[whole + 1] : zero;
                float[] third = whole + 2 < x.length ? x[whole + 2] : zero;
                int start = part == Part.FROM_FACTOR_ROW ? whole : from;
                tile(sum, x[whole], second, third, zero, a[0], a[1], a[2], 0, start, n);
            }
        }
    }

    private static void take(float[][] w, boolean turned, int o, int i, int count, float[] terms) {
        for (int k = 0; k < TERMS; k++) {
            terms[k] = k >= count ? 0 : turned ? w[i + k][o] : w[o][i + k];
        }
    }

    /** One row and four: of longer bodies the compiler of Java 17 makes no vector instructions. */
    private static void tile(
            float[] sum,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float a0,
            float a1,
            float a2,
            float a3,
            int from,
            int to) {
        // No fused operations: where a machine has none, they would be emulated, slowly.
        for (int t = from; t < to; t++) {
            sum[t] += a0 * x0[t] + a1 * x1[t] + a2 * x2[t] + a3 * x3[t];
        }
    }

    /**
     * Adds products of rows with rows, two by four in registers.
     *
     * <pre>  g[o][i] += sum over t of y[o][t] x[i][t]</pre>
     *
     * @param later whether row i of x is zero before column i, so that sums may begin there
     */
    static void addDots(float[][] y, float[][] x, float[][] g, boolean later) {
        int o = 0;
        for (; o + 3 < y.length; o += 4) {
            int i = 0;
            for (; i + 3 < x.length; i += 4) {
                dots(y, o, x, i, g, later ? i : 0);
                dots(y, o + 2, x, i, g, later ? i : 0);
            }
            for (; i < x.length; i++) {
                for (int k = o; k < o + 4; k++) {
                    g[k][i] += Rows.dot(y[k], x[i]);
                }
            }
        }
        for (; o < y.length; o++) {
            for (int i = 0; i < x.length; i++) {
                g[o][i] += Rows.dot(y[o], x[i]);
            }
        }
    }

    private static void dots(float[][] y, int o, float[][] x, int i, float[][] g, int from) {
        float[] y0 = y[o];
        float[] y1 = y[o + 1];
        float[] x0 = x[i];
        float[] x1 = x[i + 1];
        float[] x2 = x[i + 2];
        float[] x3 = x[i + 3];
        float a0 = 0;
        float a1 = 0;
        float a2 = 0;
        float a3 = 0;
        float b0 = 0;
        float b1 = 0;
        float b2 = 0;
        float b3 = 0;

        // Eight sums at a time: each has to wait for its last addition.
        for (int t = from; t < y0.length; t++) {
            float p = y0[t];
            float q = y1[t];
            a0 += p * x0[t];
            a1 += p * x1[t];
            a2 += p * x2[t];
            a3 += p * x3[t];
            b0 += q * x0[t];
            b1 += q * x1[t];
            b2 += q * x2[t];
            b3 += q * x3[t];
        }

        add(g[o], i, a0, a1, a2, a3);
        add(g[o + 1], i, b0, b1, b2, b3);
    }

    private static void add(float[] row, int i, float a0, float a1, float a2, float a3) {
        row[i] += a0;
        row[i + 1] += a1;
        row[i + 2] += a2;
        row[i + 3] += a3;
    }
}
