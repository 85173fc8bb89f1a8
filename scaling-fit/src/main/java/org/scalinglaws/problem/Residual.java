package org.scalinglaws.problem;

import org.scalinglaws.quantity.Decimal;

/**
 * How far an observed loss lies from a predicted one: their difference, or that of their logarithms
 * after something is added to both.
 *
 * <pre>  r = L - p,  or  r = ln((L + offset) / (p + offset))</pre>
 */
public final class Residual {
    /** Observed minus predicted, nats per token. */
    public static final Residual PLAIN = new Residual(false, 0);

    /** The same of ln L, which losses must be positive for. */
    public static final Residual LOG = new Residual(true, 0);

    /** The same of ln(L + 1), which also takes losses of zero. */
    public static final Residual LOG1P = new Residual(true, 1);

    /** Up to a residual of this size the series below is exact to the last digit. */
    private static final double NEAR = 0.25;

    private final boolean logarithmic;
    private final double offset;

    private Residual(boolean logarithmic, double offset) {
        this.logarithmic = logarithmic;
        this.offset = offset;
    }

    /**
     * Residuals of ln(L + offset).
     *
     * @param offset what is added to every loss first, nats per token
     * @return the residual
     * @throws IllegalArgumentException when the offset is not finite
     */
    public static Residual logOfLossPlus(double offset) {
        return new Residual(true, Decimal.finite("offset", offset));
    }

    /**
     * The residual of one run.
     *
     * @param observed a loss, nats per token
     * @param predicted what a law says, nats per token
     * @return observed minus predicted, of L or of ln(L + offset); NaN where that has no logarithm
     */
    public double of(double observed, double predicted) {
        return logarithmic
                ? Math.log((observed + offset) / (predicted + offset))
                : observed - predicted;
    }

    /** Writes the residuals of the first runs. */
    void ofEach(double[] observed, int rows, double[] predicted, double[] residuals) {
        for (int row = 0; row < rows; row++) {
            residuals[row] = of(observed[row], predicted[row]);
        }
    }

    /**
     * The same in less time, with other last digits. The logarithm of a ratio near one is
     * twice the artanh series of difference over sum, which is exact to the last digit there and which
     * a compiler takes for several rows at once; further away it is the logarithm itself.
     */
    void ofAll(double[] observed, int rows, double[] predicted, double[] residuals) {
        if (!logarithmic) {
            ofEach(observed, rows, predicted, residuals);
            return;
        }
        for (int row = 0; row < rows; row++) {
            double seen = observed[row] + offset;
            double said = predicted[row] + offset;
            double share = (seen - said) / (seen + said);
            double square = share * share;
            double high =
                    1.0 / 11 + square * (1.0 / 13 + square * (1.0 / 15 + square * (1.0 / 17)));
            double middle = 1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9 + square * high));
            residuals[row] = 2 * share * (1 + square * (1.0 / 3 + square * middle));
        }
        for (int row = 0; row < rows; row++) {
            if (!(Math.abs(residuals[row]) <= NEAR)) {
                residuals[row] = of(observed[row], predicted[row]);
            }
        }
    }

    /**
     * The loss that would have this residual: the inverse of {@link #of}.
     *
     * @param predicted what a law says, nats per token
     * @param residual observed minus predicted
     * @return the observed loss, nats per token
     */
    public double observed(double predicted, double residual) {
        return logarithmic
                ? (predicted + offset) * Math.exp(residual) - offset
                : predicted + residual;
    }

    /**
     * What residuals are differences of.
     *
     * @param loss nats per token
     * @return the loss itself, or ln(loss + offset)
     */
    public double scaled(double loss) {
        return logarithmic ? Math.log(loss + offset) : loss;
    }

    /**
     * The inverse of {@link #scaled}.
     *
     * @param scaled a loss, or ln(loss + offset)
     * @return the loss, nats per token
     */
    public double unscaled(double scaled) {
        return logarithmic ? Math.exp(scaled) - offset : scaled;
    }

    /**
     * How much loss a small residual stands for, at a loss. The derivative of the residual by the
     * prediction is minus one over it.
     *
     * @param loss nats per token
     * @return nats per token for a residual of 1: loss + offset, or 1
     */
    public double nats(double loss) {
        return logarithmic ? loss + offset : 1;
    }

    /**
     * The second derivative of the residual by the prediction, over the square of the first.
     *
     * @return 1 for logarithms, else 0
     */
    public double curvature() {
        return logarithmic ? 1 : 0;
    }

    /**
     * The size of a residual that is as large as the loss itself: what rounding is measured by.
     *
     * @param loss nats per token
     * @return 1 for logarithms, else the size of the loss
     */
    public double whole(double loss) {
        return logarithmic ? 1 : Math.abs(loss);
    }

    /**
     * What every loss must be above.
     *
     * @return minus the offset for logarithms, else minus infinity
     */
    public double leastLoss() {
        return logarithmic ? -offset : Double.NEGATIVE_INFINITY;
    }

    /** How the name of an objective of these residuals begins. */
    String prefix() {
        if (!logarithmic) {
            return "";
        }
        return offset == 0 ? "log-" : offset == 1 ? "log1p-" : "log+" + written() + "-";
    }

    private String written() {
        return Decimal.format(offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Residual that
                && that.logarithmic == logarithmic
                && that.offset == offset;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(logarithmic) + 31 * Double.hashCode(offset);
    }

    /** What residuals are of, such as {@code ln L}. */
    @Override
    public String toString() {
        return !logarithmic ? "L" : offset == 0 ? "ln L" : "ln(L + " + written() + ")";
    }
}
