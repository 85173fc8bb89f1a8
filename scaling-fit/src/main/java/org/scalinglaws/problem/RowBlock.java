package org.scalinglaws.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.Evaluator;

/**
 * Some rows of a cost that stand beside each other: their sum of weight times objective, with its exact
 * derivatives by the numbers of the law and, where the objective fits a scale s, by ln s.
 */
final class RowBlock {
    private final Evaluator evaluator;
    private final Residual residual;
    private final Rho rho;
    private final boolean fitsScale;
    private final double[] losses;
    private final double[] weights;
    private final int from;
    private final int rows;
    private final int count;

    RowBlock(
            Evaluator evaluator,
            Objective objective,
            double[] losses,
            double[] weights,
            int from,
            int rows,
            int count) {
        this.evaluator = evaluator;
        this.residual = objective.residual();
        this.rho = objective.rho();
        this.fitsScale = objective.fitsScale();
        this.losses = losses;
        this.weights = weights;
        this.from = from;
        this.rows = rows;
        this.count = count;
    }

    /** What is written on the way, which all blocks of one length share on one thread. */
    static final class Scratch {
        private final int count;
        private final double[] predictions;
        private final double[] observed;
        private final double[] weights;
        private final double[] residuals;
        private final double[] slopes;

        /** Second derivatives of a row's cost by its prediction. */
        private final double[] curvatures;

        private final double[] work;
        private @Nullable Dense dense;

        Scratch(int rows, int count) {
            this.count = count;
            this.predictions = new double[rows];
            this.observed = new double[rows];
            this.weights = new double[rows];
            this.residuals = new double[rows];
            this.slopes = new double[rows];
            this.curvatures = new double[rows];
            this.work = new double[rows];
        }

        /** Made when first asked for: sums of terms do without. */
        private Dense dense() {
            Dense known = dense;
            if (known == null) {
                known = new Dense(predictions.length, count);
                dense = known;
            }
            return known;
        }
    }

    /** A Jacobian, and what the rows that count have, side by side. */
    private static final class Dense {
        private final double[] jacobian;
        private final int[] counted;
        private final double[] slopes;
        private final double[] curvatures;

        /** Second derivatives of a row's cost by its prediction and ln s. */
        private final double[] mixedWithScale;

        Dense(int rows, int count) {
            this.jacobian = new double[rows * count];
            this.counted = new int[rows];
            this.slopes = new double[rows];
            this.curvatures = new double[rows];
            this.mixedWithScale = new double[rows];
        }
    }

