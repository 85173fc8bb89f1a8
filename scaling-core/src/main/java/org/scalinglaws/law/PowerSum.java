package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

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
final class PowerSum implements Evaluator.Separable {
    private final int rows;
    private final int terms;
    private final int floor;
    private final int count;
    private final double[][] logs;
    private final int[][] levels;
    private final double[][] powers;

    private final double[] raised;

    /** What {@link #sumTerm} comes to. */
    private final double[] sums = new double[8];

    PowerSum(Columns columns, int terms, boolean withFloor) {
        this.rows = columns.rows();
        this.terms = terms;
        this.floor = withFloor ? 1 : 0;
        this.count = floor + 2 * terms;
        this.logs = new double[terms][];
        this.levels = new int[terms][];
        this.powers = new double[terms][];
        this.raised = new double[terms];
        Arrays.fill(raised, Double.NaN);
        for (int term = 0; term < terms; term++) {
            Distinct known = columns.distinct(term);
            levels[term] = known.ofRow();
            logs[term] = new double[known.values().length];
            for (int level = 0; level < logs[term].length; level++) {
                logs[term][level] = Math.log(known.values()[level]);
            }
            powers[term] = new double[logs[term].length];
        }
    }

    /** Some rows of another, with the powers of those values alone that they have. */
    private PowerSum(PowerSum all, int[] places) {
        this.rows = places.length;
        this.terms = all.terms;
        this.floor = all.floor;
        this.count = all.count;
        this.logs = new double[terms][];
        this.levels = new int[terms][rows];
        this.powers = new double[terms][];
        this.raised = new double[terms];
        Arrays.fill(raised, Double.NaN);

        // A value has a place, counted from 1, once a row with it was met.
        for (int term = 0; term < terms; term++) {
            int[] kept = new int[all.logs[term].length];
            double[] log = new double[Math.min(rows, kept.length)];
            int used = 0;
            for (int row = 0; row < rows; row++) {
                int level = all.levels[term][places[row]];
                if (kept[level] == 0) {
                    log[used] = all.logs[term][level];
                    kept[level] = ++used;
                }
                levels[term][row] = kept[level] - 1;
            }
            logs[term] = Arrays.copyOf(log, used);
            powers[term] = new double[used];
        }
    }

    @Override
    public PowerSum chosen(int... places) {
        requireNonNull(places, "places");
        for (int place : places) {
            Require.place("place", place, rows);
        }
        return new PowerSum(this, places);
    }

