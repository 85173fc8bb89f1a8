package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * A polynomial through points by weighted least squares, with errors: the line over budgets and the
 * parabola over sizes that an IsoFLOP analysis is made of.
 *
 * <pre>
 *  y(x) = sum c_k p_k(x)
 *  p_0 = 1,  p_(k+1) = (x - a_k) p_k - b_k p_(k-1)
 *  a_k = sum(w x p_k^2) / sum(w p_k^2),  b_k = sum(w p_k^2) / sum(w p_(k-1)^2)
 *  c_k = sum(w p_k y) / sum(w p_k^2),  variance of c_k = s^2 / sum(w p_k^2)
 *  s^2 = sum(w (y - y(x))^2) / (sum(w) - degree - 1)</pre>
 *
 * <p>The p_k are orthogonal over the points, so no c_k says anything of another, and digits are not
 * lost however far the points lie from zero. A weight is a frequency: a weight of 2 is the point
 * twice, and one of 0 is no point.
 *
 * @see <a href="https://doi.org/10.1137/0105007">Forsythe (1957), Generation and use of orthogonal
 *     polynomials for data-fitting with a digital computer</a>
 */
public final class Polynomial {
    private final int degree;
    private final double[] centres;
    private final double[] ratios;
    private final double[] coefficients;
    private final double[] norms;
    private final double variance;
    private final double degreesOfFreedom;

