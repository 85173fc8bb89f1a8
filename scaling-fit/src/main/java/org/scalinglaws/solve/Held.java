package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * A sum of squares in which one coordinate keeps its value: the others are what is left to choose.
 *
 * @param whole the sum of squares over all coordinates
 * @param held the place of the coordinate that keeps its value
 * @param value what it keeps
 * @param jacobian scratch space for the derivatives of the whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record Held(SquaresCost whole, int held, double value, double[] jacobian)
        implements SquaresCost {
    /** Keeps the scratch space as it is: one for each thread. */
    public Held {
        requireNonNull(whole, "whole");
        Require.place("held", held, whole.dimension());
        Decimal.finite("value of the held coordinate", value);
        Require.length("jacobian", jacobian, whole.rows() * whole.dimension());
    }

    /**
     * Holds a coordinate.
     *
     * @param whole the sum of squares over all coordinates
     * @param held the place of the coordinate that keeps its value
     * @param value what it keeps
     */
    public Held(SquaresCost whole, int held, double value) {
        this(
                whole,
                held,
                value,
                new double[requireNonNull(whole, "whole").rows() * whole.dimension()]);
    }

    /**
     * A point without the held coordinate.
     *
     * @param point all coordinates
     * @return the others
     */
    public double[] without(double[] point) {
        Require.length("point", point, whole.dimension());
        double[] shorter = new double[dimension()];
        System.arraycopy(point, 0, shorter, 0, held);
        System.arraycopy(point, held + 1, shorter, held, shorter.length - held);
        return shorter;
    }

    /**
     * A point with the held coordinate.
     *
     * @param point the other coordinates
     * @return all of them
     */
    public double[] with(double[] point) {
        Require.length("point", point, dimension());
        double[] longer = new double[whole.dimension()];
        System.arraycopy(point, 0, longer, 0, held);
        longer[held] = value;
        System.arraycopy(point, held, longer, held + 1, point.length - held);
        return longer;
    }

    private int place(int coordinate) {
        return coordinate < held ? coordinate : coordinate + 1;
    }

    @Override
    public int rows() {
        return whole.rows();
    }

    @Override
    public int dimension() {
        return whole.dimension() - 1;
    }

    @Override
    public double lower(int coordinate) {
        return whole.lower(place(Require.place("coordinate", coordinate, dimension())));
    }

    @Override
    public double upper(int coordinate) {
        return whole.upper(place(Require.place("coordinate", coordinate, dimension())));
    }

    @Override
    public double value(double[] point) {
        return whole.value(with(point));
    }

    @Override
    public void residuals(double[] point, double[] residuals, double[] derivatives) {
        Require.length("residuals", residuals, rows());
        Require.length("derivatives", derivatives, rows() * dimension());
        whole.residuals(with(point), residuals, jacobian);
        int before = held * rows();
        System.arraycopy(jacobian, 0, derivatives, 0, before);
        System.arraycopy(
                jacobian, before + rows(), derivatives, before, (dimension() - held) * rows());
    }

    /** Second derivatives of the whole, without the row and the column of the held coordinate. */
    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        Require.length("gradient", gradient, dimension());
        Require.length("hessian", hessian, dimension() * dimension());
        int all = whole.dimension();
        double[] wholeGradient = new double[all];
        double[] wholeHessian = new double[all * all];
        double least = whole.differentiate(with(point), wholeGradient, wholeHessian);
        int n = dimension();
        for (int a = 0; a < n; a++) {
            gradient[a] = wholeGradient[place(a)];
            for (int b = 0; b < n; b++) {
                hessian[a * n + b] = wholeHessian[place(a) * all + place(b)];
            }
        }
        return least;
    }
}
