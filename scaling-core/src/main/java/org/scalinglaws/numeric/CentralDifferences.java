package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.quantity.Digits;

/**
 * Central finite differences of order up to twelve: first and second derivative of a smooth
 * function from its values at x and at up to six equal steps to either side. Wide steps and many
 * points leave little of the rounding of the values in the slope.
 *
 * <pre>
 *   f'(x)  = sum over k = 1..m of c(k) (f(x + k h) - f(x - k h)) / h
 *   f''(x) = sum over k = 1..m of 2 c(k) / k (f(x + k h) - 2 f(x) + f(x - k h)) / h^2
 *   c(k)   = (-1)^(k+1) m! m! / (k (m - k)! (m + k)!)</pre>
 *
 * @param slope f'(x)
 * @param second f''(x)
 * @param doubt how far the slope moves when the two outermost points are left out, or a sixteenth of
 *     how far it then moves without the next two: one of them alone may be small by chance
 */
public record CentralDifferences(double slope, double second, double doubt) {
    /** How many steps it reaches to either side. */
    public static final int REACH = 6;

    private static final double WIDEST = 1.0 / 3;
    private static final double NARROWEST = 1e-5;
    private static final double[] WEIGHTS = weights(REACH);
    private static final double[] NARROW = weights(REACH - 1);
    private static final double[] NARROWER = weights(REACH - 2);

    private static double[] weights(int m) {
        double[] weights = new double[m + 1];
        double falling = 1;
        for (int k = 1; k <= m; k++) {
            falling *= (m - k + 1.0) / (m + k);
            weights[k] = (k % 2 == 1 ? 1 : -1) * falling / k;
        }
        return weights;
    }

    /**
     * The slope alone.
     *
     * @param f a smooth function
     * @param x where
     * @param step from one of its points to the next
     * @return f'(x)
     */
    public static double slope(DoubleUnaryOperator f, double x, double step) {
        requireNonNull(f, "f");
        double slope = 0;
        for (int k = 1; k <= REACH; k++) {
            slope += WEIGHTS[k] * (f.applyAsDouble(x + k * step) - f.applyAsDouble(x - k * step));
        }
        return slope / step;
    }

    /**
     * First and second derivative, and how well the slope is known.
     *
     * @param f a smooth function
     * @param x where
     * @param step from one of its points to the next
     * @return the derivatives
     */
    public static CentralDifferences of(DoubleUnaryOperator f, double x, double step) {
        requireNonNull(f, "f");
        double middle = f.applyAsDouble(x);

        // The shorter stencils reuse the same values, so that the doubt costs no evaluation.
        double slope = 0;
        double narrow = 0;
        double narrower = 0;
        double second = 0;
        for (int k = 1; k <= REACH; k++) {
            double right = f.applyAsDouble(x + k * step);
            double left = f.applyAsDouble(x - k * step);
            slope += WEIGHTS[k] * (right - left);
            narrow += k < REACH ? NARROW[k] * (right - left) : 0;
            narrower += k < REACH - 1 ? NARROWER[k] * (right - left) : 0;
            second += 2 * WEIGHTS[k] / k * ((right - middle) + (left - middle));
        }

        // A difference of two neighbours alone may be small by chance.
        double doubt = Math.max(Math.abs(slope - narrow), Math.abs(narrow - narrower) / 16);
        return new CentralDifferences(slope / step, second / (step * step), doubt / step);
    }

    /**
     * The slope by the step, from wide to narrow, that leaves the least doubt. The first whose doubt
     * is no more than the rounding of the values will do.
     *
     * @param f a smooth function
     * @param x where
     * @return f'(x)
     */
    public static double surestSlope(DoubleUnaryOperator f, double x) {
        requireNonNull(f, "f");
        double rounding = 64 * Math.ulp(f.applyAsDouble(x));
        CentralDifferences surest = of(f, x, WIDEST);
        for (double step = WIDEST / 2; step > NARROWEST; step /= 2) {
            if (surest.doubt * 2 * step <= rounding) {
                break;
            }
            CentralDifferences at = of(f, x, step);
            if (!(at.doubt >= surest.doubt)) {
                surest = at;
            }
        }
        return surest.slope;
    }

    /**
     * The slope by one value on either side, or at the end of the range where a step would leave
     * it: for functions that are dear, or defined in a range alone.
     *
     * @param f a smooth function
     * @param x where
     * @param step to either side
     * @param lower the least number that f takes
     * @param upper the greatest
     * @return f'(x); NaN where the range is a single point or f is
     */
    public static double slopeWithin(
            DoubleUnaryOperator f, double x, double step, double lower, double upper) {
        requireNonNull(f, "f");
        double right = Math.min(x + step, upper);
        double left = Math.max(x - step, lower);
        double above = f.applyAsDouble(right);
        return (above - f.applyAsDouble(left)) / (right - left);
    }

    /**
     * Writes the derivatives to four digits.
     *
     * @return such as {@code slope 0.5403 +- 1e-12, second -0.8415}
     */
    @Override
    public String toString() {
        return "slope "
                + Digits.four(slope)
                + " +- "
                + Digits.two(doubt)
                + ", second "
                + Digits.four(second);
    }
}
