package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;

/**
 * The jackknife's covariance of the coordinates of a fit, without an ensemble of laws: each run, or group
 * of runs, is left out of the linear model about the optimum, and fitted again where that is far from
 * linear.
 *
 * <pre>  V = (n-1)/n sum over runs of (x(-i) - mean)(x(-i) - mean)'</pre>
 *
 * @see <a href="https://doi.org/10.1137/1.9781611970319">Efron (1982), The Jackknife, the Bootstrap
 *     and Other Resampling Plans, chapter 3</a>
 */
final class OmittedRuns<L extends LossLaw> {
    /** A coordinate that moves by more than this share of its size is not on a line any more. */
    private static final double FAR = 0.1;

    /** So few runs are each decisive, and quickly fitted: no line is trusted. */
    private static final int FEW = 24;

    private final Fit<L> fit;
    private final int[] free;
    private final double[] sizes;
    private final double[] point;
    private final double[] weights;
    private final Information information;
    private final LinearFits fits;

    /**
     * Of a fit.
     *
     * @param fit the fit
     * @param information of its free coordinates, by positive curvatures of the runs
     * @param free the coordinates
     * @param sizes what each of them is measured by
     * @param scale what residuals are divided by
     */
    OmittedRuns(Fit<L> fit, Information information, int[] free, double[] sizes, double scale) {
        FitProblem<L> problem = fit.problem();
        Linearisation<L> optimum = problem.at(fit.solution().point());
        this.fit = fit;
        this.free = free;
        this.sizes = sizes;
        this.point = optimum.point();
        this.weights = problem.weights().toArray();
        this.information = information;
        this.fits =
                new LinearFits(information, optimum.residuals(), problem.objective().rho(), scale);
    }

    /** Leaves out one run at a time; of a row that stands for several, one of them. */
    double[] ofRuns(boolean counts) {
        int rows = weights.length;
        double[][] moves = new double[rows][];
        double[] often = new double[rows];

        // A row that counts for less than a run moves the law by less, and as often.
        for (int row = 0; row < rows; row++) {
            double part = counts ? Math.min(1, weights[row]) : weights[row];
            moves[row] = move(new int[] {row}, part);
            often[row] = counts ? weights[row] / part / part : 1;
        }
        return covariance(moves, often);
    }

    /** Leaves out one group of rows at a time. */
    double[] ofGroups(List<int[]> groups) {
        double[][] moves =
                groups.stream()
                        .map(group -> move(group, Double.POSITIVE_INFINITY))
                        .toArray(double[][]::new);
        return covariance(moves, IntStream.range(0, moves.length).mapToDouble(i -> 1).toArray());
    }

    /** How far the free coordinates move without so much of some rows. */
    private double[] move(int[] rows, double part) {
        double[] kept = weights.clone();
        for (int row : rows) {
            kept[row] = Math.max(0, kept[row] - part);
        }
        double[] move = information.coloured(fits.solve(kept));
        return weights.length > FEW && isNear(move) ? move : refitted(move, kept);
    }

    private boolean isNear(double[] move) {
        for (int a = 0; a < move.length; a++) {
            if (!(Math.abs(move[a]) <= FAR * sizes[a]) || !isInside(move, a)) {
                return false;
            }
        }
        return true;
    }

    private boolean isInside(double[] move, int a) {
        double there = point[free[a]] + move[a];
        return there > fit.problem().coordinates().lower(free[a])
                && there < fit.problem().coordinates().upper(free[a]);
    }

    private double[] refitted(double[] move, double[] kept) {
        double[] start = point.clone();
        for (int a = 0; a < move.length; a++) {
            start[free[a]] += isInside(move, a) ? move[a] : 0;
        }
        double[] end =
                new Refitter<>(fit).refitFrom(start, kept, fit.problem().runs().losses()).point();
        return IntStream.range(0, move.length)
                .mapToDouble(a -> end[free[a]] - point[free[a]])
                .toArray();
    }

    private static double[] covariance(double[][] moves, double[] often) {
        double runs = Arrays.stream(often).sum();
        int n = moves[0].length;
        double[] means = new double[n];
        for (int i = 0; i < moves.length; i++) {
            for (int a = 0; a < n; a++) {
                means[a] += often[i] * moves[i][a] / runs;
            }
        }

        double[] covariance = new double[n * n];
        for (int i = 0; i < moves.length; i++) {
            for (int place = 0; place < covariance.length; place++) {
                double left = moves[i][place / n] - means[place / n];
                double right = moves[i][place % n] - means[place % n];
                covariance[place] += often[i] * left * right * (runs - 1) / runs;
            }
        }
        return covariance;
    }
}
