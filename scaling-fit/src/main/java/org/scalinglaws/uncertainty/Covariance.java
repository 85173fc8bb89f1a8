package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;

/**
 * Standard errors of a fit by linearisation, for any number read off the law. Weights mean what the
 * {@link org.scalinglaws.data.WeightKind} of the runs says. A parameter that is fixed or lies on a bound
 * has no error; one that the runs do not determine has none either, and says so with NaN.
 *
 * <pre>
 *   Interval alpha = Covariance.of(fit).interval(0.95, ChinchillaLaw::alpha);
 * </pre>
 *
 * @param <L> the type of the law
 */
public final class Covariance<L extends LossLaw> implements Intervals<L> {
    private final Fit<L> fit;
    private final FitProblem<L> problem;
    private final Linearisation<L> optimum;
    private final int[] free;
    private final double[] sizes;
    private final Information information;
    private final Estimate estimate;
    private final double degreesOfFreedom;
    private final double spare;
    private final double variance;
    private final double runVariance;
    private final Estimation<L> estimation;
    private final boolean known;
    private final boolean byGroups;

    /** By clusters of rows where there are any, else by rows: by a method, or the usual one. */
    private Covariance(
            Fit<L> fit, Estimation.@Nullable Method method, @Nullable Clusters clusters) {
        this.byGroups = clusters != null;
        this.problem = fit.problem();
        this.fit = fit;
        this.optimum = problem.at(fit.solution().point());
        this.free = optimum.free();
        double[] allSizes = optimum.sizes();
        this.sizes = Arrays.stream(free).mapToDouble(a -> allSizes[a]).toArray();
        this.estimation = new Estimation<>(fit, optimum, free, sizes);

        // Degrees of freedom count runs, or clusters of them; s^2 is known or left by the
        // residuals.
        this.spare = estimation.spare();
        this.degreesOfFreedom = clusters != null ? clusters.degreesOfFreedom() : spare;
        this.known = problem.weights().knownVariance().isPresent();
        this.variance = estimation.variance();
        this.runVariance = estimation.runVariance();
        this.information = estimation.information();
        this.estimate =
                clusters != null
                        ? estimation.of(clusters)
                        : estimation.of(method != null ? method : estimation.usual());
    }

    /**
     * The estimate to use unless you know better: {@link #ofRows}, and {@link #clustered} where rows are
     * checkpoints of two or more {@link org.scalinglaws.data.Dataset#trainingRuns training runs} whose
     * noise is not known.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the covariance
     */
    public static <L extends LossLaw> Covariance<L> of(Fit<L> fit) {
        requireNonNull(fit, "fit");
        Dataset runs = fit.problem().runs();
        Optional<String> column =
                fit.problem().weights().knownVariance().isPresent()
                        ? Optional.empty()
                        : runs.trainingRuns();
        return column.filter(name -> runs.texts(name).stream().distinct().count() > 1)
                .map(name -> clustered(fit, name))
                .orElseGet(() -> ofRows(fit));
    }

    /**
     * The estimate for rows that are independent of each other, by the objective of the fit.
     *
     * <pre>
     *  squares                    {@link #hc2 HC2}, with Bell and McCaffrey's degrees of freedom
     *  squares by precisions      {@link #gaussNewton Gauss-Newton}: how far runs scatter is said
     *  Huber's, and other curved  {@link #jackknife the jackknife}; of more than 2,000 rows the sandwich
     *  absolute residuals         {@link #sandwich the sandwich}
     *  others, the noise known    {@link #sandwich the sandwich}</pre>
     *
     * <p>None but Gauss-Newton believes that runs scatter as their weights say.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the covariance
     */
    public static <L extends LossLaw> Covariance<L> ofRows(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return ofRows(fit, Estimation.ofMany(fit.problem()));
    }

    /**
     * The estimate for rows that come in groups, such as the checkpoints of one training run: believes
     * only that groups are independent of each other. Student's t has one degree of freedom less than
     * there are groups.
     *
     * <pre>
     *  groups times rows up to 4 million  the jackknife by groups: V = (g-1)/g sum (x(-i) - mean)(x(-i) - mean)'
     *  more                               V = g/(g-1) (n-1)/(n-p) B^-1 (sum over groups of G G') B^-1,  G = sum w psi(r) J</pre>
     *
     * <p>A sandwich over few groups is much too narrow, for the law bends to each of them. With few
     * groups the jackknife is rough too: say how many there are beside its errors.
     *
     * @param fit the fit
     * @param column the label or factor whose values are the groups
     * @param <L> the type of the law
     * @return the covariance
     * @throws IllegalArgumentException when the runs lack the column, or it tells fewer than two groups
     *     apart
     * @see <a href="https://doi.org/10.3368/jhr.50.2.317">Cameron and Miller (2015), A Practitioner's
     *     Guide to Cluster-Robust Inference</a>
     */
    public static <L extends LossLaw> Covariance<L> clustered(Fit<L> fit, String column) {
        requireNonNull(fit, "fit");
        requireNonNull(column, "column");
        return new Covariance<>(fit, null, Clusters.of(fit.problem(), column));
    }

