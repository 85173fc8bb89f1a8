package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Cost;

/**
 * Standard errors of a fit by linearisation, for any number read off the law. Weights count as
 * frequencies. A parameter that is fixed or lies on a bound has no error; one that the runs do not
 * determine has none either, and says so with NaN.
 *
 * @param <L> the type of the law
 */
public final class Covariance<L extends LossLaw> {
    private static final double STEP = 1e-5;
    private static final double SINGULAR = 1e-13;

    /** A coordinate that moves the predictions less than this share of another does nothing. */
    private static final double VANISHED = 1e-7;

    private final FitProblem<L> problem;
    private final double[] point;
    private final int[] free;
    private final double[] covariance;
    private final boolean[] determined;
    private final double condition;
    private final double bandwidth;
    private final double degreesOfFreedom;

    private Covariance(Fit<L> fit) {
        this.problem = fit.problem();
        this.point = fit.solution().point();
        Cost cost = problem.cost();
        int dimension = problem.freeParameters();
        this.free =
                IntStream.range(0, dimension)
                        .filter(a -> point[a] > cost.lower(a) && point[a] < cost.upper(a))
                        .toArray();
        double[] residuals = new double[problem.runs().size()];
        double[] jacobian = new double[residuals.length * dimension];
        problem.linearise(point, residuals, jacobian);
        Moments moments = new Moments(problem, scale(dimension), residuals, jacobian, free);
        this.bandwidth = moments.bandwidth();
        this.degreesOfFreedom = moments.runs() - free.length;
        int n = free.length;
        double[] scale = new double[n];
        Arrays.setAll(scale, a -> Math.sqrt(moments.bread(a, a)));
        double largest = Arrays.stream(scale).max().orElse(0);
        Arrays.setAll(scale, a -> scale[a] > VANISHED * largest ? scale[a] : 0);
        DMatrixRMaj bread = new DMatrixRMaj(n, n);
        DMatrixRMaj meat = new DMatrixRMaj(n, n);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                double size = scale[a] * scale[b];
                bread.set(a, b, size > 0 ? moments.bread(a, b) / size : 0);
                meat.set(a, b, size > 0 ? moments.meat(a, b) / size : 0);
            }
        }
        this.determined = new boolean[n];
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        this.condition = invert(bread, inverse);
        DMatrixRMaj half = new DMatrixRMaj(n, n);
        DMatrixRMaj whole = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(inverse, meat, half);
        CommonOps_DDRM.mult(half, inverse, whole);
        this.covariance = new double[n * n];
        double small = moments.runs() / Math.max(1, degreesOfFreedom);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                double size = scale[a] * scale[b];
                covariance[a * n + b] = size > 0 ? small * whole.get(a, b) / size : 0;
            }
        }
    }

    /**
     * The sandwich estimate, which holds whether or not residuals have one common size.
     *
     * <pre>  V = n/(n-p) B^-1 M B^-1,  B = sum w k J J',  M = sum w psi(r)^2 J J'
     *  k = (psi(r + h) - psi(r - h)) / 2h</pre>
     *
     * <p>J is the derivative of a residual. The smoothed curvature k is 1 for squares; for absolute
     * residuals it is Powell's kernel 1(|r| &lt;= h)/h, with Hall and Sheather's bandwidth h.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the covariance
     * @see <a href="https://doi.org/10.1017/CBO9780511754098">Koenker (2005), Quantile Regression,
     *     section 3.4</a>
     */
    public static <L extends LossLaw> Covariance<L> sandwich(Fit<L> fit) {
        return new Covariance<>(fit);
    }

    private double scale(int dimension) {
        return problem.objective().fitsScale() ? Math.exp(point[dimension]) : 1;
    }

    /** Inverts outside the null space, which is marked; returns the condition number. */
    private double invert(DMatrixRMaj matrix, DMatrixRMaj inverse) {
        int n = free.length;
        Arrays.fill(determined, true);
        if (n == 0) {
            return 1;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true);
        eigen.decompose(matrix.copy());
        double largest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            largest = Math.max(largest, eigen.getEigenvalue(k).real);
            least = Math.min(least, eigen.getEigenvalue(k).real);
        }
        for (int k = 0; k < n; k++) {
            double lambda = eigen.getEigenvalue(k).real;
            DMatrixRMaj vector = eigen.getEigenVector(k);
            boolean lost = !(lambda > SINGULAR * largest);
            for (int a = 0; a < n; a++) {
                if (lost && Math.abs(vector.get(a)) > 1e-3) {
                    determined[a] = false;
                }
                for (int b = 0; b < n && !lost; b++) {
                    inverse.add(a, b, vector.get(a) * vector.get(b) / lambda);
                }
            }
        }
        return least > 0 ? largest / least : Double.POSITIVE_INFINITY;
    }

    /**
     * The standard error of any number read off the law.
     *
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the error in the number's own unit; 0 for a number that is fixed, NaN for one that the
     *     runs do not determine, or when there are no more runs than parameters
     */
    public double standardError(ToDoubleFunction<L> quantity) {
        int n = free.length;
        double[] gradient = new double[n];
        for (int a = 0; a < n; a++) {
            gradient[a] = slope(quantity, free[a]);
            if (!determined[a] && Math.abs(gradient[a]) > 0) {
                return Double.NaN;
            }
        }
        double variance = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                variance += gradient[a] * covariance[a * n + b] * gradient[b];
            }
        }
        return degreesOfFreedom > 0 ? Math.sqrt(variance) : Double.NaN;
    }

    private double slope(ToDoubleFunction<L> quantity, int coordinate) {
        Cost cost = problem.cost();
        double[] moved = point.clone();
        double up = Math.min(point[coordinate] + STEP, cost.upper(coordinate));
        double down = Math.max(point[coordinate] - STEP, cost.lower(coordinate));
        moved[coordinate] = up;
        double above = quantity.applyAsDouble(problem.law(moved));
        moved[coordinate] = down;
        double below = quantity.applyAsDouble(problem.law(moved));
        return (above - below) / (up - down);
    }

    /**
     * An interval for any number read off the law, symmetric about it.
     *
     * @param level such as 0.95
     * @param quantity the number
     * @return estimate plus and minus the error times a quantile of Student's t
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ArithmeticException when the number has no standard error
     */
    public Interval interval(double level, ToDoubleFunction<L> quantity) {
        double centre = quantity.applyAsDouble(problem.law(point));
        double reach = quantile(level) * standardError(quantity);
        if (Double.isNaN(reach)) {
            throw new ArithmeticException(
                    "the runs do not determine this number: it has no interval");
        }
        return new Interval(centre - reach, centre + reach);
    }

    private double quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, got " + level);
        }
        return degreesOfFreedom > 0
                ? new TDistribution(null, degreesOfFreedom)
                        .inverseCumulativeProbability(0.5 + 0.5 * level)
                : Double.NaN;
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
            int place = j;
            double error = standardError(law -> problem.family().values(law)[place]);
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
     * @throws ArithmeticException when the parameter has no standard error
     */
    public Interval parameterInterval(double level, String parameter) {
        List<Parameter> parameters = problem.family().parameters();
        List<String> names = parameters.stream().map(Parameter::name).toList();
        int place = names.indexOf(parameter);
        if (place < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "law '%s' has no parameter '%s'; it has %s",
                            problem.family().name(), parameter, String.join(", ", names)));
        }
        ToDoubleFunction<L> value = law -> problem.family().values(law)[place];
        if (parameters.get(place).scale() == Scale.LINEAR) {
            return interval(level, value);
        }
        Interval logs = interval(level, law -> Math.log(value.applyAsDouble(law)));
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    /**
     * The parameters that cannot be told apart from each other, or from nothing, by these runs.
     *
     * @return their names; empty when all are determined
     */
    public List<String> undetermined() {
        List<Parameter> parameters = problem.family().parameters();
        return IntStream.range(0, parameters.size())
                .filter(j -> isUndetermined(problem.coordinate(j)))
                .mapToObj(j -> parameters.get(j).name())
                .toList();
    }

    private boolean isUndetermined(int coordinate) {
        int a = Arrays.binarySearch(free, coordinate);
        return a >= 0 && !determined[a];
    }

    /**
     * How unevenly the runs determine the parameters, in the fit's own centred coordinates scaled to
     * unit diagonal.
     *
     * @return the largest over the least eigenvalue; 1 at best, infinite when singular
     */
    public double condition() {
        return condition;
    }

    /**
     * Half the width over which the curvature of the objective is smoothed.
     *
     * @return h, in units of the residuals
     */
    public double bandwidth() {
        return bandwidth;
    }

    /**
     * Runs, counted by weight, less free parameters.
     *
     * @return the degrees of freedom of Student's t
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    @Override
    public String toString() {
        return "sandwich covariance: standard errors " + standardErrors();
    }
}
