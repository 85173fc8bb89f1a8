package org.scalinglaws.law;

/** The share u that solves ln u - alpha ln(1 - u) = w, and its derivatives. */
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
            return Math.exp(w);
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

    /** Writes the derivatives at the share u; for alpha = 0, u = e^w may be 1 or more. */
    static void differentiate(double w, double alpha, double u, double[][] to, int row) {
        boolean unlimited = alpha == 0 && u >= 1;
        double rest = unlimited ? 1 : 1 - u;
        double logRest =
                unlimited ? 0 : alpha > 0 && u > 0.5 ? (Math.log(u) - w) / alpha : Math.log1p(-u);
        double q = unlimited ? 1 : rest + alpha * u;
        double byW = u * rest / q;
        double turn = unlimited ? 1 : ((1 - 2 * u) * q - u * rest * (alpha - 1)) / (q * q);
        double mixed = unlimited ? 0 : byW * (logRest * turn - u / q);
        to[0][row] = byW;
        to[1][row] = logRest * byW;
        to[2][row] = byW * turn;
        to[3][row] = mixed;
        to[4][row] = logRest * (mixed - byW * u / q);
    }
}
