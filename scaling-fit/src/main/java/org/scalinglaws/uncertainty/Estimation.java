package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;

/** The runs of a fit about its optimum, and the covariances that can be estimated of them. */
final class Estimation<L extends LossLaw> {
    /** With more runs than these leaving each out takes too long where nobody asked for it. */
    private static final int MOST_OMITTED = 2_000;

    private final Fit<L> fit;
    private final FitProblem<L> problem;
    private final double[] weights;
    private final double[] residuals;
    private final double[] jacobian;
    private final int[] free;
    private final double[] sizes;
    private final boolean known;
    private final boolean counts;
    private final double scale;

    /** Found when first asked for. */
    private @Nullable Moments moments;

    private @Nullable Information plain;
    private @Nullable Information sharp;

    /** How a covariance is estimated of single rows. */
    enum Method {
        GAUSS_NEWTON("Gauss-Newton"),
        HC2(Estimate.HC2),
        SANDWICH("sandwich"),
        JACKKNIFE("jackknife");

        private final String title;

        Method(String title) {
            this.title = title;
        }
    }

    Estimation(Fit<L> fit, Linearisation<L> optimum, int[] free, double[] sizes) {
        this.fit = fit;
        this.problem = fit.problem();
        this.weights = problem.weights().toArray();
        this.residuals = optimum.residuals();
        this.jacobian = optimum.jacobian();
        this.free = free;
        this.sizes = sizes;
        this.known = problem.weights().knownVariance().isPresent();
        this.counts = problem.runs().weightKind() == WeightKind.COUNTS;
        int last = problem.coordinates().dimension();
        this.scale = problem.objective().fitsScale() ? Math.exp(optimum.point()[last]) : 1;
    }

    boolean isSquares() {
        return problem.objective().isSquares();
    }

    /** The usual method where a problem alone decides it: that of many rows, but by squares. */
    static Optional<Method> ofMany(FitProblem<?> problem) {
        boolean many = problem.runs().size() > MOST_OMITTED && !problem.objective().isSquares();
        return many ? Optional.of(Method.SANDWICH) : Optional.empty();
    }

    /** The method for rows that are independent of each other, where none is asked for. */
    Method usual() {
        if (isSquares()) {
            // Precisions say how far each run scatters: that is believed.
            boolean said = problem.runs().weightKind() != WeightKind.COUNTS;
            return said ? Method.GAUSS_NEWTON : Method.HC2;
        }
        boolean curved =
                Arrays.stream(residuals)
                        .anyMatch(r -> problem.objective().rho().curvature(r / scale) > 0);
        return known || !curved || residuals.length > MOST_OMITTED
                ? Method.SANDWICH
                : Method.JACKKNIFE;
    }

    /** Runs, counted by weight, less free coordinates. */
    double spare() {
        return problem.weights().counted() - free.length;
    }

    /** s^2, known or left by the residuals: by their squares, or robustly where the fit is robust. */
    double variance() {
        if (!isSquares() && !known) {
            double deviation = RobustScale.of(residuals, weights, counts, free.length);
            return deviation * deviation;
        }
        double squares = 0;
        for (int row = 0; row < residuals.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }
        return problem.weights().knownVariance().orElse(squares / Math.max(1, spare()));
    }

    private Moments moments() {
        if (moments == null) {
            moments = Moments.of(problem, problem.objective(), scale, residuals);
        }
        return moments;
    }

    /** What one run brings in of noise, as the objective feels it. */
    double runVariance() {
        if (isSquares()) {
            return variance();
        }
        return known
                ? moments().runVariance(moments().spare(spare()))
                : Moments.runVariance(problem.objective(), scale, Math.sqrt(variance()));
    }

    /** The same were each run curved alike: the weights alone. */
    Information plainInformation() {
        if (plain == null) {
            plain = informationOf(weights);
        }
        return plain;
    }

    /** The information that the runs have on the coordinates. */
    Information information() {
        if (isSquares()) {
            return plainInformation();
        }
        if (sharp == null) {
            sharp = informationOf(moments().sharpCurvatures());
        }
        return sharp;
    }

    private Information sharpened(Moments moments) {
        return isSquares() ? informationOf(moments.sharpCurvatures()) : information();
    }

    private Information informationOf(double[] curvatures) {
        return new Information(jacobian, free, sizes, curvatures);
    }

    /** The estimate for rows that are independent of each other. */
    Estimate of(Method method) {
        double spare = spare();
        Estimate.Freedom all = gradient -> spare;
        if (method == Method.GAUSS_NEWTON) {
            return new Estimate(method.title, information().inverse(variance()), 0, all);
        }
        if (method == Method.HC2) {
            LeverageCorrected corrected =
                    new LeverageCorrected(information(), residuals, weights, counts);
            return new Estimate(
                    method.title,
                    corrected.covariance(),
                    0,
                    gradient -> corrected.degreesOfFreedom(gradient, spare));
        }

        // Any other objective is smoothed where it has a kink.
        Moments moments = moments();
        if (method == Method.JACKKNIFE && spare > 0) {
            return new Estimate(method.title, omitted(moments).ofRuns(counts), 0, all);
        }

        double most = known ? 1 : problem.weights().counted() / Math.max(1, spare);
        double bandwidth = moments.bandwidth();
        String smoothed =
                bandwidth > 0 ? String.format(Locale.ROOT, ", bandwidth %.3g", bandwidth) : "";
        return new Estimate(
                method.title + smoothed,
                sharpened(moments).sandwich(moments.rowScores(), most),
                bandwidth,
                all);
    }

    private OmittedRuns<L> omitted(Moments moments) {
        return new OmittedRuns<>(fit, sharpened(moments), free, sizes, scale);
    }

    /** The estimate for groups of rows: a group is left out at a time, unless there are many. */
    Estimate of(Clusters clusters) {
        Moments moments = moments();
        double[] covariance =
                clusters.areOmitted()
                        ? omitted(moments).ofGroups(clusters.groups())
                        : sharpened(moments)
                                .clustered(
                                        moments.slopes(),
                                        clusters.groups(),
                                        clusters.inflation(
                                                problem.weights().counted(), free.length));
        return new Estimate(
                clusters.method(), covariance, 0, gradient -> clusters.degreesOfFreedom());
    }
}
