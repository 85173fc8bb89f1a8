package org.scalinglaws.problem;

import java.util.Arrays;
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
        private final double[] predictions;
        private final double[] residuals;
        private final double[] jacobian;
        private final double[] slopes;
        private final int[] counted;
        private final double[] countedSlopes;

        /** Second derivatives of a row's cost by its prediction, and by prediction and ln s. */
        private final double[] curvatures;

        private final double[] countedCurvatures;
        private final double[] mixedWithScale;
        private final double[] work;

        Scratch(int rows, int count) {
            this.predictions = new double[rows];
            this.residuals = new double[rows];
            this.jacobian = new double[rows * count];
            this.slopes = new double[rows];
            this.counted = new int[rows];
            this.countedSlopes = new double[rows];
            this.curvatures = new double[rows];
            this.countedCurvatures = new double[rows];
            this.mixedWithScale = new double[rows];
            this.work = new double[rows];
        }
    }

    /** Sums over rows: the cost, and its derivatives by the numbers of the law and by ln s. */
    static final class Sum {
        private double value;
        private double scaleSlope;
        private double scaleCurvature;
        private final double[] slope;
        private final double[] curvature;
        private final double[] mixedWithScale;

        Sum(int count) {
            this.slope = new double[count];
            this.curvature = new double[count * count];
            this.mixedWithScale = new double[count];
        }

        double value() {
            return value;
        }

        double scaleSlope() {
            return scaleSlope;
        }

        double scaleCurvature() {
            return scaleCurvature;
        }

        double[] slope() {
            return slope;
        }

        double[] curvature() {
            return curvature;
        }

        double[] mixedWithScale() {
            return mixedWithScale;
        }

        void add(Sum other) {
            value += other.value;
            scaleSlope += other.scaleSlope;
            scaleCurvature += other.scaleCurvature;
            add(slope, other.slope);
            add(curvature, other.curvature);
            add(mixedWithScale, other.mixedWithScale);
        }

        private static void add(double[] sums, double[] others) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += others[i];
            }
        }

        /** How many numbers tell a sum. */
        int width() {
            return 3 + slope.length + curvature.length + mixedWithScale.length;
        }

        /** The sum as numbers. */
        double[] numbers() {
            double[] numbers = new double[width()];
            numbers[0] = value;
            numbers[1] = scaleSlope;
            numbers[2] = scaleCurvature;
            System.arraycopy(slope, 0, numbers, 3, slope.length);
            System.arraycopy(curvature, 0, numbers, 3 + slope.length, curvature.length);
            System.arraycopy(
                    mixedWithScale,
                    0,
                    numbers,
                    3 + slope.length + curvature.length,
                    mixedWithScale.length);
            return numbers;
        }

        /** Adds a sum that such numbers tell. */
        void add(double[] numbers, int at) {
            value += numbers[at];
            scaleSlope += numbers[at + 1];
            scaleCurvature += numbers[at + 2];
            int place = at + 3;
            for (double[] own : new double[][] {slope, curvature, mixedWithScale}) {
                for (int i = 0; i < own.length; i++) {
                    own[i] += numbers[place++];
                }
            }
        }

        void clear() {
            value = 0;
            scaleSlope = 0;
            scaleCurvature = 0;
            Arrays.fill(slope, 0);
            Arrays.fill(curvature, 0);
            Arrays.fill(mixedWithScale, 0);
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
        if (evaluator instanceof Evaluator.Separable) {
            residual.ofAll(losses, from, rows, scratch.predictions, scratch.residuals);
        } else {
            residual.ofEach(losses, from, rows, scratch.predictions, scratch.residuals);
        }
    }

    /** Writes observed minus predicted, in the units of the objective's residuals. */
    void residuals(double[] values, Scratch scratch, double[] residuals) {
        evaluator.predict(values, scratch.predictions);
        takeResiduals(scratch);
        System.arraycopy(scratch.residuals, 0, residuals, from, rows);
    }

    void differentiate(double[] values, double logScale, Scratch scratch, Sum sum) {
        if (evaluator instanceof Evaluator.Separable terms && !fitsScale) {
            differentiateTerms(terms, values, scratch, sum);
            return;
        }
        evaluator.differentiate(values, scratch.predictions, scratch.jacobian);
        int active = countRows(scratch);
        gatherColumns(active, scratch);
        sumRows(active, logScale, scratch, sum);
        sumColumns(active, scratch, sum.slope, sum.curvature);
        evaluator.addCurvature(values, scratch.slopes, sum.curvature);
        if (fitsScale) {
            Sums.columns(
                    scratch.mixedWithScale, scratch.jacobian, count, active, sum.mixedWithScale, 0);
        }
    }

    /** Of a sum of terms the sums over rows are taken at once, without a Jacobian. */
    private void differentiateTerms(
            Evaluator.Separable terms, double[] values, Scratch scratch, Sum sum) {
        terms.predict(values, scratch.predictions);
        sumRows(countRows(scratch), 0, scratch, sum);
        Arrays.fill(sum.slope, 0);
        Arrays.fill(sum.curvature, 0);
        terms.addDerivatives(values, scratch.slopes, scratch.curvatures, sum.slope, sum.curvature);
    }

    /**
     * Finds the runs that count, which after a draw with replacement are two in three.
     *
     * @return how many there are
     */
    private int countRows(Scratch scratch) {
        int active = 0;
        for (int row = 0; row < rows; row++) {
            if (weights[from + row] != 0) {
                scratch.counted[active++] = row;
            }
        }
        if (active < rows) {
            Arrays.fill(scratch.slopes, 0);
            Arrays.fill(scratch.curvatures, 0);
        }
        return active;
    }

    /** Moves the derivatives of the runs that count together, so that sums run over them alone. */
    private void gatherColumns(int active, Scratch scratch) {
        int[] counted = scratch.counted;
        double[] jacobian = scratch.jacobian;
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
    private void sumRows(int active, double logScale, Scratch scratch, Sum sum) {
        takeResiduals(scratch);
        double inverse = Math.exp(-logScale);
        double ownCurvature = residual.curvature();
        double value = 0;
        double scaleSlope = 0;
        double scaleCurvature = 0;
        for (int i = 0; i < active; i++) {
            int row = scratch.counted[i];
            double weight = weights[from + row];
            double scaled = scratch.residuals[row] * inverse;
            double slope = rho.slope(scaled);
            double curvature = rho.curvature(scaled);
            value += weight * (rho.loss(scaled) + logScale);

            // the chain rule, from the residual over its scale to the prediction
            double inner = -inverse / residual.nats(scratch.predictions[row]);
            double rowSlope = weight * slope * inner;
            scratch.slopes[row] = rowSlope;
            scratch.countedSlopes[i] = rowSlope;
            double second = curvature + ownCurvature * slope / inverse;
            scratch.curvatures[row] = weight * inner * inner * second;
            scratch.countedCurvatures[i] = scratch.curvatures[row];
            if (fitsScale) {
                double mixed = curvature * scaled + slope;
                scaleSlope += weight * (1 - slope * scaled);
                scaleCurvature += weight * mixed * scaled;
                scratch.mixedWithScale[i] = -weight * mixed * inner;
            }
        }
        sum.value = value;
        sum.scaleSlope = scaleSlope;
        sum.scaleCurvature = scaleCurvature;
    }

    /** Derivatives by the law's numbers, but for the curvature of the law itself. */
    private void sumColumns(int active, Scratch scratch, double[] slope, double[] curvature) {
        double[] jacobian = scratch.jacobian;
        double[] work = scratch.work;
        Sums.columns(scratch.countedSlopes, jacobian, count, active, slope, 0);
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < active; i++) {
                work[i] = scratch.countedCurvatures[i] * jacobian[j * active + i];
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
        evaluator.differentiate(values, scratch.predictions, scratch.jacobian);
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
                            scratch.work[row] * scratch.jacobian[j * rows + row] * factor;
                }
            }
        }
    }
}
