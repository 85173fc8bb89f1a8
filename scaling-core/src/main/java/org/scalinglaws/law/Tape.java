package org.scalinglaws.law;

import java.util.Arrays;
import org.scalinglaws.law.Expression.Kind;
import org.scalinglaws.law.Program.Step;
import org.scalinglaws.quantity.Require;

/**
 * Automatic differentiation of an expression on all rows at once, a step at a time: gradients by the
 * reverse mode, and Hessians by forward over reverse, which carries one parameter forwards through
 * the steps and then its effect on the adjoints backwards.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank and Walther (2008), Evaluating
 *     Derivatives, chapters 3 and 5</a>
 */
final class Tape implements Evaluator {
    private final Step[] steps;
    private final int rows;
    private final int count;
    private final Elementals elementals;

    /** How the loss moves with each step. */
    private final double[][] adjoints;

    /** How each step moves with the parameter that is carried forwards. */
    private final double[][] tangents;

    /** How the adjoint of each step moves with that parameter. */
    private final double[][] adjointTangents;

    /** Whether the sum of a step has begun in the present sweep; until then it is zero. */
    private final boolean[] reached;

    private final double[] ones;

    Tape(Program program, int count, Columns columns) {
        int size = program.size();
        this.steps = new Step[size];
        Arrays.setAll(steps, program::step);
        this.rows = columns.rows();
        this.count = count;
        this.elementals = new Elementals(steps, count, columns);
        this.adjoints = new double[size][];
        this.tangents = new double[size][];
        this.adjointTangents = new double[size][];
        this.reached = new boolean[size];
        this.ones = new double[rows];
        Arrays.fill(ones, 1);

        // No sweep ever reaches a step that no parameter changes.
        for (int i = 0; i < size; i++) {
            if (elementals.active[i]) {
                adjoints[i] = new double[rows];
                tangents[i] = new double[rows];
                adjointTangents[i] = new double[rows];
            }
        }
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, count);
        Require.length("predictions", predictions, rows);
        elementals.compute(values);
        System.arraycopy(elementals.values[steps.length - 1], 0, predictions, 0, rows);
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        Require.length("jacobian", jacobian, count * rows);
        predict(values, predictions);
        elementals.differentiate();
        sweepBack(ones);

        // A parameter that the expression never reads has no step, and a column of zeros.
        Arrays.fill(jacobian, 0, count * rows, 0);
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].kind() == Kind.VALUE) {
                System.arraycopy(adjoints[i], 0, jacobian, steps[i].place() * rows, rows);
            }
        }
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        Require.length("values", values, count);
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, count * count);
        elementals.compute(values);
        elementals.differentiate();
        sweepBack(slopes);
        for (int j = 0; j < count; j++) {
            sweepForward(j);
            sweepAdjointTangents(j);

            // The Hessian is symmetric: each pair is summed over the rows once.
            for (int i = 0; i < steps.length; i++) {
                int k = steps[i].place();
                if (steps[i].kind() == Kind.VALUE && k <= j && reached[i]) {
                    double sum = 0;
                    for (int row = 0; row < rows; row++) {
                        sum += adjointTangents[i][row];
                    }
                    hessian[j * count + k] += sum;
                    hessian[k * count + j] += k == j ? 0 : sum;
                }
            }
        }
    }

    /** The reverse sweep: how the loss, times a weight for each row, moves with every step. */
    private void sweepBack(double[] weights) {
        Arrays.fill(reached, false);
        int end = steps.length - 1;
        if (elementals.active[end]) {
            System.arraycopy(weights, 0, adjoints[end], 0, rows);
            reached[end] = true;
        }
        for (int i = end; i >= 0; i--) {
            Step step = steps[i];
            if (reached[i] && step.left() >= 0) {
                if (elementals.active[step.left()]) {
                    addProduct(adjoints[i], elementals.byLeft[i], adjoints, step.left());
                }
                if (step.right() >= 0 && elementals.active[step.right()]) {
                    addProduct(adjoints[i], elementals.byRight[i], adjoints, step.right());
                }
            }
        }

        // What the sweep did not reach may still hold the adjoints of the sweep before.
        for (int i = 0; i < steps.length; i++) {
            if (elementals.active[i] && !reached[i]) {
                Arrays.fill(adjoints[i], 0);
            }
        }
    }

    /** The forward sweep: how every step moves with parameter j. */
    private void sweepForward(int j) {
        boolean[] active = elementals.activeBy[j];
        Arrays.fill(reached, false);
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            if (active[i]) {
                if (step.left() < 0) {
                    Arrays.fill(tangents[i], 1);
                } else if (active[step.left()]) {
                    addProduct(tangents[step.left()], elementals.byLeft[i], tangents, i);
                }
                if (step.right() >= 0 && active[step.right()]) {
                    addProduct(tangents[step.right()], elementals.byRight[i], tangents, i);
                }
            }
        }
    }

    /**
     * The second reverse sweep: how the adjoint of every step moves with parameter j. Both factors of
     * the first sweep's products move: the adjoint of the step above, and its derivative by this part.
     */
    private void sweepAdjointTangents(int j) {
        boolean[] moving = elementals.activeBy[j];
        Arrays.fill(reached, false);
        for (int i = steps.length - 1; i >= 0; i--) {
            Step step = steps[i];
            int left = step.left();
            int right = step.right();
            if (!elementals.active[i] || left < 0) {
                continue;
            }

            // A part gathers from every step above it, so steps are met from the last to the first.
            if (elementals.active[left]) {
                addAdjointTangent(
                        i,
                        left,
                        elementals.byLeft[i],
                        elementals.leftLeft[i],
                        elementals.leftRight[i],
                        moving);
            }
            if (right >= 0 && elementals.active[right]) {
                addAdjointTangent(
                        i,
                        right,
                        elementals.byRight[i],
                        elementals.leftRight[i],
                        elementals.rightRight[i],
                        moving);
            }
        }
    }

    /** By the product rule, what step i adds to one of its parts. */
    private void addAdjointTangent(
            int i, int part, double[] first, double[] byLeft, double[] byRight, boolean[] moving) {
        int left = steps[i].left();
        int right = steps[i].right();
        if (reached[i]) {
            addProduct(adjointTangents[i], first, adjointTangents, part);
        }
        if (moving[left]) {
            addProduct(adjoints[i], byLeft, tangents[left], adjointTangents, part);
        }
        if (right >= 0 && moving[right]) {
            addProduct(adjoints[i], byRight, tangents[right], adjointTangents, part);
        }
    }

    /** Adds to the sum of a step; the first product is the sum, so that no zeros are written. */
    private void addProduct(double[] a, double[] b, double[][] sums, int step) {
        double[] sum = sums[step];
        if (!reached[step]) {
            reached[step] = true;
            for (int row = 0; row < rows; row++) {
                sum[row] = a[row] * b[row];
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            sum[row] += a[row] * b[row];
        }
    }

    /** The same of three numbers; a second derivative that is zero everywhere has no rows. */
    private void addProduct(double[] a, double[] b, double[] c, double[][] sums, int step) {
        if (b.length == 0) {
            return;
        }
        double[] sum = sums[step];
        if (!reached[step]) {
            reached[step] = true;
            for (int row = 0; row < rows; row++) {
                sum[row] = a[row] * b[row] * c[row];
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            sum[row] += a[row] * b[row] * c[row];
        }
    }
}
