package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Splits a budget as a published rule says and asks a law only for the loss. */
final class RulePlanner implements Planner {
    private final LossSurface surface;
    private final AllocationRule rule;

    RulePlanner(LossSurface surface, AllocationRule rule) {
        this.surface = surface;
        this.rule = requireNonNull(rule, "rule");
    }

    @Override
    public Plan plan(Compute budget) {
        requireNonNull(budget, "budget");
        double parameters =
                rule.factor().equals(Factor.PARAMETERS)
                        ? rule.size(budget).parameters()
                        : surface.training().sizeOf(budget.flops() / rule.tokens(budget).count());
        Plan plan = plan(surface, budget, parameters);
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.addAll(ofRule(plan.recipe()));
        return new Plan(plan.recipe(), plan.loss(), findings);
    }

    /** The plan that spends a budget on a given size. */
    static Plan plan(LossSurface surface, Compute budget, double parameters) {
        surface.requireBelievable();
        return surface.planOf(new IsoFlopCurve(surface, budget).recipe(parameters));
    }

    /** What to know about the rule itself. */
    private List<Finding> ofRule(Recipe recipe) {
        Provenance from = rule.provenance();
        List<Check<LossSurface>> checks =
                List.of(this::sizeCountedOtherwise, this::computeCountedOtherwise);
        List<Finding> findings = new ArrayList<>(from.caveats());
        findings.addAll(Check.inOrder(checks, surface));

        // Counted as the rule counts, so that only its range is spoken of here.
        Counting counting = from.scope().counting();
        for (Finding outside : from.scope().findings(recipe.countedAs(counting))) {
            findings.add(outside.withMessage("for " + rule.name() + ", " + outside.message()));
        }
        return findings;
    }

    /** A rule that counts otherwise gives other numbers for the same model. */
    private Optional<Finding> sizeCountedOtherwise(LossSurface law) {
        Counting counting = rule.provenance().scope().counting();
        return counting == law.counting()
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.COUNTING,
                                String.format(
                                        "%s counts %s parameters and the law %s",
                                        rule.name(), counting, law.counting())));
    }

    /** The same of a budget. */
    private Optional<Finding> computeCountedOtherwise(LossSurface law) {
        String there = rule.provenance().flopRule();
        String here = law.computeFormula();
        return there.equals(here)
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.FLOP_RULE,
                                String.format(
                                        "%s counts %s; the budget here is %s",
                                        rule.name(), there, here)));
    }
}