    /**
     * The jackknife: what the coordinates of the fit scatter by when each run is left out in turn. It
     * holds whether or not residuals have one common size, and for Huber's function with few runs.
     *
     * <pre>  V = (n-1)/n sum over runs of (x(-i) - mean)(x(-i) - mean)'</pre>
     *
     * <p>A run is left out of the linear model about the optimum, and the law fitted again where a
     * coordinate moves by more than a tenth. {@link Jackknife} fits all of them again. For absolute
     * residuals such errors do not settle however many runs there are.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the covariance
     * @see <a href="https://doi.org/10.1137/1.9781611970319">Efron (1982), The Jackknife, the Bootstrap
     *     and Other Resampling Plans, chapter 3</a>
     */
    public static <L extends LossLaw> Covariance<L> jackknife(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return new Covariance<>(fit, Estimation.Method.JACKKNIFE, null);
    }

    /**
     * The sandwich HC2 of squares, which holds whether or not residuals have one common size: each
     * squared residual is divided by what the law bends to its run.
     *
     * <pre>  V = B^-1 (sum w^2 r^2 / (1 - h) J J') B^-1,  B = sum w J J',  h = w J' B^-1 J</pre>
     *
     * <p>Student's t has the degrees of freedom of Bell and McCaffrey, which are each number's own:
     * few where few runs decide it.
     *
     * @param fit a fit by squares, of whatever residuals
     * @param <L> the type of the law
     * @return the covariance
     * @throws IllegalArgumentException when the objective is not a sum of squares
     * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon and White (1985), Some
     *     Heteroskedasticity-Consistent Covariance Matrix Estimators</a>
     */
    public static <L extends LossLaw> Covariance<L> hc2(Fit<L> fit) {
        requireNonNull(fit, "fit");
        requireSquares("an HC2", fit);
        return new Covariance<>(fit, Estimation.Method.HC2, null);
    }

    /**
     * The sandwich estimate, which holds whether or not residuals have one common size.
     *
     * <pre>  V = n/(n-p) B^-1 M B^-1,  B = c sum w k J J',  M = sum w psi(r)^2 J J'
     *  k = (psi(r + h) - psi(r - h)) / 2h,  c = E psi'(s Z) / E k(s Z)</pre>
     *
     * <p>Too narrow where runs are few: the package says by how much.
     *
     * <p>J is the derivative of a residual. The smoothed curvature k is 1 for squares; for absolute
     * residuals it is Powell's kernel 1(|r| &lt;= h)/h, with Hall and Sheather's bandwidth h. Smoothing
     * finds less curvature than there is, as it averages the density at the kink over the bulk; c makes
     * up for that, exactly for normal residuals Z of the spread s.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the covariance
     * @see <a href="https://doi.org/10.1017/CBO9780511754098">Koenker (2005), Quantile Regression,
     *     section 3.4</a>
     */
    public static <L extends LossLaw> Covariance<L> sandwich(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return ofRows(fit, Optional.of(Estimation.Method.SANDWICH));
    }

    /** By a method or the usual one; the fit's table, its checks and its plans all ask for the same. */
    private static <L extends LossLaw> Covariance<L> ofRows(
            Fit<L> fit, Optional<Estimation.Method> method) {
        return fit.problem()
                .remembered(
                        List.of(Covariance.class, method, fit.law(), fit.solution(), fit.solver()),
                        () -> new Covariance<>(fit, method.orElse(null), null));
    }

    /**
     * The classical estimate, for residuals that have one common size. It holds for sums of squares
     * only.
     *
     * <pre>  V = s^2 (sum w J J')^-1,  s^2 = sum w r^2 / (n - p)</pre>
     *
     * <p>n counts the runs, p the free parameters, and s^2 is known where the runs state their deviations.
     * Computed from the singular values of the
     * weighted derivatives, not of their products, so that few digits are lost where parameters are
     * hard to tell apart.
     *
     * @param fit a fit by squares, of whatever residuals
     * @param <L> the type of the law
     * @return the covariance
     * @throws IllegalArgumentException when the objective is not a sum of squares
     * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
     *     Analysis and Its Applications, section 2.2</a>
     */
    public static <L extends LossLaw> Covariance<L> gaussNewton(Fit<L> fit) {
        requireNonNull(fit, "fit");
        requireSquares("a Gauss-Newton", fit);
        return new Covariance<>(fit, Estimation.Method.GAUSS_NEWTON, null);
    }

