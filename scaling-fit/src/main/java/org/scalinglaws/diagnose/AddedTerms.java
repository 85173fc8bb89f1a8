package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;

/**
 * The F test of terms added to a fit: what further columns explain of the residuals once the law's own
 * derivatives have had their say. Under a right law with independent normal noise it gives an alarm as
 * often as its level says, whatever the columns were made of.
 *
 * <pre>  F = ((S0 - S1) / k) / (S1 / (n - p - k)),   S = sum w r^2 after least squares on the columns</pre>
 *
 * @param rows the rows that count: none far off the rest, which have a check of their own
 * @param basis orthonormal columns that span the weighted derivatives
 * @param residuals what these leave, in units of the root of a weight
 * @param scales the root of the weight of each row
 * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
 *     Analysis and Its Applications, section 3.10</a>
 */
@SuppressWarnings("ArrayRecordComponent")
record AddedTerms(int[] rows, List<double[]> basis, double[] residuals, double[] scales) {
    /** One sound table in so many may have an alarm of one check. */
    static final double FALSE_ALARMS = 1e-3;

    /** Fewer runs to spare than this leave nothing to judge by. */
    private static final int SPARE = 3;

    /** Residuals so many deviations out belong to rows and not to the form; deviations by the median. */
    private static final double FAR = 6;

    /** Median absolute deviation to standard deviation of a normal. */
    private static final double NORMAL = 1.4826;

    /** Of a column's length, so much must be left to count as a direction. */
    private static final double LOST = 1e-7;

    /** What is left of a law that passes through its runs is rounding: a share of a residual's unit. */
    private static final double ROUNDING = 1e-9;

    /**
     * What added columns explain.
     *
     * @param terms how many directions they add
     * @param spare degrees of freedom that are left
     * @param p how often chance alone explains as much
     * @param left the share of the squares of residuals that is left
     */
    record Outcome(int terms, int spare, double p, double left) {}

    /** Of the rows that lie with the rest. */
    static AddedTerms of(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        Linearisation<?> optimum = problem.at(fit.solution().point());
        double[] all = optimum.residuals();
        double[] weights = problem.weights().toArray();
        double[] scales = Arrays.stream(weights).map(Math::sqrt).toArray();
        double[] scaled =
                IntStream.range(0, all.length).mapToDouble(i -> scales[i] * all[i]).toArray();
        int[] rows = near(scaled, problem.coordinates().dimension());
        double[] jacobian = optimum.jacobian();
        int numbers = jacobian.length / all.length;

        // One step of least squares leads from any robust optimum to that of squares.
        List<double[]> basis = new ArrayList<>();
        for (int a = 0; a < numbers; a++) {
            int column = a;
            add(basis, pick(rows, row -> scales[row] * jacobian[column * all.length + row]));
        }
        double[] residuals = pick(rows, row -> scaled[row]);
        basis.forEach(direction -> removed(residuals, direction));
        return new AddedTerms(rows, basis, residuals, pick(rows, row -> scales[row]));
    }

    private static int[] near(double[] scaled, int numbers) {
        double[] sizes = Arrays.stream(scaled).map(Math::abs).toArray();
        int through = Math.min(numbers, sizes.length - 1);
        double limit = FAR * NORMAL * Quantiles.ranked(sizes, (through + sizes.length) / 2);
        return IntStream.range(0, scaled.length)
                .filter(row -> Math.abs(scaled[row]) <= limit)
                .toArray();
    }

    /** Whether there are runs enough, and noise, to tell a trend from chance. */
    boolean isPossible() {
        return spare() >= SPARE && spread() > ROUNDING;
    }

    int spare() {
        return rows.length - basis.size();
    }

    /** The standard deviation of the residuals. */
    double spread() {
        return Math.sqrt(squares(residuals) / Math.max(1, spare()));
    }

    /** A column of the rows that count. */
    double[] column(double[] ofAllRows) {
        return pick(rows, row -> ofAllRows[row]);
    }

    /** The residual of each row that counts, in the unit of the objective. */
    double[] plainResiduals() {
        return pick(range(), i -> residuals[i] / scales[i]);
    }

    /** The residuals made alike: the law hugs runs of high leverage. */
    double[] studentised() {
        return pick(
                range(),
                i -> {
                    double leverage = basis.stream().mapToDouble(b -> b[i] * b[i]).sum();
                    return residuals[i] / Math.sqrt(Math.max(LOST, 1 - leverage));
                });
    }

    /** What further columns, of the rows that count, explain of the residuals. */
    Outcome with(List<double[]> columns) {
        List<double[]> directions = new ArrayList<>(basis);
        double[] rest = residuals.clone();
        int terms = 0;
        for (double[] column : columns) {
            if (add(directions, scaled(column))) {
                removed(rest, directions.get(directions.size() - 1));
                terms++;
            }
        }
        int left = spare() - terms;
        if (terms == 0 || left < SPARE) {
            return new Outcome(terms, left, 1, 1);
        }
        double after = squares(rest);
        double f = (squares(residuals) - after) / terms / (after / left);
        double p = 1 - new FDistribution(null, terms, left).cumulativeProbability(f);
        return new Outcome(terms, left, p, after / squares(residuals));
    }

    private double[] scaled(double[] column) {
        double[] scaled = new double[scales.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scales[i] * column[i];
        }
        return scaled;
    }

    /** A share of chance in words; below the rounding of the distribution there are no digits. */
    static String chance(double p) {
        return p < 1e-14 ? "p < 1e-14" : String.format(Locale.ROOT, "p = %.1g", p);
    }

    private int[] range() {
        return IntStream.range(0, rows.length).toArray();
    }

    /** Adds what a column has beside the others, by Gram and Schmidt's rule, done twice for its digits. */
    private static boolean add(List<double[]> basis, double[] column) {
        double length = Math.sqrt(squares(column));
        for (int pass = 0; pass < 2; pass++) {
            basis.forEach(direction -> removed(column, direction));
        }
        double left = Math.sqrt(squares(column));
        if (!(left > LOST * length)) {
            return false;
        }
        for (int i = 0; i < column.length; i++) {
            column[i] /= left;
        }
        return basis.add(column);
    }

    private static void removed(double[] column, double[] direction) {
        double along = 0;
        for (int i = 0; i < column.length; i++) {
            along += column[i] * direction[i];
        }
        for (int i = 0; i < column.length; i++) {
            column[i] -= along * direction[i];
        }
    }

    private static double squares(double[] column) {
        return Arrays.stream(column).map(x -> x * x).sum();
    }

    private static double[] pick(int[] rows, IntToDoubleFunction value) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = value.applyAsDouble(rows[i]);
        }
        return picked;
    }
}
