package org.scalinglaws.law.curve;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * Evaluates multi-power laws with exact derivatives. Values are L0, A, alpha, B, C, beta, gamma. Only
 * the steps at which a rate changes are summed over; a power of the rate is taken once for each.
 *
 * <pre>
 *   P = (1 + C u)^-beta = e^(-beta q)      q = ln(1 + C u)      u = rate^-gamma S(k, t)
 *
 *   dq/dC = r = u / (1 + C u)              dq/dgamma = -C r ln rate</pre>
 */
final class MultiPowerSum implements Evaluator {
    static final Factor STEP = new Factor("step", "steps");
    static final Factor SCHEDULE = new Factor("schedule", "");

    /** Above it the plain logarithm and power round to 13 digits or more. */
    private static final double SMALL = 0.05;

    /** 1/k at place k, for so many terms of a series that the next one is below rounding. */
    private static final double[] RECIPROCALS = reciprocals(9);

    private static final int COUNT = 7;
    private static final int A = 1;
    private static final int ALPHA = 2;
    private static final int B = 3;
    private static final int C = 4;
    private static final int BETA = 5;
    private static final int GAMMA = 6;

    /** Sums over the drops of a row: of G, then of its first and second derivatives. */
    private static final int G = 0;

    private static final int BY_C = 1;
    private static final int BY_BETA = 2;
    private static final int BY_GAMMA = 3;
    private static final int BY_C_C = 4;
    private static final int BY_C_BETA = 5;
    private static final int BY_C_GAMMA = 6;
    private static final int BY_BETA_BETA = 7;
    private static final int BY_BETA_GAMMA = 8;
    private static final int BY_GAMMA_GAMMA = 9;
    private static final int SUMS = 10;

    private final int rows;
    private final double[] areas;
    private final double[] logs;

    /** The terms of a row stand from its beginning to that of the next. */
    private final int[] begins;

    private final int[] points;
    private final double[] weights;
    private final double[] distances;

    /** What the terms of several rows share: rates to which a drop leads. */
    private final double[] logRates;

    private final double[] powers;
    private double raised = Double.NaN;

    /** The sums of all rows at the numbers that they were last taken at, up to some derivatives. */
    private final double[] sums;

    private final double[] taken = {Double.NaN, Double.NaN, Double.NaN};
    private int takenUpTo;

    /** Who asks for second derivatives once asks for them after the first ones each time. */
    private boolean curved;

    MultiPowerSum(Columns columns, List<Schedule> schedules, List<Drops> drops) {
        this.rows = columns.rows();
        this.areas = new double[rows];
        this.begins = new int[rows + 1];
        this.sums = new double[rows * SUMS];

        // The terms of every row, one after the other.
        double[] steps = columns.values(0);
        double[] places = schedules.size() == 1 ? new double[rows] : columns.values(1);
        DropTerms terms = new DropTerms(drops);
        for (int row = 0; row < rows; row++) {
            try {
                int which = whole(places[row], SCHEDULE, schedules.size() - 1);
                Schedule schedule = schedules.get(which);
                int step = whole(steps[row], STEP, schedule.steps());
                areas[row] = Decimal.positive("area of the schedule", schedule.area(step));
                terms.gather(which, step, areas[row]);
                begins[row + 1] = terms.size();
            } catch (IllegalArgumentException refused) {
                throw new DataException("run " + (row + 1) + ": " + refused.getMessage(), refused);
            }
        }

        this.points = terms.points();
        this.weights = terms.weights();
        this.distances = terms.distances();
        this.logRates = terms.logRates();
        this.powers = new double[logRates.length];
        this.logs = Arrays.stream(areas).map(Math::log).toArray();
    }

