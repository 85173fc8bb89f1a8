package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Site;

/**
 * What the bias of parabolas does at a budget, before any noise.
 *
 * @param target C, FLOP
 * @param error how far off N*, D* and the exponent are
 * @param waste the biased recipe beside the cheapest one of its loss
 */
public record Bias(Compute target, ParabolaBias error, Frontier.Deadweight waste) {
    /** Refuses what is absent. */
    public Bias {
        requireNonNull(target, "target");
        requireNonNull(error, "error");
        requireNonNull(waste, "waste");
    }

    static Bias of(Allocation biased, ChinchillaLaw law, Compute target) {
        ComputeOptimal planner = ComputeOptimal.of(law);
        Plan best = planner.plan(target);

        double parameters = biased.size().at(target);
        ParabolaBias error =
                new ParabolaBias(
                        percent(parameters / best.model().parameters()),
                        percent(biased.data().at(target) / best.tokens().count()),
                        biased.size().exponent() - law.modelExponent());

        // The waste is that of the biased size trained on what the budget then pays for.
        Recipe recipe =
                Recipe.of(
                        new ModelSize(parameters, biased.counting()),
                        Tokens.of(target.flops() / (6 * parameters)));

        return new Bias(target, error, planner.frontier().deadweight(recipe));
    }

    private static double percent(double factor) {
        return 100 * (factor - 1);
    }

    /**
     * What the wasted compute costs.
     *
     * @param site where it would be spent
     * @return money, in the currency of the price
     */
    public double money(Site site) {
        requireNonNull(site, "site");
        return site.prices().money(site.cluster(), Compute.flops(Math.max(0, waste.flops())));
    }

    /**
     * Writes the errors and the waste.
     *
     * @return such as {@code at 1e24 FLOP N* is 1.3 % too large and D* 1.3 % too small; the exponent is
     *     off by 0; 0.01 % of the compute is wasted}
     */
    @Override
    public String toString() {
        return "at "
                + Digits.four(target.flops())
                + " FLOP "
                + error
                + "; "
                + Digits.three(waste.percent())
                + " % of the compute is wasted";
    }
}
