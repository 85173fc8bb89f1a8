package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What two recipes need for one loss, each by a law of its own and its best model size.
 *
 * @param loss the loss that both reach
 * @param reference the least compute of the reference; empty where its law never reaches the loss
 * @param recipe the least compute of the other recipe, empty likewise
 * @param worth the first over the second, empty where one is missing
 */
public record AtLoss(
        Loss loss, Optional<Compute> reference, Optional<Compute> recipe, Optional<Worth> worth) {
    /** Refuses nulls. */
    public AtLoss {
        requireNonNull(loss, "loss");
        requireNonNull(reference, "reference");
        requireNonNull(recipe, "recipe");
        requireNonNull(worth, "worth");
    }

    /**
     * What two laws need, such as two published ones; nothing is known of their errors.
     *
     * @param reference the law that the other is held against, of params and tokens in the same unit of loss
     * @param recipe the law of the recipe that is judged
     * @param loss the loss to reach, nats per token
     * @return with no compute for a law that never reaches the loss, and no interval
     */
    public static AtLoss of(LossLaw reference, LossLaw recipe, Loss loss) {
        requireNonNull(reference, "reference");
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        return of(loss, logCompute(reference, loss), logCompute(recipe, loss), Optional.empty());
    }

    /**
     * What two fitted laws need, with percentiles of the ratio over pairs of replicates: of two independent
     * ensembles any pairs will do, and those of equal number are taken. A pair of which one law never reaches
     * the loss could lie anywhere.
     *
     * @param reference laws of the reference about its fit, such as a bootstrap
     * @param recipe laws of the other recipe, of other runs
     * @param loss the loss to reach, nats per token
     * @param level of the interval, such as 0.9
     * @return with no compute for a law that never reaches the loss; the interval is empty where too many
     *     pairs do not
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1, or where an ensemble is empty
     */
    public static AtLoss of(Ensemble<?> reference, Ensemble<?> recipe, Loss loss, double level) {
        requireNonNull(reference, "reference");
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        Quantiles.requireLevel(level);
        double[] slow = reference.values(law -> logCompute(law, loss));
        double[] fast = recipe.values(law -> logCompute(law, loss));
        int pairs = Math.min(slow.length, fast.length);
        if (pairs == 0) {
            throw new IllegalArgumentException(
                    "both ensembles must have laws, got " + slow.length + " and " + fast.length);
        }
        double[] ratios = new double[pairs];
        Arrays.setAll(ratios, i -> slow[i] - fast[i]);
        return of(
                loss,
                logCompute(reference.estimate(), loss),
                logCompute(recipe.estimate(), loss),
                percentiles(ratios, level));
    }

    private static AtLoss of(Loss loss, double slow, double fast, Optional<Interval> logRatio) {
        Optional<Worth> worth =
                Double.isFinite(slow - fast)
                        ? Optional.of(
                                new Worth(
                                        Math.exp(slow - fast),
                                        logRatio.map(
                                                ends ->
                                                        new Interval(
                                                                Math.exp(ends.lower()),
                                                                Math.exp(ends.upper())))))
                        : Optional.empty();
        return new AtLoss(loss, compute(slow), compute(fast), worth);
    }

    /** What is no number counts below the lower end and above the upper one. */
    private static Optional<Interval> percentiles(double[] values, double level) {
        double[] below = new double[values.length];
        double[] above = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean known = Double.isFinite(values[i]);
            below[i] = known ? values[i] : Double.NEGATIVE_INFINITY;
            above[i] = known ? values[i] : Double.POSITIVE_INFINITY;
        }
        double tail = (1 - level) / 2;
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        double lower = percentile.evaluate(below, 100 * tail);
        double upper = percentile.evaluate(above, 100 * (1 - tail));
        return Double.isFinite(lower) && Double.isFinite(upper)
                ? Optional.of(new Interval(lower, upper))
                : Optional.empty();
    }

    /** The ln of the least compute that reaches a loss; NaN at or below the floor. */
    static double logCompute(LossLaw law, Loss loss) {
        try {
            LossSurface surface = LossSurface.of(law).despiteErrors();
            return Math.log(ComputeOptimal.of(surface).frontier().computeFor(loss).flops());
        } catch (NoPlanException never) {
            return Double.NaN;
        }
    }

    static Optional<Compute> compute(double log) {
        return Double.isFinite(log) ? Optional.of(Compute.flops(Math.exp(log))) : Optional.empty();
    }
}