    private void raise(double[] values) {
        for (int term = 0; term < terms; term++) {
            double exponent = values[floor + 2 * term + 1];
            if (exponent != raised[term]) {
                raised[term] = exponent;
                Exponential.ofMultiples(-exponent, logs[term], powers[term]);
            }
        }
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

    @Override
    public int shape(int coefficient) {
        boolean isFloor = floor == 1 && coefficient == 0;
        boolean isTerm =
                coefficient >= floor && coefficient < count && (coefficient - floor) % 2 == 0;
        if (isFloor || isTerm) {
            return isFloor ? -1 : coefficient + 1;
        }
        throw new IllegalArgumentException("no coefficient stands at place " + coefficient);
    }

    @Override
    public void addDerivatives(
            double[] values,
            double[] slopes,
            double[] curvatures,
            double[] gradient,
            double[] hessian) {
        Require.length("values", values, count);
        Require.length("slopes", slopes, rows);
        Require.length("curvatures", curvatures, rows);
        Require.length("gradient", gradient, count);
        Require.length("hessian", hessian, count * count);
        raise(values);
        if (floor == 1) {
            addFloor(slopes, curvatures, gradient, hessian);
        }
        for (int term = 0; term < terms; term++) {
            addTerm(term, values, slopes, curvatures, gradient, hessian);
            for (int earlier = 0; earlier < term; earlier++) {
                addPair(earlier, term, values, curvatures, hessian);
            }
        }
    }

    private void addFloor(
            double[] slopes, double[] curvatures, double[] gradient, double[] hessian) {
        double slope = 0;
        double curvature = 0;
        for (int row = 0; row < rows; row++) {
            slope += slopes[row];
            curvature += curvatures[row];
        }
        gradient[0] += slope;
        hessian[0] += curvature;
    }

    /**
     * The derivatives by the coefficient and the exponent of a term, and with them those by the floor:
     * d/dA is the power, d/dalpha is -A times its moment.
     */
    private void addTerm(
            int term,
            double[] values,
            double[] slopes,
            double[] curvatures,
            double[] gradient,
            double[] hessian) {
        sumTerm(term, slopes, curvatures);
        int a = floor + 2 * term;
        double coefficient = values[a];
        gradient[a] += sums[0];
        gradient[a + 1] -= coefficient * sums[1];
        hessian[a * count + a] += sums[5];
        add(hessian, a, a + 1, -coefficient * sums[6] - sums[1]);
        hessian[(a + 1) * count + a + 1] += coefficient * (coefficient * sums[7] + sums[2]);
        if (floor == 1) {
            add(hessian, 0, a, sums[3]);
            add(hessian, 0, a + 1, -coefficient * sums[4]);
        }
    }

    /**
     * Sums of slopes times powers p, moments m and m times logarithms; of curvatures times p, m, p p,
     * p m and m m. Eight sums side by side do not wait for each other.
     */
    private void sumTerm(int term, double[] slopes, double[] curvatures) {
        double[] power = powers[term];
        double[] log = logs[term];
        int[] level = levels[term];
        double slopeP = 0;
        double slopeM = 0;
        double slopeML = 0;
        double curvatureP = 0;
        double curvatureM = 0;
        double curvaturePP = 0;
        double curvaturePM = 0;
        double curvatureMM = 0;

        // One pass over the runs.
        for (int row = 0; row < rows; row++) {
            double p = power[level[row]];
            double m = p * log[level[row]];
            double secondP = curvatures[row] * p;
            double secondM = curvatures[row] * m;
            slopeP += slopes[row] * p;
            slopeM += slopes[row] * m;
            slopeML += slopes[row] * m * log[level[row]];
            curvatureP += secondP;
            curvatureM += secondM;
            curvaturePP += secondP * p;
            curvaturePM += secondP * m;
            curvatureMM += secondM * m;
        }

        sums[0] = slopeP;
        sums[1] = slopeM;
        sums[2] = slopeML;
        sums[3] = curvatureP;
        sums[4] = curvatureM;
        sums[5] = curvaturePP;
        sums[6] = curvaturePM;
        sums[7] = curvatureMM;
    }

    /** The mixed derivatives by the numbers of two terms. */
    private void addPair(
            int left, int right, double[] values, double[] curvatures, double[] hessian) {
        double[] leftPower = powers[left];
        double[] leftLog = logs[left];
        int[] leftLevel = levels[left];
        double[] rightPower = powers[right];
        double[] rightLog = logs[right];
        int[] rightLevel = levels[right];
        double bothPowers = 0;
        double powerMoment = 0;
        double momentPower = 0;
        double bothMoments = 0;
        for (int row = 0; row < rows; row++) {
            double leftP = leftPower[leftLevel[row]];
            double p = curvatures[row] * leftP;
            double m = curvatures[row] * (leftP * leftLog[leftLevel[row]]);
            double otherP = rightPower[rightLevel[row]];
            double otherM = otherP * rightLog[rightLevel[row]];
            bothPowers += p * otherP;
            powerMoment += p * otherM;
            momentPower += m * otherP;
            bothMoments += m * otherM;
        }
        int a = floor + 2 * left;
        int b = floor + 2 * right;
        add(hessian, a, b, bothPowers);
        add(hessian, a, b + 1, -values[b] * powerMoment);
        add(hessian, a + 1, b, -values[a] * momentPower);
        add(hessian, a + 1, b + 1, values[a] * values[b] * bothMoments);
    }

    private void add(double[] hessian, int j, int k, double sum) {
        hessian[j * count + k] += sum;
        hessian[k * count + j] += sum;
    }
}
