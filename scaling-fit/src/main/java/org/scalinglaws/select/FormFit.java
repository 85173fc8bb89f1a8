package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Coordinates;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.recipe.Recipe;

/**
 * A form fitted to evidence by weighted squares of ln L, with the errors of what it predicts and what
 * information criteria say of it.
 *
 * <pre>
 *  w    = weight of the evidence * (C / most C)^(1/2) * Huber's factor
 *  s^2  = sum w r^2 / (n - p), w over the mean of (C / most C)^(1/2)
 *  V    = (J' W J / s^2 + diag(1 / size^2))^-1
 *  AICc = n ln(sum w r^2 / n) + 2 k + 2 k (k + 1) / (n - k - 1),   k = p + 1
 *  BIC  = n ln(sum w r^2 / n) + k ln n</pre>
 *
 * <p>The second term of V says that no coordinate is off by much more than its own size, or a logarithm
 * by more than one: it bounds what the runs do not determine, and is nothing beside what they do.
 *
 * @param <L> the type of the law
 * @see <a href="https://doi.org/10.1007/b97636">Burnham and Anderson (2002), Model Selection and
 *     Multimodel Inference, section 2.4</a>
 */
public final class FormFit<L extends LossLaw> {
    /** ln L is never known better than this: rounding of what is written down. */
    private static final double LEAST_NOISE = 1e-5;

    /** A run that decides a number alone has no residual to learn from. */
    private static final double MOST_LEVERAGE = 0.99;

    /** Laws outside of this region of the sum of squares are no draws. */
    private static final double REGION = 0.999;

    private static final int ATTEMPTS = 100;

    private final Fit<L> fit;
    private final Linearisation<L> optimum;
    private final int[] free;
    private final double[] sizes;
    private final RealMatrix root;
    private final DecompositionSolver precision;
    private final double runs;
    private final double sum;
    private final double[] weights;
    private final double[] factors;

    FormFit(Fit<L> fit, Evidence evidence, double[] factors) {
        this.fit = fit;
        this.factors = factors.clone();
        this.optimum = fit.problem().at(fit.solution().point());
        this.free = optimum.free();
        this.sizes = new double[free.length];
        this.runs = evidence.counted();

        double[] all = optimum.sizes();
        Arrays.setAll(sizes, a -> all[free[a]] > 0 ? all[free[a]] : 1);
        this.weights = evidence.weights();
        double[] residuals = optimum.residuals();
        double[] discounts = evidence.discounts();
        double squares = 0;
        double kept = 0;
        for (int row = 0; row < weights.length; row++) {
            weights[row] *= discounts[row] * factors[row];
            squares += weights[row] * residuals[row] * residuals[row];
            kept += discounts[row] / weights.length;
        }
        squares /= kept;
        this.sum = Math.max(squares, runs * LEAST_NOISE * LEAST_NOISE);
        CholeskyDecomposition decomposition = new CholeskyDecomposition(information());
        this.root = decomposition.getLT();
        this.precision = decomposition.getSolver();
    }

    /** J' W J / s^2 with the prior on its diagonal, each coordinate in units of its size. */
    private RealMatrix information() {
        double[] jacobian = optimum.jacobian();
        int rows = weights.length;
        RealMatrix information = MatrixUtils.createRealIdentityMatrix(free.length);
        for (int a = 0; a < free.length; a++) {
            for (int b = 0; b <= a; b++) {
                double products = 0;
                for (int row = 0; row < rows; row++) {
                    products +=
                            weights[row]
                                    * jacobian[free[a] * rows + row]
                                    * jacobian[free[b] * rows + row];
                }
                double entry = products * sizes[a] * sizes[b] / variance();
                information.addToEntry(a, b, entry);
                if (a != b) {
                    information.addToEntry(b, a, entry);
                }
            }
        }
        return information;
    }

    /** {@return the fit} */
    public Fit<L> fit() {
        return fit;
    }

    /** {@return the law of least squares} */
    public L law() {
        return fit.law();
    }

    /** {@return the name of the form} */
    public String name() {
        return fit.problem().family().name();
    }

    /** {@return the law's numbers, in the order of the family, a new array} */
    public double[] values() {
        return fit.problem().family().values(fit.law());
    }

    /**
     * What the law expects.
     *
     * @param recipe what is trained
     * @return ln L
     */
    public double logLoss(Recipe recipe) {
        return Math.log(fit.law().loss(requireNonNull(recipe, "recipe")));
    }

    /**
     * The standard error of what the law expects.
     *
     * @param recipe what is trained
     * @return in ln L
     */
    public double logError(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return error(law -> Math.log(law.loss(recipe)));
    }

    /**
     * The standard error of any number read off the law, by the delta method.
     *
     * @param quantity the number
     * @return its error, in its own unit
     */
    public double error(ToDoubleFunction<? super L> quantity) {
        double[] gradient = optimum.gradient(requireNonNull(quantity, "quantity"), free, sizes);
        for (int a = 0; a < gradient.length; a++) {
            gradient[a] *= sizes[a];
        }
        RealVector slopes = MatrixUtils.createRealVector(gradient);
        return Math.sqrt(Math.max(0, slopes.dotProduct(precision.solve(slopes))));
    }

