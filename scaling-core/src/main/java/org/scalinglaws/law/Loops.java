package org.scalinglaws.law;

/**
 * Arithmetic on columns: a loop for each kind, so short that the compiler turns it into vector
 * instructions. A part that is one number for all rows has a length of 1.
 */
final class Loops {
    private Loops() {}

    static void plus(double[] a, double[] b, double[] y) {
        double[] column = a.length < y.length ? b : a;
        double[] other = column == a ? b : a;
        if (other.length < y.length) {
            double number = other[0];
            for (int row = 0; row < y.length; row++) {
                y[row] = column[row] + number;
            }
            return;
        }
        for (int row = 0; row < y.length; row++) {
            y[row] = a[row] + b[row];
        }
    }

    static void minus(double[] a, double[] b, double[] y) {
        if (a.length < y.length) {
            double number = a[0];
            for (int row = 0; row < y.length; row++) {
                y[row] = number - b[row];
            }
        } else if (b.length < y.length) {
            double number = b[0];
            for (int row = 0; row < y.length; row++) {
                y[row] = a[row] - number;
            }
        } else {
            for (int row = 0; row < y.length; row++) {
                y[row] = a[row] - b[row];
            }
        }
    }

    static void times(double[] a, double[] b, double[] y) {
        double[] column = a.length < y.length ? b : a;
        double[] other = column == a ? b : a;
        if (other.length < y.length) {
            double number = other[0];
            for (int row = 0; row < y.length; row++) {
                y[row] = column[row] * number;
            }
            return;
        }
        for (int row = 0; row < y.length; row++) {
            y[row] = a[row] * b[row];
        }
    }

    static void inverse(double[] a, double[] y) {
        for (int row = 0; row < y.length; row++) {
            y[row] = 1 / a[row];
        }
    }

    static void power(double[] a, double exponent, double[] y) {
        for (int row = 0; row < y.length; row++) {
            y[row] = Math.pow(a[row], exponent);
        }
    }

    static void sign(double[] a, double[] y) {
        for (int row = 0; row < y.length; row++) {
            y[row] = Math.signum(a[row]);
        }
    }

    private static double at(double[] a, int row) {
        return a[a.length == 1 ? 0 : row];
    }

    static void least(double[] a, double[] b, double[] y) {
        for (int row = 0; row < y.length; row++) {
            double left = at(a, row);
            double right = at(b, row);
            y[row] = left <= right ? left : right;
        }
    }

    static void notAbove(double[] a, double[] b, double[] y) {
        for (int row = 0; row < y.length; row++) {
            y[row] = at(a, row) <= at(b, row) ? 1 : 0;
        }
    }

    static void odds(double[] w, double[] alpha, double[] u) {
        for (int row = 0; row < u.length; row++) {
            u[row] = Odds.share(at(w, row), at(alpha, row));
        }
    }

    static void oddsDerivatives(double[] w, double[] alpha, double[] u, double[][] to) {
        for (int row = 0; row < u.length; row++) {
            Odds.differentiate(at(w, row), at(alpha, row), u[row], to, row);
        }
    }

    /** From a row for each distinct value of a factor to a row for each run. */
    static void gather(double[] a, int[] level, double[] y, int from) {
        for (int row = 0; row < level.length; row++) {
            y[from + row] = a[level[row]];
        }
    }

    /** From a row for each run to sums over the runs of each distinct value of a factor. */
    static void sum(double[] a, Levels levels, double[] y) {
        int[] order = levels.order();
        for (int level = 0; level < y.length; level++) {
            int end = levels.starts()[level + 1];
            int at = levels.starts()[level];
            double first = 0;
            double second = 0;
            for (; at + 1 < end; at += 2) {
                first += a[order[at]];
                second += a[order[at + 1]];
            }
            y[level] = at < end ? first + a[order[at]] + second : first + second;
        }
    }

    /** Four sums at once, which need not wait for each other. */
    static double sum(double[] a) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int row = 0;
        for (; row + 3 < a.length; row += 4) {
            first += a[row];
            second += a[row + 1];
            third += a[row + 2];
            fourth += a[row + 3];
        }
        for (; row < a.length; row++) {
            first += a[row];
        }
        return (first + second) + (third + fourth);
    }

    /** The same of products; the second part may be one number. */
    static double dot(double[] a, double[] b) {
        if (b.length < a.length) {
            return sum(a) * b[0];
        }
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int row = 0;
        for (; row + 3 < a.length; row += 4) {
            first += a[row] * b[row];
            second += a[row + 1] * b[row + 1];
            third += a[row + 2] * b[row + 2];
            fourth += a[row + 3] * b[row + 3];
        }
        for (; row < a.length; row++) {
            first += a[row] * b[row];
        }
        return (first + second) + (third + fourth);
    }
}
