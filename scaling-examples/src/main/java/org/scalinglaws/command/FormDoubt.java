package org.scalinglaws.command;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalinglaws.data.DataException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.FormShare;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Response;
import org.scalinglaws.recipe.Factor;

/**
 * The doubt about the form of a fitted law: what several forms foretell from its runs.
 *
 * @param forecaster what foretells; none where there is no forecast
 * @param reason why there is none
 */
record FormDoubt(Optional<Forecaster> forecaster, String reason) {
    /** Whoever asks for a bootstrap asks for the errors of one form. */
    static final FormDoubt BOOTSTRAPPED =
            none("without --bootstrap several forms together say how far off it could be");

    private static final Set<Factor> READ = Set.of(Factor.PARAMETERS, Factor.TOKENS);

    /** Fits the other forms to the runs of a fit: errors about them are the planner's to refuse. */
    static FormDoubt of(Fit<?> fit) {
        if (!READ.equals(Set.copyOf(fit.factors()))) {
            return none("a forecast is of laws of params and tokens alone");
        }
        Response response = fit.problem().response();
        if (response.of(fit.problem().runs(), fit.factors()) == Response.RISES) {
            return none("a forecast is of a loss that falls, and this response rises");
        }
        try {
            return new FormDoubt(Optional.of(Forecast.of(fit).despiteErrors()), "");
        } catch (DataException | NoFitException impossible) {
            return none(String.valueOf(impossible.getMessage()));
        }
    }

    static FormDoubt none(String reason) {
        return new FormDoubt(Optional.empty(), reason);
    }

    /** What a reader of intervals should know, in one line. */
    String text() {
        return forecaster
                .map(
                        found ->
                                "the intervals have the doubt about the form in them, by "
                                        + found.forms().stream()
                                                .map(FormShare::name)
                                                .collect(Collectors.joining(", ")))
                .orElse("the intervals take the form of the law for true: " + reason);
    }
}
