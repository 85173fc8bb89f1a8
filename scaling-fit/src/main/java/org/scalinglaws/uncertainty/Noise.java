package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.Objective;

/**
 * What measured losses scatter by about a fitted law: its residuals, each as large as the noise that
 * it came from. A fit pulls the law towards every run, so a residual is too small by the root of 1 -
 * h, h the leverage of its run.
 *
 * <pre>  u(i) = r(i) / sqrt(1 - h(i)),  h(i) = w(i) J(i)' (sum w J J')^-1 J(i)</pre>
 *
 * <p>A weight that counts runs plays no part in h: each of these runs pulls for itself.
 */
final class Noise {
    /** A run that decides a parameter alone has no residual to learn from. */
    private static final double MOST_LEVERAGE = 0.99;

    private final Objective objective;
    private final double[] predictions;
    private final double[] residuals;
    private final double[] weights;
    private final double scale;
    private final boolean counts;
    private final boolean robust;
    private final int parameters;

    Noise(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        double[] point = fit.solution().point();
        this.parameters = problem.coordinates().dimension();
        double[] losses = problem.runs().losses();
        this.objective = problem.objective();
        this.robust = !objective.isSquares();
        this.weights = problem.weights().toArray();
        this.counts = problem.runs().weightKind() == WeightKind.COUNTS;
        Linearisation<?> optimum = problem.at(point);
        this.residuals = optimum.residuals();
        this.predictions = new double[losses.length];
        Arrays.setAll(predictions, row -> measured(losses[row], -residuals[row]));
        double runs = problem.weights().counted();
        double squares = 0;
        for (int row = 0; row < losses.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }
        this.scale =
                objective.fitsScale()
                        ? Math.exp(point[parameters])
                        : deviation(problem, squares / Math.max(1, runs - parameters));

        // A row that pulls the law has a residual that is too small for its noise.
        double[] leverages = leverages(optimum.jacobian());
        for (int row = 0; row < losses.length; row++) {
            residuals[row] /= Math.sqrt(1 - leverages[row]);
        }
    }

    /** Known, or by the squares of residuals, or robustly where the fit is robust. */
    private double deviation(FitProblem<?> problem, double variance) {
        return problem.weights().knownVariance().isEmpty() && robust
                ? RobustScale.of(residuals, weights, counts, problem.coordinates().dimension())
                : Math.sqrt(problem.weights().knownVariance().orElse(variance));
    }

    private double[] leverages(double[] jacobian) {
        int[] all = IntStream.range(0, parameters).toArray();
        double[] sizes = new double[parameters];
        Arrays.fill(sizes, 1);

        // The hat matrix on its diagonal: how far a row pulls the law to itself.
        double[] inverse = new Information(jacobian, all, sizes, weights).inverse(1);
        double[] leverages = new double[weights.length];
        for (int row = 0; row < leverages.length; row++) {
            double sum = 0;
            for (int a = 0; a < parameters; a++) {
                for (int b = 0; b < parameters; b++) {
                    sum +=
                            jacobian[a * weights.length + row]
                                    * inverse[a * parameters + b]
                                    * jacobian[b * weights.length + row];
                }
            }
            double own = counts ? sum : weights[row] * sum;
            leverages[row] = Math.max(0, Math.min(MOST_LEVERAGE, own));
        }
        return leverages;
    }

    /** The size of residuals, each as large as its noise: by squares, or robustly as the fit is. */
    double level(double[] each) {
        double[] often = frequencies();
        if (robust) {
            return RobustScale.of(each, often, true, parameters);
        }
        double squares = 0;
        for (int row = 0; row < each.length; row++) {
            squares += often[row] * each[row] * each[row];
        }
        return Math.sqrt(squares / Arrays.stream(often).sum());
    }

    /** A loss with a residual added, in the objective's own residuals. */
    double measured(double loss, double residual) {
        return objective.residual().observed(loss, residual);
    }

    /** The residual that takes a prediction to a loss; the inverse of {@link #measured}. */
    double residual(double loss, double prediction) {
        return objective.residual().of(loss, prediction);
    }

    /** Residuals in order, each with the share of runs, by weight, that lie up to it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Ranked(double[] residuals, double[] shares) {
        double least() {
            return residuals[0];
        }

        double greatest() {
            return residuals[residuals.length - 1];
        }

        double shareUpTo(double residual) {
            int place = Arrays.binarySearch(residuals, residual);
            int upTo = place >= 0 ? place : -place - 2;
            return upTo < 0 ? 0 : shares[upTo];
        }
    }

    /** The residuals in order, each as large as it would be for a run of weight 1. */
    Ranked ranked() {
        double[] standard = new double[residuals.length];
        Arrays.setAll(standard, this::standard);
        return ranked(standard);
    }

    /** The residuals in order, each as large as it would be where noise has this deviation. */
    Ranked ranked(double[] deviations, double deviation) {
        double[] there = new double[residuals.length];
        Arrays.setAll(there, row -> residuals[row] / deviations[row] * deviation);
        return ranked(there);
    }

    private Ranked ranked(double[] standard) {
        double[] often = frequencies();
        int[] order = Quantiles.order(standard);
        double[] shares = Arrays.stream(order).mapToDouble(row -> often[row]).toArray();
        double total = Arrays.stream(shares).sum();
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i];
            shares[i] = sum / total;
        }
        return new Ranked(Arrays.stream(order).mapToDouble(row -> standard[row]).toArray(), shares);
    }

    /** The law's loss for each run. */
    double[] predictions() {
        return predictions;
    }

    /** How often each row counts: as often as it weighs, or once. */
    double[] frequencies() {
        double[] often = weights.clone();
        if (!counts) {
            Arrays.fill(often, 1);
        }
        return often;
    }

    /** How large the noise of a row is beside that of a row of weight 1. */
    double size(int row) {
        return counts ? 1 : 1 / Math.sqrt(weights[row]);
    }

    /** The residual that a row of weight 1 would have. */
    double standard(int row) {
        return residuals[row] / size(row);
    }

    /** The residual of each run, made as large as its noise. */
    double[] residuals() {
        return residuals;
    }

    /** A random residual of the density that belongs to the objective. */
    double draw(SplittableRandom random) {
        return scale * objective.rho().draw(random);
    }
}