    private static void requireSquares(String what, Fit<?> fit) {
        if (!fit.problem().objective().isSquares()) {
            throw new IllegalArgumentException(
                    "the objective of "
                            + what
                            + " covariance must be squares, got "
                            + fit.problem().objective().name());
        }
    }

    /**
     * The standard error of any number read off the law.
     *
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the error in the number's own unit; 0 for a number that is fixed, NaN for one that the
     *     runs do not determine, or when there are no more runs than parameters
     */
    @Override
    public double standardError(ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        return error(gradient(quantity));
    }

    private double error(double[] gradient) {
        return Math.sqrt(together(gradient, gradient));
    }

    /** The covariance of two numbers by their gradients; NaN where the runs do not determine one. */
    private double together(double[] one, double[] other) {
        int n = free.length;
        for (int a = 0; a < n; a++) {
            if (!information.determined(a) && (Math.abs(one[a]) > 0 || Math.abs(other[a]) > 0)) {
                return Double.NaN;
            }
        }

        // The delta method: g C h.
        double sum = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                sum += one[a] * estimate.covariance()[a * n + b] * other[b];
            }
        }
        return known || degreesOfFreedom > 0 ? sum : Double.NaN;
    }

    private double[] gradient(ToDoubleFunction<L> quantity) {
        double[] reaches = IntStream.range(0, free.length).mapToDouble(this::reach).toArray();
        return optimum.gradient(quantity, free, reaches);
    }

    /** How far a coordinate is of one kind: its own size, its error when that is more. */
    private double reach(int a) {
        double error = Math.sqrt(estimate.covariance()[a * free.length + a]);
        double reach = Math.max(sizes[a], error < 1 ? error : 0);
        return reach > 0 ? reach : 1;
    }

    /** The exact error of a parameter, by the chain rule. */
    private double parameterError(int parameter) {
        return error(parameterGradient(parameter));
    }

    private double[] parameterGradient(int parameter) {
        return Arrays.stream(free).mapToDouble(a -> optimum.slopes(a)[parameter]).toArray();
    }

    /**
     * An interval for any number read off the law, symmetric about it.
     *
     * @param level such as 0.95
     * @param quantity the number
     * @return estimate plus and minus the error times a quantile of Student's t; of the normal
     *     distribution where the noise is known
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when the number has no standard error
     */
    @Override
    public Interval interval(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        double centre = quantity.applyAsDouble(optimum.law());
        double[] gradient = gradient(quantity);
        return around(centre, quantile(level, freedom(gradient)) * error(gradient));
    }

    private static Interval around(double centre, double reach) {
        if (Double.isNaN(reach)) {
            throw new ScalingException("the runs do not determine this number: it has no interval");
        }
        return new Interval(centre - reach, centre + reach);
    }

    @Override
    public Optional<Interval> findPositive(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        return find(level, law -> Math.log(quantity.applyAsDouble(law)))
                .map(logs -> new Interval(Math.exp(logs.lower()), Math.exp(logs.upper())));
    }

    private double quantile(double level, double freedom) {
        return known ? Quantiles.ofNormal(level) : Quantiles.ofStudent(level, freedom);
    }

    /** The degrees of freedom of an error; none are left where there are no more runs than parameters. */
    private double freedom(double[] gradient) {
        return degreesOfFreedom > 0 ? estimate.freedom().along(gradient) : degreesOfFreedom;
    }

    /**
     * The standard error of every parameter.
     *
     * @return errors by name, in the order of the family; NaN where there is none
     */
    public Map<String, Double> standardErrors() {
        Map<String, Double> errors = new LinkedHashMap<>();
        List<Parameter> parameters = problem.family().parameters();
        for (int j = 0; j < parameters.size(); j++) {
            double error = parameterError(j);
            errors.put(parameters.get(j).name(), error > 0 ? error : Double.NaN);
        }
        return errors;
    }

    /**
     * An interval for a parameter: for one on a log scale, of equal ratios, so that it stays above 0.
     *
     * @param level such as 0.95
     * @param parameter its name
     * @return the interval, its two ends at the estimate when the parameter is fixed
     * @throws IllegalArgumentException when the law has no such parameter
     * @throws ScalingException when the parameter has no standard error
     */
    public Interval parameterInterval(double level, String parameter) {
        List<Parameter> parameters = problem.family().parameters();
        int place = problem.family().place(parameter);
        double value = optimum.values()[place];
        double[] gradient = parameterGradient(place);
        double reach = quantile(level, freedom(gradient)) * error(gradient);
        if (parameters.get(place).scale() == Scale.LINEAR || reach == 0) {
            return around(value, reach);
        }
        Interval logs = around(Math.log(value), reach / value);
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    /**
     * An interval for the loss that one new run of weight 1, or of the mean precision, would measure: the
     * error of the law and the noise of the run together. It is symmetric on the scale of the residuals, and
     * reckons with noise near to normal: of one common size, or as large as the {@link NoiseModel} has it at
     * the recipe where the residuals change with scale. For an objective that is no sum of squares the size of the
     * noise is that of the bulk of the runs: a run that diverged does not widen it.
     *
     * <pre>  y = L or ln(L + offset);  y +- t sqrt(se(y)^2 + s^2),  s^2 = sum w r^2 / (n - p) for squares
     *  s = 1.4826 median |r|, without the p least, for others</pre>
     *
     * @param level such as 0.95
     * @param recipe what the new run trains
     * @return the range of its loss, nats per token
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1, or when the recipe lacks a factor
     *     that the law reads
     * @throws ScalingException when the runs do not determine the loss at the recipe
     * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
     *     Analysis and Its Applications, section 2.3</a>
     */
    public Interval newRunInterval(double level, Recipe recipe) {
        requireNonNull(recipe, "recipe");
        Residual residual = problem.objective().residual();
        ToDoubleFunction<L> scaled = law -> residual.scaled(law.loss(recipe));
        double[] gradient = gradient(scaled);
        double law = together(gradient, gradient);

        NoiseModel noise = NoiseModel.of(fit);
        double own = noise.changes() ? Math.pow(noise.deviation(recipe), 2) : variance;

        // Satterthwaite, for two variances that are read off the same residuals.
        double both = law + own;
        double doubt = law / Math.sqrt(freedom(gradient)) + own / Math.sqrt(spare);
        double freedom = degreesOfFreedom > 0 ? both * both / (doubt * doubt) : degreesOfFreedom;
        double reach = quantile(level, freedom) * Math.sqrt(both);
        Interval range = around(scaled.applyAsDouble(optimum.law()), reach);
        return new Interval(residual.unscaled(range.lower()), residual.unscaled(range.upper()));
    }

    /**
     * How the errors of two numbers go together.
     *
     * @param one a number read off the law
     * @param other another
     * @return the correlation, from -1 to 1; NaN when either is fixed or not determined
     */
    public double correlation(ToDoubleFunction<L> one, ToDoubleFunction<L> other) {
        requireNonNull(one, "one");
        requireNonNull(other, "other");
        return correlation(gradient(one), gradient(other));
    }

    private double correlation(double[] one, double[] other) {
        double size = error(one) * error(other);
        double share = together(one, other) / size;
        return size > 0 ? Math.max(-1, Math.min(1, share)) : Double.NaN;
    }

    /**
     * How the errors of the parameters go together.
     *
     * @return a new matrix of correlations, rows and columns in the order of the family; NaN where a
     *     parameter is fixed, on a bound or not determined
     */
    public double[][] correlations() {
        int count = problem.family().parameters().size();
        double[][] gradients = new double[count][];
        Arrays.setAll(gradients, this::parameterGradient);
        double[][] correlations = new double[count][count];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < count; k++) {
                correlations[j][k] = correlation(gradients[j], gradients[k]);
            }
        }
        return correlations;
    }

    /**
     * Tests whether a given law, such as a published one, may be the truth behind these runs, by all
     * free parameters together. Coefficients that cannot be negative, and parameters on a log scale, are
     * compared by their logarithms where both laws have them positive. The law is taken as exact.
     *
     * <p>Whatever the method, the test reckons with noise of one size, {@link #runVariance} (sum w J
     * J')^-1, for a covariance that lets each run scatter by its own rejects the truth far too often
     * when several numbers are tested together.
     *
     * @param law a law of the same family
     * @return Wald's test
     * @throws ScalingException when the runs do not determine every free parameter, or when one
     *     lies on a bound; and for errors by groups of rows
     */
    public JointTest test(L law) {
        requireNonNull(law, "law");
        return test(law, Quantities.free(problem, List.of(optimum.law(), law)));
    }

    /**
     * Tests whether a given law may be the truth behind these runs, by chosen numbers.
     *
     * @param law any law of which the numbers can be read
     * @param quantities the numbers to compare, at least one
     * @return Wald's test
     * @throws IllegalArgumentException when there is no number to compare
     * @throws ScalingException when the runs do not determine every number, or when one follows
     *     from the others; and for errors by groups of rows
     */
    public JointTest test(L law, List<ToDoubleFunction<L>> quantities) {
        requireNonNull(law, "law");
        Require.noNull("quantities", quantities);
        int count = quantities.size();
        JointTest.requireNumbers(count);
        requireRows();
        L fitted = optimum.law();
        double[] difference = new double[count];
        double[][] gradients = new double[count][];
        double[][] matrix = new double[count][count];

        // By the delta method: gradients on both sides of the covariance.
        for (int i = 0; i < count; i++) {
            ToDoubleFunction<L> quantity = quantities.get(i);
            difference[i] = quantity.applyAsDouble(fitted) - quantity.applyAsDouble(law);
            gradients[i] = gradient(quantity);
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = pooled(gradients[i], gradients[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return JointTest.of(difference, matrix, known ? Double.POSITIVE_INFINITY : spare);
    }

    /** The covariance of two numbers were the noise of all runs of one size, unless it is known. */
    private double pooled(double[] one, double[] other) {
        double own = together(one, other);
        if (known || Double.isNaN(own)) {
            return own;
        }
        Information plain = estimation.plainInformation();
        double[] left = plain.whitened(one);
        double[] right = plain.whitened(other);
        double sum = 0;
        for (int k = 0; k < left.length; k++) {
            sum += left[k] * right[k];
        }
        return runVariance * sum;
    }

    private void requireRows() {
        if (byGroups) {
            throw new ScalingException(
                    name()
                            + " has no joint test: so few groups say nothing of several numbers"
                            + " together; ask each for its interval");
        }
    }

    /**
     * The parameters that cannot be told apart from each other, or from nothing, by these runs.
     *
     * @return their names; empty when all are determined
     */
    public List<String> undetermined() {
        List<Parameter> parameters = problem.family().parameters();
        return IntStream.range(0, parameters.size())
                .filter(j -> isUndetermined(problem.coordinates().place(j)))
                .mapToObj(j -> parameters.get(j).name())
                .toList();
    }

    private boolean isUndetermined(int coordinate) {
        int a = Arrays.binarySearch(free, coordinate);
        return a >= 0 && !information.determined(a);
    }

    /**
     * How unevenly the runs determine the parameters, in the fit's own centred coordinates scaled to
     * unit diagonal.
     *
     * @return the largest over the least eigenvalue; 1 at best, infinite when singular
     */
    public double condition() {
        return information.condition();
    }

    @Override
    public List<Finding> findings() {
        return byGroups ? List.of() : Independence.ofRows(problem.runs(), kind()).stream().toList();
    }

    /**
     * Which estimate it is, with the bandwidth of one that has any.
     *
     * @return {@code HC2}, {@code jackknife}, {@code Gauss-Newton}, or such as {@code sandwich, bandwidth
     *     0.00630} or {@code group jackknife of 6 groups by run}
     */
    public String name() {
        return estimate.name();
    }

    /**
     * Half the width over which the curvature of the objective is smoothed.
     *
     * @return h, in units of the residuals; 0 for an estimate that smooths nothing
     */
    public double bandwidth() {
        return estimate.bandwidth();
    }

    /**
     * What one run of weight 1 brings in of noise, as this objective feels it: were the residuals of one
     * size everywhere, the covariance would be this times (sum w J J')^-1.
     *
     * <pre>
     *  squares    s^2 = sum w r^2 / (n - p)
     *  others     E psi(s Z)^2 / [E psi'(s Z)]^2,  Z normal,  s = 1.4826 median |r|, without the p least</pre>
     *
     * @return a variance, in squared units of the residuals
     */
    public double runVariance() {
        return runVariance;
    }

    /**
     * Runs, counted by weight, less free parameters; clusters less one.
     *
     * @return the degrees of freedom of Student's t; the most that a number has for HC2
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * What Student's t has for the interval of a number.
     *
     * @param quantity the number
     * @return for HC2 the degrees of freedom of Bell and McCaffrey; for others those of any number
     */
    public double degreesOfFreedom(ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        return freedom(gradient(quantity));
    }

    /**
     * Whether each number has degrees of freedom of its own.
     *
     * @return true for HC2
     */
    public boolean hasOwnFreedom() {
        return estimate.hasOwnFreedom();
    }

    /** The name without the bandwidth. */
    private String kind() {
        int comma = name().indexOf(',');
        return comma < 0 ? name() : name().substring(0, comma);
    }

    @Override
    public String toString() {
        return kind() + " covariance: standard errors " + standardErrors();
    }
}
