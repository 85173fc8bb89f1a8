package org.scalinglaws.design;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.numeric.Root;
import org.scalinglaws.recipe.Factor;

/**
 * ln of optima over ln of factors by weighted least squares, each weighed by one over the sum of its own
 * variance and that of a scatter between groups (Paule and Mandel 1982); errors by the scatter that is
 * left (Hartung and Knapp 2001), so that they hold whether or not the groups scatter beyond their errors.
 */
final class OptimaLine {
    /** The scatter is sought up to so many times the plain variance of the residuals. */
    private static final double FAR = 100;

    private final double[] middles;
    private final LeastSquares line;
    private final LeastSquares shared;
    private final double scatter;
    private final double scale;
    private final double typical;
    private final double misfit;
    private final int spare;

    /**
     * Through optima.
     *
     * @param logs ln of each factor at each optimum
     * @param optima ln of the optima
     * @param variances of each by itself
     * @param shifts how far each moves with what they share, as a deviation
     */
    OptimaLine(double[][] logs, double[] optima, double[] variances, double[] shifts) {
        this.middles = Arrays.stream(logs).mapToDouble(OptimaLine::mean).toArray();
        double[][] columns = new double[logs.length + 1][optima.length];
        Arrays.fill(columns[0], 1);
        for (int factor = 0; factor < logs.length; factor++) {
            for (int i = 0; i < optima.length; i++) {
                columns[factor + 1][i] = logs[factor][i] - middles[factor];
            }
        }

        this.spare = optima.length - columns.length;
        this.misfit = weighted(columns, optima, variances, 0).squares();
        this.scatter = scatter(columns, optima, variances);
        this.line = weighted(columns, optima, variances, scatter);
        this.shared = weighted(columns, shifts, variances, scatter);
        this.scale = spare > 0 ? line.squares() / spare : Double.NaN;
        this.typical = scatter + mean(variances);
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    private static LeastSquares weighted(
            double[][] columns, double[] optima, double[] variances, double scatter) {
        double[] weights = Arrays.stream(variances).map(each -> 1 / (each + scatter)).toArray();
        return new LeastSquares(columns, optima, weights);
    }

    /** The variance between groups at which the weighted squares are as many as they should be. */
    private double scatter(double[][] columns, double[] optima, double[] variances) {
        if (!(spare > 0 && misfit > spare)) {
            return 0;
        }
        double[] alike = new double[optima.length];
        Arrays.fill(alike, 1);
        double most = FAR * new LeastSquares(columns, optima, alike).squares() / spare;
        double found =
                Root.ifAny(
                        tau -> weighted(columns, optima, variances, tau).squares() - spare,
                        0,
                        most);
        return Double.isNaN(found) ? 0 : found;
    }

    boolean isDetermined() {
        return line.isDetermined();
    }

    /** The exponents of the factors. */
    double exponent(int factor) {
        return line.coefficient(factor + 1);
    }

    /** The standard error of an exponent. */
    double error(int factor) {
        double[] row = new double[middles.length + 1];
        row[factor + 1] = 1;
        return Math.hypot(Math.sqrt(scale * line.variance(row)), shared.at(row));
    }

    private double[] row(double[] logs) {
        double[] row = new double[logs.length + 1];
        row[0] = 1;
        for (int factor = 0; factor < logs.length; factor++) {
            row[factor + 1] = logs[factor] - middles[factor];
        }
        return row;
    }

    /** ln of the optimum. */
    double at(double... logs) {
        return line.at(row(logs));
    }

    /** The standard error of ln of the optimum by the law. */
    double error(double... logs) {
        double[] row = row(logs);
        return Math.hypot(Math.sqrt(scale * line.variance(row)), shared.at(row));
    }

    /** The same of an optimum that is measured anew by a sweep such as these. */
    double errorOfAnother(double... logs) {
        return Math.hypot(error(logs), Math.sqrt(scale * typical));
    }

    /** How far groups scatter about the law beyond their own errors, as a deviation of the logarithm. */
    double scatter() {
        return Math.sqrt(scatter);
    }

    /** The squares about the law without such a scatter, in units of the optima's own errors. */
    double misfit() {
        return misfit;
    }

    int spare() {
        return spare;
    }

    /** ln of the factors of some groups. */
    static double[][] logs(List<TunedGroup> groups, List<Factor> factors) {
        double[][] logs = new double[factors.size()][groups.size()];
        for (int factor = 0; factor < logs.length; factor++) {
            for (int i = 0; i < groups.size(); i++) {
                logs[factor][i] = Math.log(groups.get(i).recipe().value(factors.get(factor)));
            }
        }
        return logs;
    }
}