    /**
     * Another law of this form that the runs could as well have led to: multivariate Student's t about the
     * optimum, with the covariance V. Where the runs bend the sum of squares, that covariance reaches laws
     * which they contradict; such a law, beyond the F region of 99.9 %, is drawn anew.
     *
     * @param random what is drawn from
     * @return the law, the optimum itself where no draw is found; a coordinate that would pass its bound
     *     stays on it
     */
    public L draw(SplittableRandom random) {
        requireNonNull(random, "random");
        double most =
                parameters()
                        * new FDistribution(null, parameters(), degreesOfFreedom())
                                .inverseCumulativeProbability(REGION);
        double least = squares(fit.solution().point());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] point = point(random);
            if ((squares(point) - least) / variance() <= most) {
                return fit.problem().at(point).law();
            }
        }
        return fit.law();
    }

    /** Weighted squares of ln L at a point. */
    private double squares(double[] point) {
        double[] residuals = fit.problem().at(point).residuals();
        double squares = 0;
        for (int row = 0; row < weights.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : squares;
    }

    private double[] point(SplittableRandom random) {
        double[] drawn = new double[free.length];
        Arrays.setAll(drawn, a -> random.nextGaussian());
        RealVector vector = MatrixUtils.createRealVector(drawn);
        MatrixUtils.solveUpperTriangularSystem(root, vector);

        int freedom = (int) Math.round(degreesOfFreedom());
        double squares = 0;
        for (int i = 0; i < freedom; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
        }
        double stretch = Math.sqrt(freedom / squares);
        Coordinates coordinates = fit.problem().coordinates();
        double[] point = fit.solution().point().clone();
        for (int a = 0; a < free.length; a++) {
            double moved = point[free[a]] + stretch * sizes[a] * vector.getEntry(a);
            double lower = coordinates.lower(free[a]);
            double upper = coordinates.upper(free[a]);
            point[free[a]] = Math.max(lower, Math.min(upper, moved));
        }
        return point;
    }

    /** {@return s^2, the variance of ln L of a run that counts one} */
    public double variance() {
        return sum / Math.max(1, degreesOfFreedom());
    }

    /** {@return independent runs less the parameters of the form, at least one} */
    public double degreesOfFreedom() {
        return Math.max(1, runs - parameters());
    }

    /** {@return how many numbers the form has} */
    public int parameters() {
        return fit.problem().coordinates().dimension();
    }

    /** {@return Akaike's criterion, corrected for few runs; infinite where there are too few} */
    public double aicc() {
        double k = parameters() + 1.0;
        double spare = runs - k - 1;
        return spare > 0
                ? runs * Math.log(sum / runs) + 2 * k + 2 * k * (k + 1) / spare
                : Double.POSITIVE_INFINITY;
    }

    /**
     * How far off the form is where it has not seen the run: leave-one-out by the hat matrix.
     *
     * <pre>  sqrt(mean of w (r / (1 - h))^2),  h = w J V J' / s^2</pre>
     *
     * @return the root mean square, in ln L
     * @see <a href="https://doi.org/10.1080/00401706.1974.10489157">Allen (1974), the PRESS statistic</a>
     */
    public double leaveOneOut() {
        double[] residuals = optimum.residuals();
        double[] pulls = leverages();
        double squares = 0;
        for (int row = 0; row < weights.length; row++) {
            double alone = residuals[row] / (1 - pulls[row]);
            squares += weights[row] * alone * alone;
        }
        return Math.sqrt(squares / Arrays.stream(weights).sum());
    }

    /** h, how far each run pulls the law to itself, at most 0.99. */
    double[] leverages() {
        double[] jacobian = optimum.jacobian();
        int rows = weights.length;
        double[] pulls = new double[rows];
        for (int row = 0; row < rows; row++) {
            double[] slopes = new double[free.length];
            for (int a = 0; a < free.length; a++) {
                slopes[a] = jacobian[free[a] * rows + row] * sizes[a];
            }
            RealVector vector = MatrixUtils.createRealVector(slopes);
            double pull = weights[row] * vector.dotProduct(precision.solve(vector)) / variance();
            pulls[row] = Math.min(MOST_LEVERAGE, pull);
        }
        return pulls;
    }

    /** A fit of fewer numbers to the same runs, each weighing what it does here. */
    FormFit<L> restricted(Fit<L> held, Evidence evidence) {
        return new FormFit<>(held, evidence, factors);
    }

    /** {@return the Bayesian information criterion} */
    public double bic() {
        return runs * Math.log(sum / runs) + (parameters() + 1) * Math.log(runs);
    }

    @Override
    public String toString() {
        return fit.toString();
    }
}
