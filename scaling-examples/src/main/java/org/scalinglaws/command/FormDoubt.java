package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.FormShare;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Response;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

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

    /** What several forms together say against a recipe, but for what they say of the runs. */
    List<Finding> against(Recipe recipe, double level) {
        if (forecaster.isEmpty()) {
            return List.of();
        }
        Forecaster found = forecaster.get().withLevel(level);
        try {
            return found.at(recipe).findings().stream()
                    .filter(finding -> !found.findings().contains(finding))
                    .toList();
        } catch (NoFitException nowhere) {
            // No form has a loss there, and no interval is printed.
            return List.of();
        }
    }

    /** A plan with what several forms together say against it. */
    Plan held(Plan plan, double level) {
        if (forecaster.isEmpty()) {
            return plan;
        }
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.addAll(against(plan.recipe(), level));
        double params = plan.model().parameters();
        forecaster
                .get()
                .plans(plan.compute())
                .findPositive(level, other -> other.model().parameters())
                .filter(sizes -> !sizes.contains(params))
                .ifPresent(
                        sizes ->
                                findings.add(
                                        Finding.warning(
                                                CheckName.EXTRAPOLATION, elsewhere(plan, sizes))));
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return new Plan(plan.recipe(), plan.loss(), findings);
    }

    private static String elsewhere(Plan plan, Interval sizes) {
        return String.format(
                Locale.ROOT,
                "at %s FLOP this form plans %s params, and several forms together %s to %s",
                Digits.four(plan.compute().flops()),
                Digits.four(plan.model().parameters()),
                Digits.four(sizes.lower()),
                Digits.four(sizes.upper()));
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
