package org.scalinglaws.examples;

import java.util.Optional;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.plan.NoPlanException;
import picocli.CommandLine.Option;

/** The option that plans by a fit which should not be believed. */
final class ChosenForce {
    @Option(names = "--force", description = "Plan even by a fit with an ERROR among its findings.")
    private boolean forced;

    /** Why no plan should be read off a fit, unless it is forced. */
    Optional<NoPlanException> refusal(Fit<?> fit) {
        if (forced) {
            return Optional.empty();
        }
        return Checks.inspect(fit).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(
                        error ->
                                new NoPlanException(
                                        String.format(
                                                "no plan by this fit, unless with --force: %s",
                                                error.message())));
    }
}
