package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.law.Expression.Kind;
import org.scalinglaws.law.Program.Step;

/**
 * The elemental functions of a program on all rows: the value of each step, and its partial
 * derivatives by its left and right part, of first and second order. Steps that no parameter changes,
 * such as the logarithm of a factor, are computed once; the others are active.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank and Walther (2008), Evaluating
 *     Derivatives, chapter 2</a>
 */
final class Elementals {
    private static final double[] NONE = {};

    private final Step[] steps;
    private final int rows;
    private final int parameters;

    /** Which steps depend on a parameter, for each parameter; and which on any of them. */
    final boolean[][] activeBy;

    final boolean[] active;

    /** Values of the steps, and their derivatives by the left and the right part. */
    final double[][] values;

    final double[][] byLeft;
    final double[][] byRight;

    /** Second derivatives of the steps by their parts; empty where they are zero. */
    final double[][] leftLeft;

    final double[][] leftRight;
    final double[][] rightRight;

    /** All five derivatives of a step that solves for odds. */
    private final double[][][] odds;

    private final double[] zeros;
    private final double[] ones;

    /** The law's numbers that the values belong to. */
    private final double[] last;

    private boolean differentiated;

    Elementals(Step[] steps, int parameters, Columns columns) {
        int size = steps.length;
        this.steps = steps;
        this.rows = columns.rows();
        this.parameters = parameters;
        this.activeBy = new boolean[parameters][size];
        this.active = new boolean[size];
        this.values = new double[size][rows];
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
        this.last = new double[parameters];

        // What no parameter moves is computed here, once for all evaluations.
        for (int i = 0; i < size; i++) {
            markActive(i);
            if (active[i]) {
                prepare(i, steps[i]);
            } else if (steps[i].kind() == Kind.FACTOR) {
                values[i] = columns.values(steps[i].place());
            } else {
                compute(i, steps[i], last);
            }
        }
        Arrays.fill(last, Double.NaN);
    }

    private void markActive(int i) {
        Step step = steps[i];
        for (int j = 0; j < parameters; j++) {
            activeBy[j][i] =
                    (step.kind() == Kind.VALUE && step.place() == j)
                            || (step.left() >= 0 && activeBy[j][step.left()])
                            || (step.right() >= 0 && activeBy[j][step.right()]);
            active[i] |= activeBy[j][i];
        }
    }

    /**
     * Gives a step the arrays for its derivatives. A derivative that is the value of a step, or the
     * same everywhere, shares an array that is there already: such a step is never differentiated.
     */
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
                byLeft[i] = values[step.right()];
                byRight[i] = values[step.left()];
                leftRight[i] = ones;
            }
            case OVER -> {
                byLeft[i] = new double[rows];
                byRight[i] = new double[rows];
                leftRight[i] = new double[rows];
                rightRight[i] = new double[rows];
            }

            // The least of two is one of them: it bends nowhere but where they meet.
            case LEAST -> {
                byLeft[i] = new double[rows];
                byRight[i] = new double[rows];
            }
            case ODDS -> prepareOdds(i);

            // An exponential is its own derivative.
            case CONSTANT_POWER, FUNCTION -> {
                boolean own = step.function() == Function.EXP;
                byLeft[i] = own ? values[i] : new double[rows];
                leftLeft[i] = own ? values[i] : new double[rows];
            }
            case NUMBER, VALUE, FACTOR, RAISED -> {}
        }
    }

    /** The derivatives of odds are found all at once, and so stand in one array. */
    private void prepareOdds(int i) {
        odds[i] = new double[Odds.DERIVATIVES][rows];
        byLeft[i] = odds[i][0];
        byRight[i] = odds[i][1];
        leftLeft[i] = odds[i][2];
        leftRight[i] = odds[i][3];
        rightRight[i] = odds[i][4];
    }

    /** Computes the active steps, unless the last numbers were the same. */
    void compute(double[] parameterValues) {
        if (Arrays.equals(parameterValues, last)) {
            return;
        }
        System.arraycopy(parameterValues, 0, last, 0, parameters);
        differentiated = false;
        for (int i = 0; i < steps.length; i++) {
            if (active[i]) {
                compute(i, steps[i], parameterValues);
            }
        }
    }

    private void compute(int i, Step step, double[] parameterValues) {
        double[] y = values[i];
        double[] a = step.left() < 0 ? zeros : values[step.left()];
        switch (step.kind()) {
            case NUMBER -> Arrays.fill(y, step.number());
            case VALUE -> Arrays.fill(y, parameterValues[step.place()]);
            case PLUS, MINUS, TIMES, OVER, LEAST, ODDS ->
                    combine(step.kind(), a, values[step.right()], y);
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

    /** Two parts into one: a loop for each kind, so that none of them branches from row to row. */
    private void combine(Kind kind, double[] a, double[] b, double[] y) {
        switch (kind) {
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
            default -> throw new IllegalStateException("not of two parts: " + kind);
        }
    }

    /** Computes the derivatives of the steps, once for the same numbers. */
    void differentiate() {
        if (differentiated) {
            return;
        }
        differentiated = true;
        for (int i = 0; i < steps.length; i++) {
            if (active[i] && steps[i].left() >= 0) {
                differentiate(i, steps[i], values[steps[i].left()], values[i]);
            }
        }
    }

    private void differentiate(int i, Step step, double[] a, double[] y) {
        switch (step.kind()) {
            case OVER -> differentiateQuotient(i, values[step.right()], y);

            // Where both are equal the left one counts, as it does for the value.
            case LEAST -> {
                double[] b = values[step.right()];
                for (int row = 0; row < rows; row++) {
                    byLeft[i][row] = a[row] <= b[row] ? 1 : 0;
                    byRight[i][row] = 1 - byLeft[i][row];
                }
            }
            case ODDS -> {
                double[] b = values[step.right()];
                for (int row = 0; row < rows; row++) {
                    Odds.differentiate(a[row], b[row], y[row], odds[i], row);
                }
            }

            // Not by the value over a, which is 0 / 0 where a is zero.
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

    /** By the value of the quotient itself, so that each row divides once. */
    private void differentiateQuotient(int i, double[] b, double[] y) {
        for (int row = 0; row < rows; row++) {
            double inverse = 1 / b[row];
            byLeft[i][row] = inverse;
            byRight[i][row] = -y[row] * inverse;
            leftRight[i][row] = -inverse * inverse;
            rightRight[i][row] = 2 * y[row] * inverse * inverse;
        }
    }
}
