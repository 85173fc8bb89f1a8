package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.LongCall;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solver;

/**
 * Intervals by profiles: a number may be c when the best law with that number fits nearly as well as
 * the best of all. They follow a curved problem where a standard error cannot, need not be
 * symmetric, stay within the bounds, and are the same for a number and its logarithm.
 *
 * <pre>  D(c) = 2 (min F(q = c) - min F) / lambda  &lt;=  quantile</pre>
 *
 * <p>F is the objective of the fit. What it is measured by depends on its kind:
 *
 * <ul>
 *   <li>Squares: lambda = s^2 = sum w r^2 / (n - p), and D has the F distribution with 1 and n - p
 *       degrees of freedom. For a law that is linear in its parameters the interval is that of
 *       Student's t.
 *   <li>A likelihood: lambda = 1, and the quantile is n ln(1 + F/(n - p)) with that of F: were the
 *       noise normal this were the test of squares, for the scale of maximum likelihood is fitted as
 *       well. It comes to chi-squared where runs are many. The objective is taken at its word: where
 *       the noise is not of that density, with tails as heavy, the interval may be too narrow.
 *   <li>Any other, such as Huber's: lambda = [sum w psi^2 / (n - p)] / [sum w k / n] with psi the
 *       slope of the objective and k its smoothed curvature as in {@link Covariance#sandwich}, and
 *       the quantile of F. This is the robust likelihood-ratio test; for squares it is the first.
 * </ul>
 *
 * <p>Residuals are taken to have one common size. The profile is followed from law to law; another
 * valley that holds a lower law with the same number is not looked for, and would make the interval
 * longer. An interval costs some ten refits from nearby starts; where the objective is sharp, each
 * goes through the whole of its path.
 *
 * @param <L> the type of the law
 * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
 *     Analysis and Its Applications, chapter 6</a>
 * @see <a href="https://doi.org/10.1002/9781118186435">Hampel, Ronchetti, Rousseeuw and Stahel
 *     (1986), Robust Statistics, section 7.2</a>
 */
