package org.scalinglaws.law;

/**
 * The share u that solves ln u - alpha ln(1 - u) = w, and its derivatives. As alpha falls to zero u
 * tends to min(1, e^w), and that is what it is at zero: so the least of a function of alpha is
 * reached, at zero too.
 */
final class Odds {
    /** By w, by alpha, by w twice, by both, by alpha twice. */
    static final int DERIVATIVES = 5;

    private static final int STEPS = 200;

    private Odds() {}

    /**
     * Newton's method on the logit t of u, where the left side rises and bends one way only.
     *
     * <pre>  u = 1 / (1 + e^-t):  alpha softplus(t) - softplus(-t) = w</pre>
     */
    static double share(double w, double alpha) {
        if (alpha == 0) {
            return Math.exp(Math.min(w, 0));
        }
        double t = w < 0 ? w : w / alpha;
        for (int step = 0; step < STEPS; step++) {
            double top = Function.SOFTPLUS.value(t);
            double slope = Math.exp(-top) + alpha * Math.exp(t - top);
            double move = (w + Function.SOFTPLUS.value(-t) - alpha * top) / slope;
            t += move;
            if (!(Math.abs(move) > 1e-15 * Math.max(1, Math.abs(t)))) {
                break;
            }
        }
        return Math.exp(t - Function.SOFTPLUS.value(t));
    }

    /** Writes the derivatives at the share u. */
    static void differentiate(double w, double alpha, double u, double[][] to, int row) {
        boolean full = alpha == 0 && w >= 0;
        if (full) {
            for (double[] derivative : to) {
                derivative[row] = 0;
            }
            return;
        }
        double rest = 1 - u;
        double logRest = alpha > 0 && u > 0.5 ? (Math.log(u) - w) / alpha : Math.log1p(-u);
        double q = rest + alpha * u;
        double byW = u * rest / q;
        double turn = ((1 - 2 * u) * q - u * rest * (alpha - 1)) / (q * q);
        double mixed = byW * (logRest * turn - u / q);
        to[0][row] = byW;
        to[1][row] = logRest * byW;
        to[2][row] = byW * turn;
        to[3][row] = mixed;
        to[4][row] = logRest * (mixed - byW * u / q);
    }
}
