package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Response;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Does the law say that more parameters, tokens or compute are worse? */
final class WrongDirection implements Check<Fit<?>> {
    private static final double MORE = 1.01;
    private static final double ROUNDING = 1e-12;
    private static final List<Factor> SCALES =
            List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS);

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Response stated = fit.problem().response();
        Response way = stated.of(fit.problem().runs(), fit.problem().family().factors());
        if (way == Response.RISES && stated == Response.AS_SEEN) {
            return Optional.empty();
        }

        // Run by run, for a law may turn within its range.
        boolean rises = way == Response.RISES;
        int runs = fit.problem().runs().size();
        List<String> wrong = new ArrayList<>();
        for (Factor factor : read(fit)) {
            int growing = 0;
            for (Run run : fit.problem().runs()) {
                double change = change(fit.law(), run.recipe(), factor);
                growing += (rises ? -change : change) > 0 ? 1 : 0;
            }
            if (growing > 0) {
                wrong.add(String.format("with %s at %d of %d runs", factor.name(), growing, runs));
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.WRONG_DIRECTION,
                                fit.problem().runs().lossColumn()
                                        + (rises ? " falls " : " grows ")
                                        + String.join(" and ", wrong)
                                        + ": a law that extends this promises worse models for"
                                        + " more"));
    }

    /** The factors of scale that a law reads and of which its loss is the same for more, at each run. */
    static List<Factor> withoutEffect(Fit<?> fit) {
        return read(fit).stream()
                .filter(
                        factor -> {
                            for (Run run : fit.problem().runs()) {
                                if (change(fit.law(), run.recipe(), factor) != 0) {
                                    return false;
                                }
                            }
                            return true;
                        })
                .toList();
    }

    private static List<Factor> read(Fit<?> fit) {
        return SCALES.stream().filter(fit.problem().family().factors()::contains).toList();
    }

    /** How much the loss grows with a little more of one factor; 0 where that is rounding. */
    private static double change(LossLaw law, Recipe recipe, Factor factor) {
        double here = law.loss(recipe);
        double change = law.loss(more(recipe, factor)) - here;
        return Math.abs(change) > ROUNDING * Math.abs(here) ? change : 0;
    }

    /** More of one factor, the others held. Compute that is stated grows with N and D, as 6ND does. */
    private static Recipe more(Recipe recipe, Factor factor) {
        Recipe more = recipe.with(factor, MORE * recipe.value(factor));
        boolean costs = !factor.equals(Factor.FLOPS) && recipe.factors().contains(Factor.FLOPS);
        return costs ? more.with(Factor.FLOPS, MORE * recipe.value(Factor.FLOPS)) : more;
    }
}