    private Polynomial(int degree, double[] x, double[] y, double[] weights) {
        this.degree = degree;
        this.centres = new double[degree + 1];
        this.ratios = new double[degree + 1];
        this.coefficients = new double[degree + 1];
        this.norms = new double[degree + 1];

        double[] left = y.clone();
        double[] before = new double[x.length];
        double[] now = new double[x.length];
        Arrays.fill(now, 1);
        double heaviness = 0;

        for (int k = 0; k <= degree; k++) {
            project(k, x, left, weights, now, before);
            heaviness = k == 0 ? norms[0] : heaviness;

            // The array of the polynomial before last is no longer needed, and takes the next.
            double[] next = before;
            for (int i = 0; i < x.length; i++) {
                left[i] -= coefficients[k] * now[i];
                next[i] = (x[i] - centres[k]) * now[i] - ratios[k] * before[i];
            }
            before = now;
            now = next;
        }

        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            squares += weights[i] * left[i] * left[i];
        }
        this.degreesOfFreedom = heaviness - degree - 1;
        this.variance = degreesOfFreedom > 0 ? squares / degreesOfFreedom : Double.NaN;
    }

    /** The k-th coefficient, and what the next polynomial of the basis is made with. */
    private void project(
            int k, double[] x, double[] y, double[] weights, double[] now, double[] before) {
        double norm = 0;
        double moment = 0;
        double product = 0;
        double last = 0;

        for (int i = 0; i < x.length; i++) {
            double square = weights[i] * now[i] * now[i];
            norm += square;
            moment += square * x[i];
            product += weights[i] * now[i] * y[i];
            last += weights[i] * before[i] * before[i];
        }

        centres[k] = moment / norm;
        ratios[k] = k == 0 ? 0 : norm / last;
        coefficients[k] = product / norm;
        norms[k] = norm;
    }

    /**
     * Fits a polynomial.
     *
     * @param degree 1 for a line, 2 for a parabola, 3 for a cubic
     * @param x where the points are
     * @param y how high they are
     * @param weights how often each counts, zero or more
     * @return the polynomial of least squares
     * @throws IllegalArgumentException when the degree is not 1 to 3, the arrays differ in length, a
     *     number is not finite, a weight is negative, powers of the numbers overflow, or fewer than degree + 1 different places count
     */
    public static Polynomial fit(int degree, double[] x, double[] y, double[] weights) {
        requireNonNull(x, "x");
        requireNonNull(y, "y");
        requireNonNull(weights, "weights");

        if (!(degree >= 1 && degree <= 3)) {
            throw new IllegalArgumentException("degree must be 1 to 3, got " + degree);
        }
        if (x.length != y.length || x.length != weights.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "places, heights and weights must be equally many, got %d, %d and %d",
                            x.length, y.length, weights.length));
        }

        for (int i = 0; i < x.length; i++) {
            Decimal.finite("place of a point", x[i]);
            Decimal.finite("height of a point", y[i]);
            Decimal.nonNegative("weight of a point", weights[i]);
        }

        long places = places(x, weights);
        if (places <= degree) {
            throw new IllegalArgumentException(
                    String.format(
                            "a polynomial of degree %d needs %d different places or more, got %d",
                            degree, degree + 1, places));
        }

        Polynomial found = new Polynomial(degree, x, y, weights);
        if (Double.isFinite(found.at(x[0])) && Double.isFinite(found.leading())) {
            return found;
        }
        throw new IllegalArgumentException(
                "places and heights must be small enough that their powers are finite");
    }

    /** How many different places count. */
    private static long places(double[] x, double[] weights) {
        double[] counted = new double[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0) {
                counted[count++] = x[i];
            }
        }
        return Arrays.stream(counted, 0, count).distinct().count();
    }

    /**
     * Fits a polynomial to points that count alike.
     *
     * @param degree 1 for a line, 2 for a parabola, 3 for a cubic
     * @param x where the points are
     * @param y how high they are
     * @return the polynomial of least squares
     * @throws IllegalArgumentException as {@link #fit(int, double[], double[], double[])}
     */
    public static Polynomial fit(int degree, double[] x, double[] y) {
        requireNonNull(x, "x");
        requireNonNull(y, "y");
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        return fit(degree, x, y, ones);
    }

    /**
     * The height at a place.
     *
     * @param x the place
     * @return y there; NaN for NaN
     */
    public double at(double x) {
        double[] basis = basis(x);
        double sum = 0;
        for (int k = 0; k <= degree; k++) {
            sum += coefficients[k] * basis[k];
        }
        return sum;
    }

    /**
     * How far off the height at a place could be.
     *
     * @param level such as 0.95
     * @param x the place
     * @return the height plus and minus its error times a quantile of Student's t; without ends when
     *     no more points than coefficients count
     */
    public Interval interval(double level, double x) {
        return about(at(x), Math.sqrt(variance * share(x)), level);
    }

    /** The variance of the height at a place, as a share of that of a point. */
    double share(double x) {
        double[] basis = basis(x);
        double squares = 0;
        for (int k = 0; k <= degree; k++) {
            squares += basis[k] * basis[k] / norms[k];
        }
        return squares;
    }

    /** How far the highest coefficient goes along with the height of each point that counts once. */
    double[] leadingReach(double[] x) {
        return Arrays.stream(x).map(place -> basis(place)[degree] / norms[degree]).toArray();
    }

    private double[] basis(double x) {
        double[] basis = new double[degree + 1];
        basis[0] = 1;
        for (int k = 0; k < degree; k++) {
            double earlier = k == 0 ? 0 : basis[k - 1];
            basis[k + 1] = (x - centres[k]) * basis[k] - ratios[k] * earlier;
        }
        return basis;
    }

    /** {@return the coefficient of the highest power of x: the slope of a line} */
    public double leading() {
        return coefficients[degree];
    }

    /** {@return the standard error of {@link #leading()}; NaN when no points are to spare} */
    public double leadingError() {
        return Math.sqrt(variance / norms[degree]);
    }

    /**
     * How far off the coefficient of the highest power could be.
     *
     * @param level such as 0.95
     * @return by Student's t; without ends when no more points than coefficients count
     */
    public Interval leadingInterval(double level) {
        return about(leading(), leadingError(), level);
    }

    /**
     * Where a parabola turns.
     *
     * @return the place; infinite or NaN for a parabola that is a line
     * @throws IllegalArgumentException when this is no parabola
     */
    public double vertex() {
        return turned(-coefficients[1] / parabola());
    }

    /**
     * The standard error of the place where a parabola turns, to first order.
     *
     * @return the error; NaN when no points are to spare
     */
    public double vertexError() {
        double way = coefficients[1] / parabola();
        double squares = 1 / norms[1] + way * way / norms[2];
        return 0.5 * Math.sqrt(variance * squares) / Math.abs(coefficients[2]);
    }

    /**
     * Where a parabola could turn, by Fieller's theorem: the places at which its slope could be 0.
     *
     * <pre>  (c_1 + c_2 u)^2 &lt;= t^2 (V_1 + u^2 V_2),  u = 2 x - a_0 - a_1</pre>
     *
     * @param level such as 0.95
     * @return the interval; without ends when the parabola could be a line, or no points are to spare
     * @throws IllegalArgumentException when this is no parabola
     * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller (1954), Some problems
     *     in interval estimation</a>
     */
    public Interval vertexInterval(double level) {
        double bend = parabola();
        double slope = coefficients[1];
        double t = Quantiles.ofStudent(level, degreesOfFreedom);

        double slopeLimit = t * t * variance / norms[1];
        double bendLimit = t * t * variance / norms[2];
        double open = bend * bend - bendLimit;

        // A curvature that could be nothing puts the vertex anywhere.
        if (!(open > 0)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        double spread =
                Math.sqrt(
                        slopeLimit * bend * bend
                                + bendLimit * slope * slope
                                - slopeLimit * bendLimit);
        double middle = -slope * bend;
        return new Interval(turned((middle - spread) / open), turned((middle + spread) / open));
    }

    /** The bend, which only a parabola has. */
    private double parabola() {
        if (degree != 2) {
            throw new IllegalArgumentException(
                    "only a parabola has a vertex; this has degree " + degree);
        }
        return coefficients[2];
    }

    private double turned(double u) {
        return 0.5 * (centres[0] + centres[1] + u);
    }

    /** {@return how many points count, by weight, less the coefficients} */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /** {@return the variance of a point about the polynomial; NaN when no points are to spare} */
    public double variance() {
        return variance;
    }

    private Interval about(double middle, double error, double level) {
        double reach = Quantiles.ofStudent(level, degreesOfFreedom) * error;
        return Double.isNaN(reach)
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Interval(middle - reach, middle + reach);
    }

    /**
     * Writes the degree, the highest coefficient and the scatter.
     *
     * @return such as {@code line with slope 0.4632 +- 0.0102, 8 degrees of freedom}
     */
    @Override
    public String toString() {
        String[] kinds = {"line with slope ", "parabola with curvature ", "cubic with leading "};
        double error = leadingError();
        return kinds[degree - 1]
                + Digits.four(leading())
                + (Double.isFinite(error) ? " +- " + Digits.three(error) : " of unknown error")
                + ", "
                + Digits.four(degreesOfFreedom)
                + " degrees of freedom";
    }
}
