package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.law.Expression.Kind;
import org.scalinglaws.law.Program.Step;
import org.scalinglaws.quantity.Require;

/**
 * Runs an expression on all rows at once, a step at a time, with exact derivatives: first ones
 * backwards through the steps, second ones forwards along each parameter and then backwards. What no
 * parameter changes, such as the logarithm of a factor, is computed once.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank and Walther (2008), Evaluating
 *     Derivatives, chapters 3 and 5</a>
 */
final class Tape implements Evaluator {
    private static final double[] NONE = {};

    private final Step[] steps;
    private final int rows;
    private final int count;

    /** Which steps a parameter moves, for each parameter; and which steps any of them moves. */
    private final boolean[][] moves;

    private final boolean[] moved;

    /** Results of the steps, and their derivatives by the left and the right part. */
    private final double[][] results;

    private final double[][] byLeft;
    private final double[][] byRight;

    /** Second derivatives of the steps by their parts; empty where they are zero. */
    private final double[][] leftLeft;

    private final double[][] leftRight;
    private final double[][] rightRight;

    /** All five derivatives of a step that solves for odds. */
    private final double[][][] odds;

    /** How the loss moves with each step, each step with a parameter, and the first with the second. */
    private final double[][] adjoints;

    private final double[][] tangents;
    private final double[][] turns;

    /** Whether the adjoint, or the turn, of a step holds a sum by now; until then it is zero. */
    private final boolean[] reached;

    private final double[] zeros;
    private final double[] ones;
    private final double[] last;

    /** Whether the derivatives of the steps belong to the last values. */
    private boolean differentiated;

    Tape(Program program, int count, Columns columns) {
        int size = program.size();
        this.steps = new Step[size];
        Arrays.setAll(steps, program::step);
        this.rows = columns.rows();
        this.count = count;
        this.moves = new boolean[count][size];
        this.moved = new boolean[size];
        this.results = new double[size][rows];
        this.zeros = new double[rows];
        this.ones = new double[rows];
        Arrays.fill(ones, 1);

        // What the kind of a step does not need stays empty.
        this.byLeft = new double[size][];
        this.byRight = new double[size][];
        this.leftLeft = new double[size][];
        this.leftRight = new double[size][];
        this.rightRight = new double[size][];
        this.odds = new double[size][][];
        Arrays.fill(leftLeft, NONE);
        Arrays.fill(leftRight, NONE);
        Arrays.fill(rightRight, NONE);
        this.adjoints = new double[size][];
        this.tangents = new double[size][];
        this.turns = new double[size][];
        this.reached = new boolean[size];
        this.last = new double[count];

        // What no parameter moves is computed here, once for all evaluations.
        for (int i = 0; i < size; i++) {
            markMoves(i);
            if (moved[i]) {
                adjoints[i] = new double[rows];
                tangents[i] = new double[rows];
                turns[i] = new double[rows];
                prepare(i, steps[i]);
            } else if (steps[i].kind() == Kind.FACTOR) {
                results[i] = columns.values(steps[i].place());
            } else {
                run(i, steps[i], last);
            }
        }
        Arrays.fill(last, Double.NaN);
    }

    private void markMoves(int i) {
        Step step = steps[i];
        for (int j = 0; j < count; j++) {
            moves[j][i] =
                    (step.kind() == Kind.VALUE && step.place() == j)
                            || (step.left() >= 0 && moves[j][step.left()])
                            || (step.right() >= 0 && moves[j][step.right()]);
            moved[i] |= moves[j][i];
        }
    }

