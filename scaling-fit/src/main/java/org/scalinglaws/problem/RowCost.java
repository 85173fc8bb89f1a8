package org.scalinglaws.problem;

import java.util.Arrays;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;

/**
 * The sum over runs of weight times objective, with its exact derivatives by the coordinates. Where
 * the objective fits a scale s, the last coordinate is ln s.
 */
class RowCost implements Cost {
    private static final double LEAST_LOG_SCALE = Math.log(1e-12);

    private final Evaluator evaluator;
    private final Coordinates coordinates;
    private final Residual residual;
    private final Rho rho;
    private final boolean fitsScale;
    private final double[] losses;
    private final double[] weights;
    private final int count;
    private final double[] values;
    private final double[] predictions;
    private final double[] jacobian;
    private final double[] slopes;
    private final int[] counted;
    private final double[] countedSlopes;

    /** Second derivatives of a row's cost by its prediction, and by prediction and ln s. */
    private final double[] curvatures;

    private final double[] mixedWithScale;
    private final double[] work;
    private final double[] valueSlope;
    private final double[] valueCurvature;

    RowCost(
            Evaluator evaluator,
            Coordinates coordinates,
            Objective objective,
            double[] losses,
            double[] weights) {
        this.evaluator = evaluator;
        this.coordinates = coordinates;
        this.residual = objective.residual();
        this.rho = objective.rho();
        this.fitsScale = objective.fitsScale();
        this.losses = losses;
        this.weights = weights;
        this.count = coordinates.parameters();
        this.values = new double[count];
        this.predictions = new double[losses.length];
        this.jacobian = new double[losses.length * count];
        this.slopes = new double[losses.length];
        this.counted = new int[losses.length];
        this.countedSlopes = new double[losses.length];
        this.curvatures = new double[losses.length];
        this.mixedWithScale = new double[losses.length];
        this.work = new double[losses.length];
        this.valueSlope = new double[count];
        this.valueCurvature = new double[count * count];
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

    private double logScale(double[] point) {
        return fitsScale ? point[coordinates.dimension()] : 0;
    }

    @Override
    public double value(double[] point) {
        Require.length("point", point, dimension());
        coordinates.values(point, values);
        evaluator.predict(values, predictions);
        double logScale = logScale(point);
        double inverse = Math.exp(-logScale);
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            if (weights[row] == 0) {
                continue;
            }
            sum += weights[row] * (rho.loss(residual(row) * inverse) + logScale);
        }
        return sum;
    }

    private double residual(int row) {
        return residual.of(losses[row], predictions[row]);
    }

    /** Observed minus predicted for every run, in the units of the objective's residuals. */
    double[] residuals(double[] point) {
        coordinates.values(point, values);
        evaluator.predict(values, predictions);
        double[] residuals = new double[losses.length];
        Arrays.setAll(residuals, this::residual);
        return residuals;
    }

    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        int n = dimension();
        Require.length("point", point, n);
        Require.length("gradient", gradient, n);
        Require.length("hessian", hessian, n * n);
        coordinates.values(point, values);
        evaluator.differentiate(values, predictions, jacobian);
        Arrays.fill(gradient, 0, n, 0);
        Arrays.fill(hessian, 0, n * n, 0);
        int active = countRows();
        double sum = sumRows(active, logScale(point), gradient, hessian);
        sumColumns(active);
        evaluator.addCurvature(values, slopes, valueCurvature);
        coordinates.chain(values, valueSlope, valueCurvature, gradient, hessian, n);
        if (fitsScale) {
            chainScale(active, hessian, n);
        }
        return sum;
    }

    /**
     * Finds the runs that count, which after a draw with replacement are two in three, and moves their
     * derivatives together, so that the sums run over them alone.
     *
     * @return how many there are
     */
    private int countRows() {
        int rows = losses.length;
        int active = 0;
        for (int row = 0; row < rows; row++) {
            if (weights[row] != 0) {
                counted[active++] = row;
            }
        }
        if (active < rows) {
            Arrays.fill(slopes, 0);
            for (int j = 0; j < count; j++) {
                for (int i = 0; i < active; i++) {
                    jacobian[j * active + i] = jacobian[j * rows + counted[i]];
                }
            }
        }
        return active;
    }

    /**
     * What the objective makes of every run, and its first two derivatives by the prediction; also the derivatives by
     * ln s, into the last places of gradient and Hessian.
     */
    private double sumRows(int active, double logScale, double[] gradient, double[] hessian) {
        double inverse = Math.exp(-logScale);
        double ownCurvature = residual.curvature();
        double sum = 0;
        double scaleSlope = 0;
        double scaleCurvature = 0;
        for (int i = 0; i < active; i++) {
            int row = counted[i];
            double weight = weights[row];
            double scaled = residual(row) * inverse;
            double slope = rho.slope(scaled);
            double curvature = rho.curvature(scaled);
            sum += weight * (rho.loss(scaled) + logScale);

            // the chain rule, from the residual over its scale to the prediction
            double inner = -inverse / residual.nats(predictions[row]);
            slopes[row] = weight * slope * inner;
            countedSlopes[i] = slopes[row];
            double second = curvature + ownCurvature * slope / inverse;
            curvatures[i] = weight * inner * inner * second;
            if (fitsScale) {
                double mixed = curvature * scaled + slope;
                scaleSlope += weight * (1 - slope * scaled);
                scaleCurvature += weight * mixed * scaled;
                mixedWithScale[i] = -weight * mixed * inner;
            }
        }
        if (fitsScale) {
            int last = dimension() - 1;
            gradient[last] = scaleSlope;
            hessian[(last + 1) * (last + 1) - 1] = scaleCurvature;
        }
        return sum;
    }

    /** Derivatives by the law's numbers, but for the curvature of the law itself. */
    private void sumColumns(int active) {
        Sums.columns(countedSlopes, jacobian, count, active, valueSlope, 0);
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < active; i++) {
                work[i] = curvatures[i] * jacobian[j * active + i];
            }
            Sums.columns(work, jacobian, j + 1, active, valueCurvature, j * count);
            for (int k = 0; k < j; k++) {
                valueCurvature[k * count + j] = valueCurvature[j * count + k];
            }
        }
    }

    private void chainScale(int active, double[] hessian, int n) {
        int last = n - 1;
        for (int j = 0; j < count; j++) {
            int a = coordinates.place(j);
            if (a >= 0) {
                double mixed =
                        coordinates.factor(j, values)
                                * Sums.dot(mixedWithScale, 0, jacobian, j * active, active);
                hessian[a * n + last] += mixed;
                hessian[last * n + a] += mixed;
            }
        }
    }

    /** Writes residuals, and their derivatives by the coordinates with a column for each. */
    void residualJacobian(double[] point, double[] residuals, double[] derivatives) {
        coordinates.values(point, values);
        evaluator.differentiate(values, predictions, jacobian);
        int rows = losses.length;
        Arrays.fill(derivatives, 0, rows * coordinates.dimension(), 0);
        for (int row = 0; row < rows; row++) {
            residuals[row] = residual(row);
            work[row] = -1 / residual.nats(predictions[row]);
        }
        for (int j = 0; j < count; j++) {
            int a = coordinates.place(j);
            if (a >= 0) {
                double factor = coordinates.factor(j, values);
                for (int row = 0; row < rows; row++) {
                    derivatives[a * rows + row] += work[row] * jacobian[j * rows + row] * factor;
                }
            }
        }
    }
}
