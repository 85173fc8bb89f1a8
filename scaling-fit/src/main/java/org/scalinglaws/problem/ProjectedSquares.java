package org.scalinglaws.problem;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.SquaresCost;

/**
 * Half the squares of the residuals as a cost of the coordinates that are not solved for: everywhere
 * the others have their best values, so no valley is long because a coefficient grows along it. The
 * Jacobian is Kaufman's. Squares of L, over the loss where residuals are of ln L.
 *
 * <pre>
 *   residual(z) = w (L - f(z) c(z))      Jacobian = -(1 - Q Q') w (df/dz c)      Q: columns of w f</pre>
 *
 * <p>It keeps scratch space: one for each thread.
 *
 * @see <a href="https://doi.org/10.1007/BF01932995">Kaufman (1975), A variable projection method for
 *     solving separable nonlinear least squares problems</a>
 */
public final class ProjectedSquares implements SquaresCost {
    /** At zero an exponent leaves its term no shape: a place is at least so far inside. */
    private static final double INSIDE = 1e-12;

    private final Projection projection;
    private final double[] roots;
    private final double[] scratch;

    /**
     * Squares that count more or less.
     *
     * @param projection of the problem
     * @param factors what the square of each row counts
     */
    ProjectedSquares(Projection projection, double[] factors) {
        this.projection = projection;
        this.roots = new double[factors.length];
        this.scratch = new double[factors.length];
        for (int row = 0; row < roots.length; row++) {
            double factor = Decimal.nonNegative("factor", factors[row]);
            roots[row] = Math.sqrt(factor) * projection.inverseSize(row);
        }
    }

    /**
     * The same squares, which count more or less; it shares the scratch space.
     *
     * @param factors what the square of each run counts, zero or more
     * @return a cost for the same thread
     */
    public ProjectedSquares counting(double[] factors) {
        Require.length("factors", factors, rows());
        return new ProjectedSquares(projection, factors);
    }

    @Override
    public int dimension() {
        return projection.searched();
    }

    @Override
    public double lower(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        double lower = projection.lower(coordinate);
        return lower == 0 ? Math.min(INSIDE, upper(coordinate)) : lower;
    }

    @Override
    public double upper(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        return projection.upper(coordinate);
    }

    @Override
    public int rows() {
        return roots.length;
    }

    @Override
    public double value(double[] point) {
        Require.length("point", point, dimension());
        projection.solveAt(point, roots, scratch);
        double sum = 0;
        for (double residual : scratch) {
            sum += 0.5 * residual * residual;
        }
        return sum;
    }

    /** By Gauss and Newton's Hessian, which leaves second derivatives of the residuals out. */
    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        Require.length("gradient", gradient, dimension());
        Require.length("hessian", hessian, dimension() * dimension());
        int rows = rows();
        double[] jacobian = new double[rows * dimension()];
        residuals(point, scratch, jacobian);
        for (int a = 0; a < dimension(); a++) {
            gradient[a] = Sums.dot(scratch, 0, jacobian, a * rows, rows);
            for (int b = 0; b < dimension(); b++) {
                hessian[a * dimension() + b] =
                        Sums.dot(jacobian, a * rows, jacobian, b * rows, rows);
            }
        }
        return 0.5 * Sums.dot(scratch, scratch);
    }

    @Override
    public void residuals(double[] point, double[] residuals, double[] jacobian) {
        Require.length("point", point, dimension());
        Require.length("residuals", residuals, rows());
        Require.length("jacobian", jacobian, rows() * dimension());
        projection.solveAt(point, roots, residuals);
        projection.slopes(jacobian);
    }

    /**
     * The coordinates of a point that are not solved for.
     *
     * @param whole coordinates of the problem, with or without a scale
     * @return the place
     */
    public double[] place(double[] whole) {
        return projection.chosen(whole);
    }

    /**
     * The point of a place, with the best of the other coordinates.
     *
     * @param place coordinates of this cost
     * @return coordinates of the problem, without a scale
     */
    public double[] whole(double[] place) {
        value(Require.length("place", place, dimension()));
        return projection.solvedPoint();
    }
}
