package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * A law carried over to a new setup, such as another corpus or tokenizer, by one run or a few: Gaussian
 * updating of the old law, its doubt and all.
 *
 * <pre>
 *  phi    = (ln E, ln A, alpha, ln B, beta),  before the new runs  N(old, V + S)
 *  S      = 0.3^2 for ln E, ln A, ln B together + 0.1^2 for each;  0 for the exponents
 *  run    ln L = ln L(phi) + noise of the old runs
 *  after  phi + K (ln L - ln L(phi)),  K = P J' (J P J' + s^2)^-1,  the covariance (1 - K J) P</pre>
 *
 * <p>Exponents are those of the old law, in doubt as they were; floor and scales move as far as the new
 * runs ask, and shrink to the old ones where these say nothing. A common factor is what another tokenizer
 * does to losses per token.
 *
 * @see <a href="https://doi.org/10.1115/1.3662552">Kalman (1960), A New Approach to Linear Filtering and
 *     Prediction Problems</a>
 */
public final class Calibration implements Intervals<ChinchillaLaw> {
    /** How far a setup moves floor and scales together, in ln. */
    private static final double COMMON = 0.3;

    /** How far it moves each of them alone, in ln. */
    private static final double OWN = 0.1;

    /** Iterations of the update about its own result. */
    private static final int ROUNDS = 5;

    private static final double STEP = 1e-5;
    private static final double UNLIKELY = 0.01;
    private static final int SIZE = 5;
    private static final int[] COEFFICIENTS = {0, 1, 3};

    private final double[] point;
    private final RealMatrix covariance;
    private final double variance;
    private final List<Finding> findings;

    private Calibration(
            double[] point, RealMatrix covariance, double variance, List<Finding> findings) {
        this.point = point;
        this.covariance = covariance;
        this.variance = variance;
        this.findings = List.copyOf(findings);
    }

    /**
     * Carries a law over.
     *
     * @param fit the law of the old setup, with its runs
     * @param runs of the new setup: one, or a few
     * @return the law of the new setup, in doubt
     * @throws NoFitException when the old runs leave a number of their law without an error, or the new
     *     runs are none
     */
    public static Calibration of(Fit<ChinchillaLaw> fit, Dataset runs) {
        requireNonNull(fit, "fit");
        requireNonNull(runs, "runs");
        if (runs.size() == 0) {
            throw new NoFitException("a calibration needs one run of the new setup or more, got 0");
        }
        double[] old = numbers(fit.law());
        RealMatrix before = doubt(fit);
        for (int one : COEFFICIENTS) {
            for (int other : COEFFICIENTS) {
                before.addToEntry(one, other, COMMON * COMMON + (one == other ? OWN * OWN : 0));
            }
        }

        // The old runs tell how far a run lies from its law.
        Dataset oldRuns = fit.problem().runs();
        double[] residuals = residuals(old, oldRuns);
        double squares = Arrays.stream(residuals).map(r -> r * r).sum();
        double noise = squares / Math.max(1, oldRuns.size() - SIZE);
        RealMatrix ofRuns = MatrixUtils.createRealIdentityMatrix(runs.size()).scalarMultiply(noise);

        // Each round takes the slopes where the last one ended, but starts from the old law.
        double[] point = old;
        RealMatrix gain = new Array2DRowRealMatrix(SIZE, runs.size());
        RealMatrix slopes = slopes(point, runs);
        for (int round = 0; round < ROUNDS; round++) {
            slopes = slopes(point, runs);
            RealMatrix spread = slopes.multiply(before).multiply(slopes.transpose()).add(ofRuns);
            gain = before.multiply(slopes.transpose()).multiply(inverse(spread));
            RealVector moved = vector(point).subtract(vector(old));
            RealVector off = vector(residuals(point, runs)).add(slopes.operate(moved));
            point = vector(old).add(gain.operate(off)).toArray();
        }
        RealMatrix kept =
                MatrixUtils.createRealIdentityMatrix(SIZE).subtract(gain.multiply(slopes));
        RealMatrix after = kept.multiply(before);
        return new Calibration(
                point, after, noise, List.of(said(old, before, runs, ofRuns, point)));
    }

    private static Finding said(
            double[] old, RealMatrix before, Dataset runs, RealMatrix ofRuns, double[] point) {
        RealMatrix slopes = slopes(point, runs);
        RealMatrix spread = slopes.multiply(before).multiply(slopes.transpose()).add(ofRuns);
        RealVector off = vector(residuals(old, runs));
        double distance = off.dotProduct(inverse(spread).operate(off));
        double chance =
                1 - new ChiSquaredDistribution(null, runs.size()).cumulativeProbability(distance);
        String moved =
                String.format(
                        Locale.ROOT,
                        "%s E by %+.1f %%, A by %+.1f %% and B by %+.1f %%",
                        runs.size() == 1 ? "1 new run moves" : runs.size() + " new runs move",
                        100 * Math.expm1(point[0] - old[0]),
                        100 * Math.expm1(point[1] - old[1]),
                        100 * Math.expm1(point[3] - old[3]));
        return chance >= UNLIKELY
                ? Finding.note(CheckName.ROLL_OUT, moved + "; the exponents are the old ones")
                : Finding.warning(
                        CheckName.ROLL_OUT,
                        String.format(
                                Locale.ROOT,
                                "%s, farther than a new setup moves them (chance %.2g): the old"
                                        + " exponents may not hold; fit the new setup by itself",
                                moved,
                                chance));
    }

