package org.scalinglaws.command;

import java.util.Optional;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import picocli.CommandLine.Option;

/** The option that plans by a fit which should not be believed. */
final class ChosenForce {
    @Option(
            names = "--force",
            description = "Plan even by a fit or runs with an ERROR among the findings.")
    private boolean forced;

    /** Why no plan should be read off a checked fit, unless it is forced. */
    Optional<NoPlanException> refusal(Fit<?> fit) {
        if (forced) {
            return Optional.empty();
        }
        return fit.caveats().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(
                        error ->
                                new NoPlanException(
                                        String.format(
                                                "no plan by this fit, unless with --force: %s",
                                                error.message())));
    }

    /** Why no plan should be forecast from runs, unless it is forced. */
    Optional<NoPlanException> refusal(Forecaster forecaster) {
        return on(forecaster)
                .refusal()
                .map(
                        error ->
                                new NoPlanException(
                                        String.format(
                                                "no plan by these runs, unless with --force: %s",
                                                error.message())));
    }

    /** What forecasts plans, of runs with errors too where that is forced. */
    Forecaster on(Forecaster forecaster) {
        return forced ? forecaster.despiteErrors() : forecaster;
    }

    /** What is planned on: the law of a checked fit with all that is known of it. */
    LossSurface surface(Fit<?> fit) {
        LossSurface surface = LossSurface.of(fit);
        return forced ? surface.despiteErrors() : surface;
    }
}
