package org.scalinglaws.problem;

import java.util.Arrays;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;

/**
 * A cost that is a sum over blocks of rows, wherever they are: its bounds, and the way from derivatives
 * by the numbers of the law to those by the coordinates.
 */
abstract class SumCost implements Cost {
    private static final double LEAST_LOG_SCALE = Math.log(1e-12);

    private final Coordinates coordinates;
    private final boolean fitsScale;
    private final double[] values;
    private final DerivativeSum total;

    SumCost(Coordinates coordinates, Objective objective) {
        this.coordinates = coordinates;
        this.fitsScale = objective.fitsScale();
        this.values = new double[coordinates.parameters()];
        this.total = new DerivativeSum(values.length);
    }

    /** Adds up the blocks in their order. */
    abstract void addTo(DerivativeSum sum, double[] point, double[] numbers, double logScale);

    /** The law's numbers at a point, in the units of the fit; the same array every time. */
    final double[] values(double[] point) {
        coordinates.values(point, values);
        return values;
    }

    @Override
    public int dimension() {
        return coordinates.dimension() + (fitsScale ? 1 : 0);
    }

    @Override
    public double lower(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        return coordinate < coordinates.dimension()
                ? coordinates.lower(coordinate)
                : LEAST_LOG_SCALE;
    }

    @Override
    public double upper(int coordinate) {
        Require.place("coordinate", coordinate, dimension());
        return coordinate < coordinates.dimension()
                ? coordinates.upper(coordinate)
                : Double.POSITIVE_INFINITY;
    }

    final double logScale(double[] point) {
        return fitsScale ? point[coordinates.dimension()] : 0;
    }

    @Override
    public final double differentiate(double[] point, double[] gradient, double[] hessian) {
        int n = dimension();
        Require.length("point", point, n);
        Require.length("gradient", gradient, n);
        Require.length("hessian", hessian, n * n);
        total.clear();
        addTo(total, point, values(point), logScale(point));

        // From the numbers of the law to the coordinates.
        Arrays.fill(gradient, 0, n, 0);
        Arrays.fill(hessian, 0, n * n, 0);
        coordinates.chain(values, total.slope(), total.curvature(), gradient, hessian, n);
        if (fitsScale) {
            chainScale(gradient, hessian, n);
        }
        return total.value();
    }

    private void chainScale(double[] gradient, double[] hessian, int n) {
        int last = n - 1;
        gradient[last] = total.scaleSlope();
        hessian[n * n - 1] = total.scaleCurvature();
        for (int j = 0; j < values.length; j++) {
            int a = coordinates.place(j);
            if (a >= 0) {
                double mixed = coordinates.factor(j, values) * total.mixedWithScale()[j];
                hessian[a * n + last] += mixed;
                hessian[last * n + a] += mixed;
            }
        }
    }
}
