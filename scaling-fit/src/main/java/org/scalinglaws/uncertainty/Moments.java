package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;

/** The two sums of a sandwich over runs: the smoothed curvature, and the squared scores. */
final class Moments {
    /** Normal noise is summed this far out, in this many standard deviations a step. */
    private static final double REACH = 8;

    private static final double SPACING = 1.0 / 16;

    private final double[] curvatures;
    private final double[] scores;
    private final double[] slopes;
    private final double bandwidth;
    private final double sharpening;
    private final double runs;
    private final double[] weights;
    private final boolean counts;
    private final boolean known;

    /** The moments of a problem's own residuals at a point, or of the noise where that is known. */
    static Moments of(
            FitProblem<?> problem, Objective objective, double scale, double[] residuals) {
        double[] weights = problem.weights().toArray();
        boolean counts = problem.runs().weightKind() == WeightKind.COUNTS;
        return problem.weights().knownVariance().isPresent()
                ? new Moments(
                        objective, weights, scale, problem.weights().knownVariance().getAsDouble())
                : new Moments(
                        objective, weights, scale, residuals, counts, problem.weights().counted());
    }

    /**
     * The moments of normal noise of a known size: {@code E psi(s Z)^2}, and the mean curvature {@code E
     * psi(s Z) Z / s} by Stein's identity, which needs no smoothing.
     */
    private Moments(Objective objective, double[] weights, double scale, double variance) {
        this.runs = weights.length;
        this.known = true;
        this.counts = false;
        this.weights = weights;
        this.bandwidth = 0;
        this.sharpening = 1;
        this.curvatures = new double[weights.length];
        this.scores = new double[weights.length];
        this.slopes = new double[weights.length];

        // The noise is known: moments are integrals over a normal density, by the trapezium rule.
        for (int row = 0; row < weights.length; row++) {
            double deviation = Math.sqrt(variance / weights[row]);
            double mass = 0;
            for (double z = -REACH; z <= REACH; z += SPACING) {
                double density = Math.exp(-0.5 * z * z);
                double slope = objective.rho().slope(deviation * z / scale);
                mass += density;
                curvatures[row] += density * slope * z;
                scores[row] += density * slope * slope;
            }
            curvatures[row] *= weights[row] / mass / deviation;
            scores[row] *= weights[row] / mass;
        }
    }

    private Moments(
            Objective objective,
            double[] weights,
            double scale,
            double[] residuals,
            boolean counts,
            double runs) {
        this.known = false;
        this.counts = counts;
        this.weights = weights;
        this.runs = runs;
        double spread = spread(residuals, weights, runs);
        this.bandwidth = Math.max(2 * reach(runs) * spread, 1e-15);
        this.sharpening = sharpening(objective, scale, spread, bandwidth);
        this.curvatures = new double[residuals.length];
        this.scores = new double[residuals.length];
        this.slopes = new double[residuals.length];

        // A slope that jumps has no derivative: the curvature is a difference over the bandwidth.
        for (int row = 0; row < residuals.length; row++) {
            double slope = objective.rho().slope(residuals[row] / scale);
            double above = objective.rho().slope((residuals[row] + bandwidth) / scale);
            double below = objective.rho().slope((residuals[row] - bandwidth) / scale);
            curvatures[row] = weights[row] * (above - below) / (2 * bandwidth);
            scores[row] = weights[row] * slope * slope;
            slopes[row] = weights[row] * slope;
        }
    }

    /** Hall and Sheather's bandwidth for the median of a normal of deviation 1, to one side. */
    private static double reach(double runs) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double density = normal.density(0);
        double share =
                Math.pow(runs, -1.0 / 3)
                        * Math.pow(normal.inverseCumulativeProbability(0.975), 2.0 / 3)
                        * Math.cbrt(1.5 * density * density);
        return normal.inverseCumulativeProbability(Math.min(0.999, 0.5 + share));
    }

    /** The robust spread, or the standard deviation where that is smaller. */
    private static double spread(double[] residuals, double[] weights, double runs) {
        double upper = Quantiles.weighted(residuals, weights, 0.75 * (runs + 1));
        double quartiles =
                (upper - Quantiles.weighted(residuals, weights, 0.25 * (runs + 1))) / 1.34;
        double sum = 0;
        for (int row = 0; row < residuals.length; row++) {
            sum += weights[row] * residuals[row] * residuals[row];
        }
        double deviation = Math.sqrt(sum / runs);
        return quartiles > 0 ? Math.min(quartiles, deviation) : deviation;
    }

    /**
     * What smoothing takes from the mean curvature of normal residuals: {@code E rho''(s Z) / E smoothed
     * rho''(s Z)}. It averages the density at the kink over the bulk, which is less dense.
     */
    private static double sharpening(
            Objective objective, double scale, double spread, double bandwidth) {
        if (!(spread > 0)) {
            return 1;
        }
        double sharp = 0;
        double smooth = 0;
        for (double z = -REACH; z <= REACH; z += SPACING) {
            double density = Math.exp(-0.5 * z * z);
            double residual = spread * z;
            sharp += density * objective.rho().slope(residual / scale) * z / spread;
            double rise =
                    objective.rho().slope((residual + bandwidth) / scale)
                            - objective.rho().slope((residual - bandwidth) / scale);
            smooth += density * rise / (2 * bandwidth);
        }
        return smooth > 0 && sharp > 0 ? sharp / smooth : 1;
    }

    /** Weight times smoothed curvature, run by run. */
    double[] curvatures() {
        return curvatures;
    }

    /** Weight times the curvature that smoothing would find of kinks as sharp as they are. */
    double[] sharpCurvatures() {
        return Arrays.stream(curvatures).map(smoothed -> sharpening * smoothed).toArray();
    }

    /** The squared scores of a sandwich: a row that is no count of runs scores once, by its weight. */
    double[] rowScores() {
        double[] sizes = scores.clone();
        for (int row = 0; row < sizes.length && !counts; row++) {
            sizes[row] *= weights[row];
        }
        return sizes;
    }

    /** Weight times slope, row by row, with its sign. */
    double[] slopes() {
        return slopes;
    }

    /** By what a sum over residuals is divided: known noise loses nothing to the parameters. */
    double spare(double degreesOfFreedom) {
        return known ? runs : Math.max(1, degreesOfFreedom);
    }

    /**
     * What twice the rise of the objective is measured by in the robust likelihood-ratio test: {@code
     * [sum w psi^2 / (n - p)] / [sum w k / n]}, which is s^2 for squares.
     */
    double dispersion(double spare) {
        double sizes = Arrays.stream(scores).sum() / spare;
        return sizes / (Arrays.stream(curvatures).sum() / runs);
    }

    /** The same by the mean curvature of kinks as sharp as they are: what a draw of a law rises by. */
    double sharpDispersion(double spare) {
        return dispersion(spare) / sharpening;
    }

    /** The asymptotic variance of a location estimated from one run by this objective. */
    double runVariance(double spare) {
        return dispersion(spare) / (Arrays.stream(curvatures).sum() / runs);
    }

    /** The same for normal noise of a size: {@code E psi(s Z)^2 / [E psi'(s Z)]^2}. */
    static double runVariance(Objective objective, double scale, double deviation) {
        double variance = deviation * deviation;
        return deviation > 0
                ? new Moments(objective, new double[] {1}, scale, variance).runVariance(1)
                : 0;
    }

    double bandwidth() {
        return bandwidth;
    }

    double runs() {
        return runs;
    }
}