    private void raise(double gamma) {
        if (gamma != raised) {
            raised = gamma;
            for (int i = 0; i < powers.length; i++) {
                powers[i] = gamma == 0 ? 1 : Math.exp(-gamma * logRates[i]);
            }
        }
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, COUNT);
        Require.length("predictions", predictions, rows);
        sum(values, G);
        for (int row = 0; row < rows; row++) {
            predictions[row] = loss(values, row);
        }
    }

    private double loss(double[] values, int row) {
        return values[0]
                + values[A] * Math.exp(-values[ALPHA] * logs[row])
                - values[B] * sums[row * SUMS];
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        Require.length("values", values, COUNT);
        Require.length("predictions", predictions, rows);
        Require.length("jacobian", jacobian, COUNT * rows);
        sum(values, curved ? BY_GAMMA_GAMMA : BY_GAMMA);
        for (int row = 0; row < rows; row++) {
            int at = row * SUMS;
            predictions[row] = loss(values, row);
            double power = Math.exp(-values[ALPHA] * logs[row]);
            jacobian[row] = 1;
            jacobian[A * rows + row] = power;
            jacobian[ALPHA * rows + row] = -values[A] * power * logs[row];
            jacobian[B * rows + row] = -sums[at];
            jacobian[C * rows + row] = -values[B] * sums[at + BY_C];
            jacobian[BETA * rows + row] = -values[B] * sums[at + BY_BETA];
            jacobian[GAMMA * rows + row] = -values[B] * sums[at + BY_GAMMA];
        }
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        Require.length("values", values, COUNT);
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, COUNT * COUNT);
        curved = true;
        sum(values, BY_GAMMA_GAMMA);
        for (int row = 0; row < rows; row++) {
            int at = row * SUMS;
            double slope = slopes[row];
            double moment = slope * Math.exp(-values[ALPHA] * logs[row]) * logs[row];
            add(hessian, A, ALPHA, -moment);
            add(hessian, ALPHA, ALPHA, values[A] * moment * logs[row]);
            add(hessian, B, C, -slope * sums[at + BY_C]);
            add(hessian, B, BETA, -slope * sums[at + BY_BETA]);
            add(hessian, B, GAMMA, -slope * sums[at + BY_GAMMA]);
            double scale = -slope * values[B];
            add(hessian, C, C, scale * sums[at + BY_C_C]);
            add(hessian, C, BETA, scale * sums[at + BY_C_BETA]);
            add(hessian, C, GAMMA, scale * sums[at + BY_C_GAMMA]);
            add(hessian, BETA, BETA, scale * sums[at + BY_BETA_BETA]);
            add(hessian, BETA, GAMMA, scale * sums[at + BY_BETA_GAMMA]);
            add(hessian, GAMMA, GAMMA, scale * sums[at + BY_GAMMA_GAMMA]);
        }
    }

    private static void add(double[] hessian, int j, int k, double value) {
        hessian[j * COUNT + k] += value;
        if (j != k) {
            hessian[k * COUNT + j] += value;
        }
    }

    /** Takes the sums of all rows, up to the derivatives asked for, unless they stand there already. */
    private void sum(double[] values, int last) {
        boolean same =
                values[C] == taken[0] && values[BETA] == taken[1] && values[GAMMA] == taken[2];
        if (same && last <= takenUpTo) {
            return;
        }
        System.arraycopy(values, C, taken, 0, taken.length);
        takenUpTo = last;
        raise(values[GAMMA]);
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows; row++) {
            sum(values[C], values[BETA], row, last);
        }
    }

    /** Sums over the drops before a row's step. */
    private void sum(double c, double beta, int row, int last) {
        int at = row * SUMS;
        for (int i = begins[row]; i < begins[row + 1]; i++) {
            double u = powers[points[i]] * distances[i];
            double cu = c * u;
            double q = cu < SMALL ? Math.log1p(cu) : Math.log(1 + cu);
            double saved = saved(beta == 0 ? 0 : beta * q);
            sums[at] += weights[i] * saved;
            if (last > G && cu < Double.POSITIVE_INFINITY) {
                double left = weights[i] * (1 - saved);
                double log = logRates[points[i]];
                double share = 1 / (1 + cu);
                double byC = cu < 1 ? u * share : (1 - share) / c;
                double byGamma = -log * (cu < 1 ? cu * share : 1 - share);
                slopes(at, left, beta, q, byC, byGamma);
                if (last > BY_GAMMA) {
                    curvatures(at, left, beta, q, byC, byGamma, share * log);
                }
            }
        }
    }

    /**
     * What is saved, 1 - exp(-x): by its Taylor series where it would be the rest of a one that is
     * rounded. Math.expm1 took a fifth of a fit.
     */
    private static double saved(double x) {
        if (x > SMALL) {
            return 1 - Math.exp(-x);
        }
        double sum = 1;
        for (int term = RECIPROCALS.length - 1; term > 1; term--) {
            sum = 1 - x * sum * RECIPROCALS[term];
        }
        return x * sum;
    }

    private static double[] reciprocals(int terms) {
        double[] reciprocals = new double[terms + 1];
        Arrays.setAll(reciprocals, k -> k == 0 ? 0 : 1.0 / k);
        return reciprocals;
    }

    private void slopes(int at, double left, double beta, double q, double byC, double byGamma) {
        sums[at + BY_C] += left * beta * byC;
        sums[at + BY_BETA] += left * q;
        sums[at + BY_GAMMA] += left * beta * byGamma;
    }

    /** The second derivatives of q are -r^2, -r ln(rate) / (1 + C u), -dq/dgamma times the same. */
    private void curvatures(
            int at, double left, double beta, double q, double byC, double byGamma, double fade) {
        double mixed = 1 - beta * q;
        sums[at + BY_C_C] -= left * beta * (1 + beta) * byC * byC;
        sums[at + BY_C_BETA] += left * mixed * byC;
        sums[at + BY_C_GAMMA] -= left * beta * byC * (fade + beta * byGamma);
        sums[at + BY_BETA_BETA] -= left * q * q;
        sums[at + BY_BETA_GAMMA] += left * mixed * byGamma;
        sums[at + BY_GAMMA_GAMMA] -= left * beta * byGamma * (fade + beta * byGamma);
    }

    /** A whole number from 0 up to the greatest. */
    static int whole(double value, Factor factor, int greatest) {
        if (value >= 0 && value <= greatest && value == Math.rint(value)) {
            return (int) value;
        }
        throw new IllegalArgumentException(
                String.format(
                        "%s must be a whole number from 0 to %d, got %s",
                        factor.name(), greatest, Decimal.format(value)));
    }
}
