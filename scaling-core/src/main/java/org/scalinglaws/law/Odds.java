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

    /** After so small a step the next would be of the size of its cube. */
    private static final double SMALL = 1e-6;

    private static final double ROUNDING = 1e-15;

    private Odds() {}

    /**
     * Halley's method on the logit t of u, where the left side rises and bends one way only.
     *
     * <pre>  u = 1 / (1 + e^-t):  alpha softplus(t) - softplus(-t) = w</pre>
     */
    static double share(double w, double alpha) {
        if (alpha == 0) {
            return Math.exp(Math.min(w, 0));
        }
        double t = w < 0 ? w : w / alpha;
        for (int step = 0; step < STEPS; step++) {
            double power = Math.exp(-Math.abs(t));
            double log = Function.logOfOneAnd(power);
            double greater = 1 / (1 + power);
            double lesser = power * greater;

            // softplus(t) is max(t, 0) plus the logarithm, its slope the share itself
            double bottom = log - Math.min(t, 0);
            double top = log + Math.max(t, 0);
            double slope = t < 0 ? greater + alpha * lesser : lesser + alpha * greater;
            double newton = (w + bottom - alpha * top) / slope;
            double bend = newton * (alpha - 1) * lesser * greater / (2 * slope);
            double move = newton / (1 + Math.max(bend, -0.5));
            t += move;
            if (!(Math.abs(move) > SMALL && Math.abs(move) > ROUNDING * Math.abs(t))) {
                break;
            }
        }
        double power = Math.exp(-Math.abs(t));
        return t < 0 ? power / (1 + power) : 1 / (1 + power);
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
