package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;

/**
 * How the noise of a loss changes with scale: a variance function of two components, a run's own noise
 * that goes as a power of scale, and noise that stays, such as that of a finite evaluation set.
 *
 * <pre>
 *  s(x)^2 = own^2 (x / middle)^(2 power) + evaluation^2
 *  x      the one of N, D, ND and D/N along which sizes of residuals change most surely</pre>
 *
 * <p>It is read off the residuals of a fit, each made as large as its noise. The sizes are fitted by an
 * M-estimate whose score is bounded, so that a run that diverged plays no great part; the level is that of
 * their bulk. Whether noise changes at all is Wald's test of the exponent, at one false alarm in a thousand
 * over all directions; where it does not, the model is one size for all. The constant part is zero unless a
 * likelihood ratio asks for it.
 *
 * <p>Beyond the runs noise is never said to be less than at their quiet end.
 *
 * <pre>
 *   Fit&lt;ChinchillaLaw&gt; fit = NoiseModel.fit(Fitter.of(ChinchillaLaw.FAMILY), runs);</pre>
 *
 * @param direction the scale that it changes along: {@code params}, {@code tokens}, {@code compute} or
 *     {@code tokens per parameter}; empty where it does not change
 * @param middle the scale at the geometric mean of the runs, in the direction's unit
 * @param range the scales that the runs span
 * @param own the deviation of a residual at the middle that changes with scale, in the unit of the
 *     objective's residuals
 * @param evaluation the deviation that stays, in the same unit
 * @param power the exponent of the own deviation; 0 where it does not change
 * @param slope an interval of 95 % for the exponent of a single power of scale through all sizes
 * @param chance how often noise of one size would show as sure a change
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478543">Davidian and Carroll (1987), Variance
 *     Function Estimation, section 3</a>
 */
public record NoiseModel(
        String direction,
        double middle,
        Interval range,
        double own,
        double evaluation,
        double power,
        Interval slope,
        double chance) {
    /** As often the weights are made anew from the fit that they led to. */
    private static final int ROUNDS = 3;

    /** Refuses nulls, negative noise, and a power of scales that are not positive. */
    public NoiseModel {
        requireNonNull(direction, "direction");
        requireNonNull(range, "range");
        requireNonNull(slope, "slope");
        Decimal.finite("middle", middle);
        Decimal.nonNegative("own noise", own);
        Decimal.nonNegative("noise of the evaluation", evaluation);
        Decimal.finite("power", power);
        Decimal.nonNegative("chance", chance);
        if (power != 0) {
            Decimal.positive("middle", middle);
            Decimal.positive("least scale", range.lower());
        }
    }

    /**
     * The noise behind the residuals of a fit, whatever its runs weigh.
     *
     * @param fit the fit; rows that are checkpoints of training runs, and fewer than 12 rows, tell of no
     *     change
     * @param <L> the type of the law
     * @return the model
     */
    public static <L extends LossLaw> NoiseModel of(Fit<L> fit) {
        return new NoiseTrend(requireNonNull(fit, "fit"), false).model();
    }

    /**
     * What the weights of a fit leave of a change: the same model of residuals times the root of their
     * weights. Of a fit that is weighed rightly it does not change.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return the model
     */
    public static <L extends LossLaw> NoiseModel ofWeighed(Fit<L> fit) {
        return new NoiseTrend(requireNonNull(fit, "fit"), true).model();
    }

    /**
     * A fit weighed by its own noise: fitted, its noise modelled, and fitted again by precisions that
     * follow from it, three times (feasible generalised least squares). Where the noise does not change,
     * and where the runs state what it is, the first fit is the answer.
     *
     * @param fitter how to fit
     * @param runs what was observed
     * @param <L> the type of the law
     * @return the fit; {@link Fit#problem} holds the runs with their weights
     * @throws org.scalinglaws.problem.NoFitException as {@link Fitter#fit} does
     */
    public static <L extends LossLaw> Fit<L> fit(Fitter<L> fitter, Dataset runs) {
        requireNonNull(fitter, "fitter");
        Fit<L> fit = fitter.fit(requireNonNull(runs, "runs"));
        for (int round = 0; round < ROUNDS && runs.weightKind() != WeightKind.SIGMA; round++) {
            NoiseModel noise = of(fit);
            if (!noise.changes()) {
                return fit;
            }
            fit = fitter.fit(noise.weigh(runs));
        }
        return fit;
    }

    /**
     * Whether noise changes with scale.
     *
     * @return true where the runs show it
     */
    public boolean changes() {
        return power != 0;
    }

    /**
     * The noise of one run.
     *
     * @param recipe what it trains
     * @return the standard deviation of its residual, in the unit of the objective's residuals: a share
     *     of the loss where that is a logarithm
     */
    public double deviation(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return changes()
                ? deviation(NoiseTrend.along(direction, recipe))
                : Math.hypot(own, evaluation);
    }

    /**
     * The noise at a scale.
     *
     * @param scale in the unit of the {@link #direction}
     * @return the standard deviation of a residual there
     */
    public double deviationAt(double scale) {
        Decimal.positive("scale", scale);
        return changes() ? deviation(Math.log(scale)) : Math.hypot(own, evaluation);
    }

    private double deviation(double logScale) {
        double quiet = Math.log(power < 0 ? range.upper() : range.lower());
        double held = power < 0 ? Math.min(logScale, quiet) : Math.max(logScale, quiet);
        return Math.hypot(own * Math.exp(power * (held - Math.log(middle))), evaluation);
    }

    /** The residuals of a fit in order, as large as they would be at a recipe. */
    Noise.Ranked residuals(Fit<?> fit, Noise noise, Recipe recipe) {
        if (!changes()) {
            return noise.ranked();
        }
        Dataset runs = fit.problem().runs();
        double[] deviations = new double[runs.size()];
        Arrays.setAll(deviations, row -> deviation(runs.run(row).recipe()));
        return noise.ranked(deviations, deviation(recipe));
    }

    /**
     * Runs that weigh as much as their noise lets them: precisions {@code 1 / s(x)^2}. A row that counts
     * more than one run weighs as many times as much; other weights that were there are no longer.
     *
     * @param runs what was observed
     * @return the same runs with other weights; the same where noise does not change
     */
    public Dataset weigh(Dataset runs) {
        requireNonNull(runs, "runs");
        if (!changes()) {
            return runs;
        }
        boolean counts = runs.weightKind() == WeightKind.COUNTS;
        return runs.withWeights(
                WeightKind.PRECISION,
                run -> (counts ? run.weight() : 1) / Math.pow(deviation(run.recipe()), 2));
    }

    /**
     * Writes the model.
     *
     * @return such as {@code noise 0.0061 at 2.1e+20 compute, power -0.25 of it (-0.31 to -0.19)}
     */
    @Override
    public String toString() {
        if (!changes()) {
            return String.format(Locale.ROOT, "noise %.3g at every scale", deviationAt(middle));
        }
        return String.format(
                Locale.ROOT,
                "noise %.3g at %.3g %s, power %.2f of it (%.2f to %.2f)%s",
                Math.hypot(own, evaluation),
                middle,
                direction,
                power,
                slope.lower(),
                slope.upper(),
                evaluation > 0 ? String.format(Locale.ROOT, ", %.3g of it stays", evaluation) : "");
    }
}
