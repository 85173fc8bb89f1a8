package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.SquaresCost;

/**
 * The logarithm of a {@link Posterior}'s density in the coordinates of a fit, up to a constant, and
 * its rough shape about the optimum. For one thread.
 */
final class PosteriorDensity {
    private static final int PLACES = 3;
    private static final double MOVE = 0.03;
    private static final double SAME = 1e-9;

    private final FitProblem<?> problem;
    private final Cost cost;
    private final Prior[] stated;
    private final boolean[] logarithmic;
    private final int[] leaders;
    private final double runs;
    private final double dispersion;
    private final double[] start;
    private final DMatrixRMaj precision;
    private final boolean steady;

    PosteriorDensity(Fit<?> fit, Map<String, Prior> priors) {
        this.problem = fit.problem();
        this.cost = problem.cost();
        List<Parameter> parameters = problem.family().parameters();
        this.stated = new Prior[parameters.size()];
        priors.forEach((name, prior) -> stated[free(problem, name)] = prior);
        this.logarithmic = new boolean[stated.length];
        this.leaders = new int[problem.coordinates().dimension()];
        for (int j = stated.length - 1; j >= 0; j--) {
            Parameter parameter = parameters.get(j);
            logarithmic[j] = parameter.scale() == Scale.LOG;
            if (isFree(problem, parameter.name())) {
                leaders[problem.coordinates().place(j)] = j;
            }
        }

        // What the runs say near the optimum sets the scale of the chain.
        this.runs = problem.weights().counted();
        double[] optimum = fit.solution().point();
        double scale = problem.objective().fitsScale() ? Math.exp(optimum[leaders.length]) : 1;
        Linearisation<?> linear = problem.at(optimum);
        Moments moments = Moments.of(problem, problem.objective(), scale, linear.residuals());
        this.dispersion = dispersion(moments);
        this.start = possible(optimum);
        this.precision = precision(linear.jacobian(), moments.curvatures(), scale);
        this.steady = isSteady();
    }

    /** Where a parameter stands, when a prior can speak of it. */
    static int free(FitProblem<?> problem, String name) {
        int place = problem.family().place(name);
        if (!isFree(problem, name)) {
            String other = problem.restrictions().tied().get(name);
            throw new IllegalArgumentException(
                    other == null || problem.coordinates().place(place) < 0
                            ? "parameter " + name + " is fixed: it takes no prior"
                            : String.format(
                                    "parameter %s is tied to %s: it takes the prior of that one",
                                    name, other));
        }
        return place;
    }

    private static boolean isFree(FitProblem<?> problem, String name) {
        return problem.coordinates().place(problem.family().place(name)) >= 0
                && !problem.restrictions().tied().containsKey(name);
    }

    /** What the objective is divided by: for squares, the variance of the noise. */
    private double dispersion(Moments moments) {
        if (problem.objective().fitsScale()) {
            return 1;
        }

        // A known variance takes no degree of freedom from the runs.
        double spare = problem.weights().knownVariance().isPresent() ? runs : runs - leaders.length;
        if (!(spare > 0)) {
            throw new NoFitException(
                    String.format(
                            "the noise of %s runs cannot be told from %d parameters",
                            Decimal.format(runs), leaders.length));
        }
        double dispersion = moments.sharpDispersion(spare);
        if (!(dispersion < Double.POSITIVE_INFINITY)) {
            throw new NoFitException(
                    String.format(
                            "objective '%s' does not bend at the fit: its noise has no size",
                            problem.objective().name()));
        }
        return Math.max(Double.MIN_NORMAL, dispersion);
    }

    /** The optimum, moved to where uniform priors allow it. */
    private double[] possible(double[] optimum) {
        double[] moved = optimum.clone();
        double[] values = problem.at(optimum).values();
        for (int j : leaders) {
            if (stated[j] instanceof Prior.Uniform range) {
                Parameter parameter = problem.family().parameters().get(j);
                if (range.upper() < parameter.lower() || range.lower() > parameter.upper()) {
                    throw new NoFitException("the priors allow no law near the fit");
                }
                values[j] = Math.max(range.lower(), Math.min(range.upper(), values[j]));
            }
        }
        if (!Arrays.equals(values, problem.at(optimum).values())) {
            double[] law = pointOf(problem, values);
            System.arraycopy(law, 0, moved, 0, law.length);
        }
        return moved;
    }