    /** Gives a step the arrays for its derivatives; those that are other arrays are shared. */
    private void prepare(int i, Step step) {
        switch (step.kind()) {
            case PLUS -> {
                byLeft[i] = ones;
                byRight[i] = ones;
            }
            case MINUS -> {
                byLeft[i] = ones;
                byRight[i] = new double[rows];
                Arrays.fill(byRight[i], -1);
            }
            case TIMES -> {
                byLeft[i] = results[step.right()];
                byRight[i] = results[step.left()];
                leftRight[i] = ones;
            }
            case OVER -> {
                byLeft[i] = new double[rows];
                byRight[i] = new double[rows];
                leftRight[i] = new double[rows];
                rightRight[i] = new double[rows];
            }
            case LEAST -> {
                byLeft[i] = new double[rows];
                byRight[i] = new double[rows];
            }
            case ODDS -> {
                odds[i] = new double[Odds.DERIVATIVES][rows];
                byLeft[i] = odds[i][0];
                byRight[i] = odds[i][1];
                leftLeft[i] = odds[i][2];
                leftRight[i] = odds[i][3];
                rightRight[i] = odds[i][4];
            }
            case CONSTANT_POWER, FUNCTION -> {
                boolean own = step.function() == Function.EXP;
                byLeft[i] = own ? results[i] : new double[rows];
                leftLeft[i] = own ? results[i] : new double[rows];
            }
            case NUMBER, VALUE, FACTOR, RAISED -> {}
        }
    }

    private void runAll(double[] values) {
        if (Arrays.equals(values, last)) {
            return;
        }
        System.arraycopy(values, 0, last, 0, count);
        differentiated = false;
        for (int i = 0; i < steps.length; i++) {
            if (moved[i]) {
                run(i, steps[i], values);
            }
        }
    }

