package org.scalinglaws.law;

import java.util.Arrays;
import org.scalinglaws.quantity.Require;

/**
 * Evaluates a sum of power laws with exact derivatives.
 *
 * <pre>  L = E + sum over k of A(k) x(k)^-alpha(k)</pre>
 *
 * <p>Values are E (where there is a floor), then A and alpha of each term. Powers are taken once for
 * each distinct value of a factor.
 */
final class PowerSum implements Evaluator {
    private final int rows;
    private final int terms;
    private final int floor;
    private final int count;
    private final double[][] logs;
    private final int[][] levels;
    private final double[][] powers;
    private final double[] raised;

    PowerSum(Columns columns, int terms, boolean withFloor) {
        this.rows = columns.rows();
        this.terms = terms;
        this.floor = withFloor ? 1 : 0;
        this.count = floor + 2 * terms;
        this.logs = new double[terms][];
        this.levels = new int[terms][rows];
        this.powers = new double[terms][];
        this.raised = new double[terms];
        Arrays.fill(raised, Double.NaN);
        for (int term = 0; term < terms; term++) {
            double[] values = columns.values(term);
            double[] distinct = distinct(values);
            for (int row = 0; row < rows; row++) {
                levels[term][row] = Arrays.binarySearch(distinct, values[row]);
            }
            logs[term] = Arrays.stream(distinct).map(Math::log).toArray();
            powers[term] = new double[distinct.length];
        }
    }

    private void raise(double[] values) {
        for (int term = 0; term < terms; term++) {
            double exponent = values[floor + 2 * term + 1];
            if (exponent != raised[term]) {
                raised[term] = exponent;
                double[] log = logs[term];
                double[] power = powers[term];
                for (int level = 0; level < log.length; level++) {
                    power[level] = Math.exp(-exponent * log[level]);
                }
            }
        }
    }

    /** Each value once, ascending. */
    private static double[] distinct(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || value != sorted[count - 1]) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, count);
        Require.length("predictions", predictions, rows);
        raise(values);
        Arrays.fill(predictions, 0, rows, floor == 1 ? values[0] : 0);
        for (int term = 0; term < terms; term++) {
            double coefficient = values[floor + 2 * term];
            double[] power = powers[term];
            int[] level = levels[term];
            for (int row = 0; row < rows; row++) {
                predictions[row] += coefficient * power[level[row]];
            }
        }
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        Require.length("jacobian", jacobian, count * rows);
        predict(values, predictions);
        if (floor == 1) {
            Arrays.fill(jacobian, 0, rows, 1);
        }
        for (int term = 0; term < terms; term++) {
            int place = floor + 2 * term;
            double coefficient = values[place];
            double[] power = powers[term];
            double[] log = logs[term];
            int[] level = levels[term];
            int scale = place * rows;
            int exponent = scale + rows;
            for (int row = 0; row < rows; row++) {
                double raised = power[level[row]];
                jacobian[scale + row] = raised;
                jacobian[exponent + row] = -coefficient * raised * log[level[row]];
            }
        }
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        Require.length("values", values, count);
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, count * count);
        raise(values);
        for (int term = 0; term < terms; term++) {
            int place = floor + 2 * term;
            double[] power = powers[term];
            double[] log = logs[term];
            int[] level = levels[term];
            double mixed = 0;
            double pure = 0;
            for (int row = 0; row < rows; row++) {
                double moment = slopes[row] * power[level[row]] * log[level[row]];
                mixed -= moment;
                pure += moment * log[level[row]];
            }
            hessian[place * count + place + 1] += mixed;
            hessian[(place + 1) * count + place] += mixed;
            hessian[(place + 1) * count + place + 1] += values[place] * pure;
        }
    }
}