    /** The covariance of the old numbers. */
    private static RealMatrix doubt(Fit<ChinchillaLaw> fit) {
        Covariance<ChinchillaLaw> errors = Covariance.of(fit);
        RealMatrix doubt = new Array2DRowRealMatrix(SIZE, SIZE);
        for (int one = 0; one < SIZE; one++) {
            for (int other = 0; other <= one; other++) {
                double product = errors.standardError(number(one));
                product *= errors.standardError(number(other));
                double correlation =
                        one == other ? 1 : errors.correlation(number(one), number(other));
                double entry = product == 0 ? 0 : product * correlation;
                if (!Double.isFinite(entry)) {
                    throw new NoFitException(
                            "the old runs do not determine their law: a calibration needs its errors");
                }
                doubt.setEntry(one, other, entry);
                doubt.setEntry(other, one, entry);
            }
        }
        return doubt;
    }

    private static ToDoubleFunction<ChinchillaLaw> number(int place) {
        return law -> numbers(law)[place];
    }

    private static double[] numbers(ChinchillaLaw law) {
        return new double[] {
            Math.log(law.e()), Math.log(law.a()), law.alpha(), Math.log(law.b()), law.beta()
        };
    }

    private static ChinchillaLaw law(double[] numbers) {
        return new ChinchillaLaw(
                Math.exp(numbers[0]),
                Math.exp(numbers[1]),
                numbers[2],
                Math.exp(numbers[3]),
                numbers[4]);
    }

    private static RealVector vector(double[] values) {
        return MatrixUtils.createRealVector(values);
    }

    private static RealMatrix inverse(RealMatrix matrix) {
        return new LUDecomposition(matrix).getSolver().getInverse();
    }

    private static double[] residuals(double[] numbers, Dataset runs) {
        ChinchillaLaw law = law(numbers);
        double[] residuals = new double[runs.size()];
        for (int row = 0; row < residuals.length; row++) {
            Run run = runs.run(row);
            residuals[row] = Math.log(run.loss().nats() / law.loss(run.recipe()));
        }
        return residuals;
    }

    private static RealMatrix slopes(double[] numbers, Dataset runs) {
        RealMatrix slopes = new Array2DRowRealMatrix(runs.size(), SIZE);
        for (int row = 0; row < runs.size(); row++) {
            Recipe recipe = runs.run(row).recipe();
            slopes.setRow(row, gradient(numbers, law -> Math.log(law.loss(recipe))));
        }
        return slopes;
    }

    /** Central differences. */
    private static double[] gradient(double[] numbers, ToDoubleFunction<ChinchillaLaw> quantity) {
        double[] gradient = new double[SIZE];
        for (int j = 0; j < SIZE; j++) {
            double[] near = numbers.clone();
            near[j] = numbers[j] + STEP;
            double above = quantity.applyAsDouble(law(near));
            near[j] = numbers[j] - STEP;
            gradient[j] = (above - quantity.applyAsDouble(law(near))) / (2 * STEP);
        }
        return gradient;
    }

    /** {@return the law of the new setup} */
    public ChinchillaLaw law() {
        return law(point);
    }

    /** By the delta method: the doubt of the old law and what the new runs leave of it. */
    @Override
    public Interval interval(double level, ToDoubleFunction<ChinchillaLaw> quantity) {
        requireNonNull(quantity, "quantity");
        return around(level, quantity.applyAsDouble(law()), standardError(quantity));
    }

    /** {@inheritDoc} Its ends have equal ratios to the number. */
    @Override
    public Optional<Interval> findPositive(double level, ToDoubleFunction<ChinchillaLaw> quantity) {
        requireNonNull(quantity, "quantity");
        return find(level, law -> Math.log(quantity.applyAsDouble(law)))
                .map(logs -> new Interval(Math.exp(logs.lower()), Math.exp(logs.upper())));
    }

    @Override
    public double standardError(ToDoubleFunction<ChinchillaLaw> quantity) {
        RealVector slopes = vector(gradient(point, requireNonNull(quantity, "quantity")));
        return Math.sqrt(Math.max(0, slopes.dotProduct(covariance.operate(slopes))));
    }

    /**
     * Where one more run of the new setup would be measured.
     *
     * @param level such as 0.9
     * @param recipe what is trained
     * @return nats per token
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Interval newRunInterval(double level, Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double error = standardError(law -> Math.log(law.loss(recipe)));
        Interval logs =
                around(level, Math.log(law().loss(recipe)), Math.hypot(error, Math.sqrt(variance)));
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    private static Interval around(double level, double centre, double error) {
        Quantiles.requireLevel(level);
        double times =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + level / 2);
        return new Interval(centre - times * error, centre + times * error);
    }

    /** How far the new runs move the law, and whether that is farther than setups move one. */
    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return String.format("calibrated %s", law());
    }
}
