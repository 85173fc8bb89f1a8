package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * The loss of a recipe that has not been trained, from several forms of the law together.
 *
 * @param recipe what would be trained
 * @param level of the intervals
 * @param loss the median of the forecast
 * @param mean where the law lies, nats per token
 * @param newRun where the loss of one new run lies, nats per token
 * @param plan the sizes that may be best, where a budget was asked for
 * @param distance how far beyond the runs it is
 * @param trusted whether nothing speaks against it: no WARNING, and every item of the checklist ticked
 * @param findings what does speak against it
 */
public record Forecast(
        Recipe recipe,
        double level,
        Loss loss,
        Interval mean,
        Interval newRun,
        Optional<PlanRange> plan,
        Distance distance,
        boolean trusted,
        List<Finding> findings) {
    /** Refuses nulls and an impossible level. */
    public Forecast {
        Quantiles.requireLevel(level);
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        requireNonNull(mean, "mean");
        requireNonNull(newRun, "newRun");
        requireNonNull(plan, "plan");
        requireNonNull(distance, "distance");
        findings = List.copyOf(Require.noNull("findings", findings));
    }

    /**
     * What forecasts from runs: every form that they can carry, mixed.
     *
     * @param runs runs with params, tokens and a positive loss
     * @return the forecaster, 90 % intervals unless said
     * @throws org.scalinglaws.data.DataException when a run lacks params or tokens, or has a loss that is
     *     not positive
     * @throws org.scalinglaws.problem.NoFitException when no form can be fitted to so few runs
     */
    public static Forecaster of(Dataset runs) {
        return Forecaster.of(runs);
    }

    /**
     * What forecasts from the runs of a fit: the other forms are fitted to them as well.
     *
     * @param fit a law of one form
     * @return the forecaster, 90 % intervals unless said
     * @throws org.scalinglaws.data.DataException as for runs
     */
    public static Forecaster of(Fit<?> fit) {
        return Forecaster.of(requireNonNull(fit, "fit").problem().runs());
    }

    /**
     * What forecasts from the runs of an ensemble: the other forms are fitted to them as well.
     *
     * @param ensemble laws of one form, such as a bootstrap of a fit
     * @return the forecaster, 90 % intervals unless said
     * @throws IllegalArgumentException when the ensemble does not know its runs, as one read from a file
     * @throws org.scalinglaws.data.DataException as for runs
     */
    public static Forecaster of(Ensemble<?> ensemble) {
        return Forecaster.of(
                requireNonNull(ensemble, "ensemble")
                        .runs()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "an ensemble must know its runs to be forecast from,"
                                                        + " got '"
                                                        + ensemble
                                                        + "': forecast from the runs themselves")));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: loss %.5g, %s [%.5g, %.5g]; a new run [%.5g, %.5g]",
                recipe,
                loss.nats(),
                Digits.level(level),
                mean.lower(),
                mean.upper(),
                newRun.lower(),
                newRun.upper());
    }
}
