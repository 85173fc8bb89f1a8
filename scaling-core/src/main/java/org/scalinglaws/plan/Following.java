package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Splits a budget as a published rule says and asks the law of a planner only for the loss. */
final class Following implements Planner {
    private final ComputeOptimal planner;
    private final AllocationRule rule;

    Following(ComputeOptimal planner, AllocationRule rule) {
        this.planner = planner;
        this.rule = requireNonNull(rule, "rule");
    }

    @Override
    public Plan plan(Compute budget) {
        requireNonNull(budget, "budget");
        double parameters =
                rule.factor().equals(Factor.PARAMETERS)
                        ? rule.size(budget).parameters()
                        : planner.training().sizeOf(budget.flops() / rule.tokens(budget).count());
        Plan plan = planner.planOf(planner.curveOf(budget).recipe(parameters));
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.addAll(ofRule(plan.recipe()));
        return new Plan(plan.recipe(), plan.loss(), findings);
    }

    /** What to know about the rule itself. */
    private List<Finding> ofRule(Recipe recipe) {
        Provenance from = rule.provenance();
        List<Finding> findings = new ArrayList<>(from.caveats());
        Counting counting = from.scope().counting();
        if (counting != planner.counting()) {
            findings.add(
                    Finding.error(
                            "counting",
                            String.format(
                                    "%s counts %s parameters and the law %s",
                                    rule.name(), counting, planner.counting())));
        }
        String here = planner.training().training();
        if (!from.flopRule().equals(here)) {
            findings.add(
                    Finding.warning(
                            "flop-rule",
                            String.format(
                                    "%s counts %s; the budget here is %s",
                                    rule.name(), from.flopRule(), here)));
        }
        for (Finding outside : from.scope().findings(recipe.countedAs(counting))) {
            String message = "for " + rule.name() + ", " + outside.message();
            findings.add(new Finding(outside.severity(), outside.check(), message));
        }
        return findings;
    }

    /** The law's own plan beside that of the rule, and why they differ. */
    ComputeOptimal.Contrast contrast(Compute budget) {
        Plan own = planner.plan(budget);
        Plan ruled = plan(budget);
        List<Finding> why = new ArrayList<>();
        double exponent = planner.modelExponent(budget);
        why.add(
                Finding.note(
                        "exponents",
                        String.format(
                                "N grows as C^%s by %s and as C^%s by the law%s",
                                Decimal.format(rule.modelExponent(), 3),
                                rule.name(),
                                Decimal.format(exponent, 3),
                                agreement(budget, exponent))));
        @Nullable TwoPowers closed = TwoPowers.of(planner.law());
        if (closed != null) {
            why.add(
                    Finding.note(
                            "ratio-of-exponents",
                            String.format(
                                    "the law would grow N as the rule does if its exponent of N were"
                                            + " %s times that of D; it is %s times",
                                    Decimal.format(1 / rule.modelExponent() - 1, 3),
                                    Decimal.format(closed.alpha() / closed.beta(), 3))));
        }
        why.add(
                Finding.note(
                        "price",
                        String.format(
                                "by the law the rule's split loses %s nats, as if %s %% of the compute"
                                        + " were wasted",
                                Decimal.format(ruled.loss().nats() - own.loss().nats(), 3),
                                Decimal.format(
                                        Math.max(0, planner.deadweight(ruled.recipe()).percent()),
                                        3))));
        why.addAll(rule.provenance().caveats());
        return new ComputeOptimal.Contrast(own, ruled, why);
    }

    /** Where rule and law have the same N. */
    private String agreement(Compute budget, double exponent) {
        double sign = Math.signum(rule.modelExponent() - exponent);
        DoubleUnaryOperator apart =
                log -> {
                    Compute flops = Compute.flops(Math.exp(log));
                    double ruled = plan(flops).model().parameters();
                    return sign * Math.log(ruled / planner.plan(flops).model().parameters());
                };
        OptionalDouble same;
        try {
            same = sign == 0 ? OptionalDouble.empty() : Frontier.root(apart, budget.flops());
        } catch (NoPlanException nowhere) {
            same = OptionalDouble.empty();
        }
        return same.isPresent()
                ? "; they agree at " + Decimal.format(Math.exp(same.getAsDouble()), 3) + " FLOP"
                : "";
    }
}