    private static <L extends LossLaw> double[] pointOf(FitProblem<L> problem, double[] values) {
        return problem.at(problem.family().at(values)).point();
    }

    /**
     * The curvature of minus the log density by Gauss and Newton, where the runs say nothing that of a
     * normal density as wide as the coordinate is large, or one e-fold.
     */
    private DMatrixRMaj precision(double[] jacobian, double[] curvatures, double scale) {
        int rows = curvatures.length;
        DMatrixRMaj sum = new DMatrixRMaj(cost.dimension(), cost.dimension());
        for (int a = 0; a < leaders.length; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int row = 0; row < rows; row++) {
                    product +=
                            curvatures[row] * jacobian[a * rows + row] * jacobian[b * rows + row];
                }
                sum.set(a, b, product / (scale * dispersion));
                sum.set(b, a, product / (scale * dispersion));
            }

            // A weak prior of its own size, so that a free direction can be proposed at all.
            double wide = Math.max(1, Math.abs(start[a]));
            sum.add(a, a, 1 / (wide * wide));
        }
        if (leaders.length < cost.dimension()) {
            sum.set(leaders.length, leaders.length, 2 * runs);
        }
        return sum;
    }

    double[] start() {
        return start;
    }

    DMatrixRMaj precision() {
        return precision;
    }

    double objective(double[] point) {
        return cost.value(point);
    }

    /** ln p, up to a constant; minus infinity where the law or its density does not exist. */
    double at(double[] point) {
        for (int a = 0; a < point.length; a++) {
            if (!(point[a] >= cost.lower(a) && point[a] <= cost.upper(a))) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        double prior = prior(point);
        if (!(prior > Double.NEGATIVE_INFINITY)) {
            return Double.NEGATIVE_INFINITY;
        }
        double density = prior + likelihood(cost.value(point));
        return Double.isNaN(density) ? Double.NEGATIVE_INFINITY : density;
    }

    private double likelihood(double objective) {
        return cost instanceof SquaresCost && problem.weights().knownVariance().isEmpty()
                ? -0.5 * runs * Math.log(Math.max(Double.MIN_NORMAL, 2 * objective))
                : -objective / dispersion;
    }

    /**
     * The priors' density of the coordinates: of a parameter on a log scale the logarithm, of another
     * the value, with the volume that these take up for each unit of the coordinates.
     */
    private double prior(double[] point) {
        Linearisation<?> here = problem.at(point);
        double[] values = here.values();
        double sum = steady ? 0 : logVolume(here);
        for (double value : values) {
            sum += Double.isFinite(value) ? 0 : Double.NaN;
        }
        for (int j : leaders) {
            Prior prior = stated[j];
            if (prior != null) {
                sum += prior.logDensity(values[j]) + (logarithmic[j] ? Math.log(values[j]) : 0);
            }
        }
        return sum;
    }

    private double logVolume(Linearisation<?> here) {
        int free = leaders.length;
        double[] values = here.values();
        DMatrixRMaj volume = new DMatrixRMaj(free, free);
        for (int a = 0; a < free; a++) {
            double[] slopes = here.slopes(a);
            for (int b = 0; b < free; b++) {
                int j = leaders[b];
                volume.set(b, a, logarithmic[j] ? slopes[j] / values[j] : slopes[j]);
            }
        }
        return Math.log(Math.abs(CommonOps_DDRM.det(volume)));
    }

    /**
     * Whether the volume is the same everywhere, as seen at a few places: so it is for power laws,
     * where a change of units shifts the logarithm of a coefficient by a multiple of an exponent.
     */
    private boolean isSteady() {
        double here = logVolume(problem.at(start));
        for (int place = 1; place <= PLACES; place++) {
            double[] moved = start.clone();
            for (int a = 0; a < moved.length; a++) {
                moved[a] += MOVE * (a + 1) / place;
            }
            double there = logVolume(problem.at(moved));
            if (!(Math.abs(there - here) <= SAME)) {
                return false;
            }
        }
        return true;
    }
}