    private void run(int i, Step step, double[] values) {
        double[] y = results[i];
        double[] a = step.left() < 0 ? zeros : results[step.left()];
        double[] b = step.right() < 0 ? zeros : results[step.right()];

        // One loop for each kind, so that none of them branches from row to row.
        switch (step.kind()) {
            case NUMBER -> Arrays.fill(y, step.number());
            case VALUE -> Arrays.fill(y, values[step.place()]);
            case PLUS -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = a[row] + b[row];
                }
            }
            case MINUS -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = a[row] - b[row];
                }
            }
            case TIMES -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = a[row] * b[row];
                }
            }
            case OVER -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = a[row] / b[row];
                }
            }
            case LEAST -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = a[row] <= b[row] ? a[row] : b[row];
                }
            }
            case ODDS -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = Odds.share(a[row], b[row]);
                }
            }
            case CONSTANT_POWER -> {
                for (int row = 0; row < rows; row++) {
                    y[row] = Math.pow(a[row], step.number());
                }
            }
            case FUNCTION -> {
                Function function = requireNonNull(step.function(), "function");
                for (int row = 0; row < rows; row++) {
                    y[row] = function.value(a[row]);
                }
            }
            case FACTOR, RAISED -> throw new IllegalStateException("nothing to run: " + step);
        }
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, count);
        Require.length("predictions", predictions, rows);
        runAll(values);
        System.arraycopy(results[steps.length - 1], 0, predictions, 0, rows);
    }

    /** Derivatives of the steps by their parts, where those are not other arrays. */
    private void differentiateSteps() {
        if (differentiated) {
            return;
        }
        differentiated = true;
        for (int i = 0; i < steps.length; i++) {
            if (moved[i] && steps[i].left() >= 0) {
                differentiateStep(i, steps[i], results[steps[i].left()], results[i]);
            }
        }
    }

    private void differentiateStep(int i, Step step, double[] a, double[] y) {
        switch (step.kind()) {
            case OVER -> {
                double[] b = results[step.right()];
                for (int row = 0; row < rows; row++) {
                    double inverse = 1 / b[row];
                    byLeft[i][row] = inverse;
                    byRight[i][row] = -y[row] * inverse;
                    leftRight[i][row] = -inverse * inverse;
                    rightRight[i][row] = 2 * y[row] * inverse * inverse;
                }
            }
            case LEAST -> {
                double[] b = results[step.right()];
                for (int row = 0; row < rows; row++) {
                    byLeft[i][row] = a[row] <= b[row] ? 1 : 0;
                    byRight[i][row] = 1 - byLeft[i][row];
                }
            }
            case ODDS -> {
                double[] b = results[step.right()];
                for (int row = 0; row < rows; row++) {
                    Odds.differentiate(a[row], b[row], y[row], odds[i], row);
                }
            }
            case CONSTANT_POWER -> {
                double power = step.number();
                for (int row = 0; row < rows; row++) {
                    byLeft[i][row] = power * Math.pow(a[row], power - 1);
                    leftLeft[i][row] = power * (power - 1) * Math.pow(a[row], power - 2);
                }
            }
            case FUNCTION -> {
                Function function = requireNonNull(step.function(), "function");
                for (int row = 0; row < rows && function != Function.EXP; row++) {
                    byLeft[i][row] = function.slope(a[row], y[row]);
                    leftLeft[i][row] = function.curvature(a[row], y[row]);
                }
            }
            case NUMBER, VALUE, FACTOR, PLUS, MINUS, TIMES, RAISED -> {}
        }
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        Require.length("jacobian", jacobian, count * rows);
        predict(values, predictions);
        differentiateSteps();
        pullBack(ones);
        Arrays.fill(jacobian, 0, count * rows, 0);
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].kind() == Kind.VALUE) {
                System.arraycopy(adjoints[i], 0, jacobian, steps[i].place() * rows, rows);
            }
        }
    }

    /** How the loss, times a weight for each row, moves with every step. */
    private void pullBack(double[] weights) {
        Arrays.fill(reached, false);
        int end = steps.length - 1;
        if (moved[end]) {
            System.arraycopy(weights, 0, adjoints[end], 0, rows);
            reached[end] = true;
        }
        for (int i = end; i >= 0; i--) {
            Step step = steps[i];
            if (reached[i] && step.left() >= 0) {
                if (moved[step.left()]) {
                    addProduct(adjoints[i], byLeft[i], adjoints, step.left());
                }
                if (step.right() >= 0 && moved[step.right()]) {
                    addProduct(adjoints[i], byRight[i], adjoints, step.right());
                }
            }
        }
        clearUnreached(adjoints);
    }

    private void clearUnreached(double[][] all) {
        for (int i = 0; i < steps.length; i++) {
            if (moved[i] && !reached[i]) {
                Arrays.fill(all[i], 0);
            }
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

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        Require.length("values", values, count);
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, count * count);
        runAll(values);
        differentiateSteps();
        pullBack(slopes);
        for (int j = 0; j < count; j++) {
            pushForward(j);
            turnBack(j);
            for (int i = 0; i < steps.length; i++) {
                int k = steps[i].place();
                if (steps[i].kind() == Kind.VALUE && k <= j && reached[i]) {
                    double sum = 0;
                    for (int row = 0; row < rows; row++) {
                        sum += turns[i][row];
                    }
                    hessian[j * count + k] += sum;
                    hessian[k * count + j] += k == j ? 0 : sum;
                }
            }
        }
    }

    /** How every step moves with parameter j. */
    private void pushForward(int j) {
        Arrays.fill(reached, false);
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            if (moves[j][i]) {
                if (step.left() < 0) {
                    Arrays.fill(tangents[i], 1);
                } else if (moves[j][step.left()]) {
                    addProduct(tangents[step.left()], byLeft[i], tangents, i);
                }
                if (step.right() >= 0 && moves[j][step.right()]) {
                    addProduct(tangents[step.right()], byRight[i], tangents, i);
                }
            }
        }
    }

    /** How the adjoint of every step moves with parameter j; not at all where nothing reaches it. */
    private void turnBack(int j) {
        Arrays.fill(reached, false);
        for (int i = steps.length - 1; i >= 0; i--) {
            Step step = steps[i];
            if (!moved[i] || step.left() < 0) {
                continue;
            }
            int left = step.left();
            int right = step.right();
            boolean rightMoves = right >= 0 && moves[j][right];
            if (moved[left]) {
                if (reached[i]) {
                    addProduct(turns[i], byLeft[i], turns, left);
                }
                if (moves[j][left]) {
                    addProduct(adjoints[i], leftLeft[i], tangents[left], turns, left);
                }
                if (rightMoves) {
                    addProduct(adjoints[i], leftRight[i], tangents[right], turns, left);
                }
            }
            if (right >= 0 && moved[right]) {
                if (reached[i]) {
                    addProduct(turns[i], byRight[i], turns, right);
                }
                if (moves[j][left]) {
                    addProduct(adjoints[i], leftRight[i], tangents[left], turns, right);
                }
                if (rightMoves) {
                    addProduct(adjoints[i], rightRight[i], tangents[right], turns, right);
                }
            }
        }
    }
}