    double value(double[] values, double logScale, Scratch scratch) {
        evaluator.predict(values, scratch.predictions);
        takeResiduals(scratch);
        double inverse = Math.exp(-logScale);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double weight = weights[from + row];
            if (weight == 0) {
                continue;
            }
            sum += weight * (rho.loss(scratch.residuals[row] * inverse) + logScale);
        }
        return sum;
    }

    /** A form of many numbers goes to another end for a last digit: only sums of terms are spared. */
    private void takeResiduals(Scratch scratch) {
        // From an array of its own: of numbers in the middle of one a compiler takes one at a time.
        System.arraycopy(losses, from, scratch.observed, 0, rows);
        if (evaluator instanceof Evaluator.Separable) {
            residual.ofAll(scratch.observed, rows, scratch.predictions, scratch.residuals);
        } else {
            residual.ofEach(scratch.observed, rows, scratch.predictions, scratch.residuals);
        }
    }

    /** Writes observed minus predicted, in the units of the objective's residuals. */
    void residuals(double[] values, Scratch scratch, double[] residuals) {
        evaluator.predict(values, scratch.predictions);
        takeResiduals(scratch);
        System.arraycopy(scratch.residuals, 0, residuals, from, rows);
    }

    void differentiate(double[] values, double logScale, Scratch scratch, DerivativeSum sum) {
        boolean even = !fitsScale && allCount();
        if (evaluator instanceof Evaluator.Separable terms && !fitsScale) {
            differentiateTerms(terms, even, values, scratch, sum);
            return;
        }

        // Any other law by its Jacobian, of the rows that count.
        Dense dense = scratch.dense();
        evaluator.differentiate(values, scratch.predictions, dense.jacobian);
        if (even) {
            sumAllRows(scratch, sum);
            sumColumns(rows, scratch.slopes, scratch.curvatures, scratch, sum);
        } else {
            int active = countRows(scratch);
            gatherColumns(active, dense);
            sumRows(active, logScale, scratch, sum);
            sumColumns(active, dense.slopes, dense.curvatures, scratch, sum);
            if (fitsScale) {
                double[] mixed = sum.mixedWithScale();
                Sums.columns(dense.mixedWithScale, dense.jacobian, count, active, mixed, 0);
            }
        }
        evaluator.addCurvature(values, scratch.slopes, sum.curvature());
    }

    /** Of a sum of terms the sums over rows are taken at once, without a Jacobian. */
    private void differentiateTerms(
            Evaluator.Separable terms,
            boolean even,
            double[] values,
            Scratch scratch,
            DerivativeSum sum) {
        terms.predict(values, scratch.predictions);
        if (even) {
            sumAllRows(scratch, sum);
        } else {
            sumRows(countRows(scratch), 0, scratch, sum);
        }
        Arrays.fill(sum.slope(), 0);
        Arrays.fill(sum.curvature(), 0);
        terms.addDerivatives(
                values, scratch.slopes, scratch.curvatures, sum.slope(), sum.curvature());
    }

    private boolean allCount() {
        for (int row = from; row < from + rows; row++) {
            if (weights[row] == 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #sumRows} without a scale, by loops that a compiler takes several rows at once of. */
    private void sumAllRows(Scratch scratch, DerivativeSum sum) {
        takeResiduals(scratch);
        System.arraycopy(weights, from, scratch.weights, 0, rows);
        double[] costs = scratch.work;
        double[] slopes = scratch.slopes;
        double[] curvatures = scratch.curvatures;
        Huber.ofAll(rho, scratch.residuals, rows, costs, slopes, curvatures);
        double value = 0;
        for (int row = 0; row < rows; row++) {
            value += scratch.weights[row] * costs[row];
        }

        // the chain rule, from the residual to the prediction
        double ownCurvature = residual.curvature();
        for (int row = 0; row < rows; row++) {
            double weight = scratch.weights[row];
            double inner = -1 / residual.nats(scratch.predictions[row]);
            double second = curvatures[row] + ownCurvature * slopes[row];
            slopes[row] = weight * slopes[row] * inner;
            curvatures[row] = weight * inner * inner * second;
        }
        sum.set(value, 0, 0);
    }

    /**
     * Finds the runs that count, which after a draw with replacement are two in three.
     *
     * @return how many there are
     */
    private int countRows(Scratch scratch) {
        int[] counted = scratch.dense().counted;
        int active = 0;
        for (int row = 0; row < rows; row++) {
            if (weights[from + row] != 0) {
                counted[active++] = row;
            }
        }
        if (active < rows) {
            Arrays.fill(scratch.slopes, 0);
            Arrays.fill(scratch.curvatures, 0);
        }
        return active;
    }

    /** Moves the derivatives of the runs that count together, so that sums run over them alone. */
    private void gatherColumns(int active, Dense dense) {
        int[] counted = dense.counted;
        double[] jacobian = dense.jacobian;
        for (int j = 0; j < count && active < rows; j++) {
            for (int i = 0; i < active; i++) {
                jacobian[j * active + i] = jacobian[j * rows + counted[i]];
            }
        }
    }

    /**
     * What the objective makes of every run, and its first two derivatives by the prediction; also the
     * derivatives by ln s.
     */
    private void sumRows(int active, double logScale, Scratch scratch, DerivativeSum sum) {
        takeResiduals(scratch);
        Dense dense = scratch.dense();
        double inverse = Math.exp(-logScale);
        double ownCurvature = residual.curvature();
        double value = 0;
        double scaleSlope = 0;
        double scaleCurvature = 0;
        for (int i = 0; i < active; i++) {
            int row = dense.counted[i];
            double weight = weights[from + row];
            double scaled = scratch.residuals[row] * inverse;
            double slope = rho.slope(scaled);
            double curvature = rho.curvature(scaled);
            value += weight * (rho.loss(scaled) + logScale);

            // the chain rule, from the residual over its scale to the prediction
            double inner = -inverse / residual.nats(scratch.predictions[row]);
            double rowSlope = weight * slope * inner;
            scratch.slopes[row] = rowSlope;
            dense.slopes[i] = rowSlope;
            double second = curvature + ownCurvature * slope / inverse;
            scratch.curvatures[row] = weight * inner * inner * second;
            dense.curvatures[i] = scratch.curvatures[row];
            if (fitsScale) {
                double mixed = curvature * scaled + slope;
                scaleSlope += weight * (1 - slope * scaled);
                scaleCurvature += weight * mixed * scaled;
                dense.mixedWithScale[i] = -weight * mixed * inner;
            }
        }
        sum.set(value, scaleSlope, scaleCurvature);
    }

    /** Derivatives by the law's numbers, but for the curvature of the law itself. */
    private void sumColumns(
            int active, double[] slopes, double[] curvatures, Scratch scratch, DerivativeSum sum) {
        double[] jacobian = scratch.dense().jacobian;
        double[] work = scratch.work;
        double[] curvature = sum.curvature();
        Sums.columns(slopes, jacobian, count, active, sum.slope(), 0);
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < active; i++) {
                work[i] = curvatures[i] * jacobian[j * active + i];
            }
            Sums.columns(work, jacobian, j + 1, active, curvature, j * count);
            for (int k = 0; k < j; k++) {
                curvature[k * count + j] = curvature[j * count + k];
            }
        }
    }

    /**
     * Writes residuals, and adds their derivatives by the coordinates.
     *
     * @param stride how many rows a column of the derivatives has
     */
    void residualJacobian(
            double[] values,
            Scratch scratch,
            Coordinates coordinates,
            double[] residuals,
            double[] derivatives,
            int stride) {
        evaluator.differentiate(values, scratch.predictions, scratch.dense().jacobian);
        takeResiduals(scratch);
        for (int row = 0; row < rows; row++) {
            residuals[from + row] = scratch.residuals[row];
            scratch.work[row] = -1 / residual.nats(scratch.predictions[row]);
        }
        for (int j = 0; j < count; j++) {
            int a = coordinates.place(j);
            if (a >= 0) {
                double factor = coordinates.factor(j, values);
                int column = a * stride + from;
                for (int row = 0; row < rows; row++) {
                    derivatives[column + row] +=
                            scratch.work[row] * scratch.dense().jacobian[j * rows + row] * factor;
                }
            }
        }
    }
}