public final class ProfileLikelihood<L extends LossLaw>
        implements Intervals<L>, LongCall<ProfileLikelihood<L>> {
    /** A step of differences, as a share of a standard error, and at least of the coordinate. */
    private static final double STEP = 1e-3;

    private static final double LEAST_STEP = 1e-6;

    /** A number whose slope makes up less of its error than this has an extreme at the optimum. */
    private static final double STILL = 1e-3;

    private final String name;
    private final FitProblem<L> problem;
    private final Covariance<L> linear;
    private final double[] optimum;
    private final Fit<L> fit;
    private final Effort effort;
    private final Information information;
    private final double[] covariance;
    private final double[] steps;
    private final double dispersion;
    private final double degreesOfFreedom;

    /**
     * A point of a profile.
     *
     * @param quantity the number of the law
     * @param objective the least objective of all laws with this number
     * @param law the law that has it
     * @param <L> the type of the law
     */
    public record Point<L extends LossLaw>(double quantity, double objective, L law) {
        /** Refuses what is absent and numbers that are not finite. */
        public Point {
            Decimal.finite("quantity of a profile", quantity);
            Decimal.finite("objective of a profile", objective);
            requireNonNull(law, "law");
        }
    }

    private ProfileLikelihood(Fit<L> fit, Effort effort) {
        this.fit = fit;
        this.effort = effort;
        this.problem = fit.problem();
        this.optimum = fit.solution().point();
        Linearisation<L> linearised = problem.at(optimum);
        int dimension = problem.coordinates().dimension();
        int[] coordinates = IntStream.range(0, dimension).toArray();

        // The sandwich tells which numbers the runs determine at all.
        this.linear = Covariance.sandwich(fit);
        this.degreesOfFreedom = linear.degreesOfFreedom();
        boolean likelihood = problem.objective().fitsScale();
        double scale = likelihood ? Math.exp(optimum[dimension]) : 1;
        Moments moments = Moments.of(problem, problem.objective(), scale, linearised.residuals());
        this.dispersion = likelihood ? 1 : moments.dispersion(moments.spare(degreesOfFreedom));
        this.name =
                likelihood
                        ? "profile likelihood"
                        : problem.objective().isSquares() ? "profile of squares" : "robust profile";

        // The curvature sets the scale of every step along the profile.
        this.information =
                new Information(
                        linearised.jacobian(),
                        coordinates,
                        linearised.sizes(),
                        moments.curvatures());
        this.covariance = information.inverse(dispersion * scale);
        this.steps = Arrays.stream(coordinates).mapToDouble(this::step).toArray();
    }

    /**
     * Profiles of a fit.
     *
     * @param fit the fit, at its optimum
     * @param <L> the type of the law
     * @return intervals by profiles
     * @throws IllegalArgumentException when a few steps downhill lead to a better law
     */
    public static <L extends LossLaw> ProfileLikelihood<L> of(Fit<L> fit) {
        requireNonNull(fit, "fit");
        FitProblem<L> problem = fit.problem();
        double[] point = fit.solution().point();
        Cost cost = problem.cost();
        double spread =
                Arrays.stream(problem.at(point).residuals()).map(Math::abs).average().orElse(0);
        List<Objective> path = problem.objective().path(Math.max(spread, Double.MIN_NORMAL));
        Cost sharpest = problem.resample().cost(path.get(path.size() - 1));
        double[] lower = Solver.trustRegion().solve(sharpest, point).point();
        ProfileTrace.requireNoBetter(problem, cost.value(point), lower, cost.value(lower));
        return new ProfileLikelihood<>(fit, Effort.DEFAULT);
    }

    private double reach(int a) {
        double most = Math.max(1, Math.abs(optimum[a]));
        double error = Math.sqrt(covariance[a * problem.coordinates().dimension() + a]);
        return information.determined(a) && error < most ? error : most;
    }

    private double step(int a) {
        return Math.max(STEP * reach(a), LEAST_STEP * Math.max(0.01, Math.abs(optimum[a])));
    }

    /**
     * The numbers that fit nearly as well as the best.
     *
     * @param level such as 0.95
     * @param quantity the number
     * @return the interval; an end is infinite where the number goes on for 100 standard errors
     *     without a worse fit; where no law within the bounds goes further, the last one is the end;
     *     both ends are the estimate for a number that is fixed
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1; or when the way leads to a better
     *     law, so that the fit was not the optimum
     * @throws ScalingException when the runs do not determine the number, and neither end is
     *     reached
     * @throws InterruptedFitException when the thread is interrupted
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes
     */
    @Override
    public Interval interval(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        double root = root(level);
        return effort.call("the profile", () -> interval(quantity, root));
    }

    private Interval interval(ToDoubleFunction<L> quantity, double root) {
        double estimate = quantity.applyAsDouble(problem.at(optimum).law());
        CoordinateQuantity<L> along = new CoordinateQuantity<>(problem, quantity, steps);
        double[] gradient = new double[steps.length];
        double[] hessian = new double[steps.length * steps.length];
        along.differentiate(optimum, gradient, hessian);
        if (isConstant(gradient, hessian)) {
            return new Interval(estimate, estimate);
        }

        // Without spare runs there is no scale to measure a worse fit by.
        boolean told = degreesOfFreedom > 0 || problem.weights().knownVariance().isPresent();
        if (!(told && dispersion >= 0 && Double.isFinite(estimate))) {
            throw undetermined();
        }
        if (dispersion == 0) {
            return new Interval(estimate, estimate);
        }

        // Each end is followed by itself.
        ProfileTrace<L> trace = trace(along, gradient, hessian);
        ProfileTrace.End lower = trace.end(-1, root);
        ProfileTrace.End upper = trace.end(1, root);
        boolean open = !lower.closed() && !upper.closed();
        if (open && Double.isNaN(linear.standardError(quantity))) {
            throw undetermined();
        }
        return new Interval(
                Math.min(estimate, lower.quantity()), Math.max(estimate, upper.quantity()));
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public ProfileLikelihood<L> withEffort(Effort effort) {
        return new ProfileLikelihood<>(fit, requireNonNull(effort, "effort"));
    }

    /**
     * The error by {@link Covariance#sandwich}, for a profile has none of its own.
     *
     * @param quantity the number
     * @return the error in the number's own unit; 0 for a number that is fixed, NaN for one that the
     *     runs do not determine
     */
    @Override
    public double standardError(ToDoubleFunction<L> quantity) {
        return linear.standardError(quantity);
    }

    @Override
    public List<Finding> findings() {
        return Independence.ofRows(problem.runs(), name).stream().toList();
    }

    private static ScalingException undetermined() {
        return new ScalingException("the runs do not determine this number: it has no interval");
    }

    /** The root of the quantile of D. */
    private double root(double level) {
        if (problem.weights().knownVariance().isPresent()) {
            return Quantiles.ofNormal(level);
        }
        double student = Quantiles.ofStudent(level, degreesOfFreedom);
        if (!problem.objective().fitsScale()) {
            return student;
        }

        // A scale of maximum likelihood is too small, and shrinks as the fit gets better.
        double runs = problem.weights().counted();
        return Math.sqrt(runs * Math.log1p(student * student / degreesOfFreedom));
    }

    private static boolean isConstant(double[] gradient, double[] hessian) {
        return Arrays.stream(gradient).allMatch(slope -> slope == 0)
                && Arrays.stream(hessian).allMatch(bend -> bend == 0);
    }

    private boolean determined(double[] gradient) {
        return IntStream.range(0, gradient.length)
                .allMatch(a -> information.determined(a) || gradient[a] == 0);
    }

    /** The standard error to second order; where there is none, how far a number moves of its kind. */
    private double size(double[] gradient, double[] hessian) {
        int n = gradient.length;
        double variance = 0;
        if (!determined(gradient)) {
            for (int a = 0; a < n; a++) {
                variance += Math.pow(gradient[a] * reach(a), 2);
            }
            return Math.sqrt(variance);
        }

        // Second order: half the trace of (H C)^2, for numbers that bend.
        double[] bent = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                variance += gradient[a] * covariance[a * n + b] * gradient[b];
                for (int c = 0; c < n; c++) {
                    bent[a * n + b] += hessian[a * n + c] * covariance[c * n + b];
                }
            }
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                variance += 0.5 * bent[a * n + b] * bent[b * n + a];
            }
        }
        return Math.sqrt(variance);
    }

    private ProfileTrace<L> trace(
            CoordinateQuantity<L> along, double[] gradient, double[] hessian) {
        double size = size(gradient, hessian);
        ProfileTrace<L> trace =
                new ProfileTrace<>(
                        problem,
                        optimum,
                        along,
                        size,
                        dispersion,
                        problem.weights().knownVariance().isPresent()
                                ? problem.runs().size()
                                : Math.max(1, degreesOfFreedom));

        // At an extreme the pull has no direction: the trace sets out from both sides.
        if (size(gradient, new double[hessian.length]) < STILL * size) {
            trace.setOutFrom(sidesteps(hessian));
        }
        return trace;
    }

    /** One standard error to both sides of the optimum, in the coordinate that a number bends in most. */
    private List<double[]> sidesteps(double[] hessian) {
        int n = steps.length;
        int most = 0;
        for (int a = 1; a < n; a++) {
            boolean more =
                    Math.abs(hessian[a * n + a]) * reach(a) * reach(a)
                            > Math.abs(hessian[most * n + most]) * reach(most) * reach(most);
            most = more ? a : most;
        }

        // The other coordinates go along, as their correlations say.
        double error = Math.sqrt(covariance[most * n + most]);
        if (!(error > 0)) {
            return List.of(optimum);
        }
        List<double[]> points = new ArrayList<>();
        for (int side : new int[] {-1, 1}) {
            double[] point = optimum.clone();
            for (int a = 0; a < n; a++) {
                double moved = point[a] + side * covariance[a * n + most] / error;
                double least = problem.coordinates().lower(a);
                point[a] = Math.max(least, Math.min(problem.coordinates().upper(a), moved));
            }
            points.add(point);
        }
        return points;
    }

    /**
     * The curve that an interval is read from, to be drawn.
     *
     * @param quantity the number
     * @param values where the curve is wanted
     * @return a point for each value, in their order; where no law within the bounds has the value,
     *     the point that comes nearest to it; the number of a point is its own to all digits, and the
     *     value within a millionth of a standard error
     * @throws IllegalArgumentException when a value is not finite; or when the way leads to a better
     *     law, so that the fit was not the optimum
     * @throws ScalingException when the number is fixed, or when every residual is zero
     * @throws InterruptedFitException when the thread is interrupted
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes
     */
    public List<Point<L>> profile(ToDoubleFunction<L> quantity, double... values) {
        requireNonNull(quantity, "quantity");
        requireNonNull(values, "values");
        for (double value : values) {
            Decimal.finite("value of a profile", value);
        }
        return effort.call("the profile", () -> points(quantity, values));
    }

    private List<Point<L>> points(ToDoubleFunction<L> quantity, double[] values) {
        CoordinateQuantity<L> along = new CoordinateQuantity<>(problem, quantity, steps);
        double[] gradient = new double[steps.length];
        double[] hessian = new double[steps.length * steps.length];
        double estimate = along.differentiate(optimum, gradient, hessian);
        if (isConstant(gradient, hessian)) {
            throw new ScalingException("this number is fixed: it has no profile");
        }
        if (!(dispersion > 0 && Double.isFinite(estimate))) {
            throw undetermined();
        }

        // From the estimate outward, so that each refit starts from a near one.
        ProfileTrace<L> trace = trace(along, gradient, hessian);
        Point<L>[] points = points(values.length);
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(values[i] - estimate)))
                .forEach(i -> points[i] = point(trace.at(values[i])));
        return List.of(points);
    }

    private Point<L> point(ProfileTrace.Step step) {
        return new Point<>(step.quantity(), step.objective(), problem.at(step.point()).law());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <L extends LossLaw> Point<L>[] points(int count) {
        return new Point[count];
    }

    /**
     * What twice the rise of the objective is measured by.
     *
     * @return lambda: s^2 for squares, 1 for a likelihood
     */
    public double dispersion() {
        return dispersion;
    }

    /**
     * Runs, counted by weight, less free parameters that are not on a bound.
     *
     * @return n - p
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    @Override
    public String toString() {
        return String.format(
                "%s by %s: dispersion %s, %s degrees of freedom",
                name,
                problem.objective().name(),
                Decimal.format(dispersion),
                Decimal.format(degreesOfFreedom));
    }
}
