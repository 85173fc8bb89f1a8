package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;

/**
 * How large a model should 1e22 FLOP train? By the rule of 20 tokens a parameter, and by the best
 * plans of published laws.
 */
public final class BudgetToModelSize {
    private static final Compute BUDGET = Compute.flops(1e22);

    private BudgetToModelSize() {}

    /** C = 6 N (20 N), so that N = sqrt(C / 120); the loss is that of the law. */
    static Plan byTheRule() {
        Planner rule =
                ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).withRatio(Advice.RULE_OF_THUMB);
        return rule.plan(BUDGET);
    }

    static Comparison published() {
        return Comparison.at(
                BUDGET,
                List.of(
                        PublishedLaws.KAPLAN_2020,
                        PublishedLaws.HOFFMANN_2022,
                        PublishedLaws.MUENNIGHOFF_2023_BASE,
                        PublishedLaws.BESIROGLU_2024,
                        PublishedLaws.SARDANA_2024));
    }

    private static void print(String name, Plan plan) {
        System.out.printf(
                Locale.ROOT,
                "%-22s  %6.2f  %8.1f  %8.1f  %.3f%n",
                name,
                plan.model().parameters() / 1e9,
                plan.tokens().count() / 1e9,
                plan.tokensPerParameter(),
                plan.loss().nats());
    }

    public static void main(String[] args) {
        System.out.println("1e22 FLOP               N in B  D in B    D / N     loss");
        print("rule: sqrt(C / 120)", byTheRule());
        published().plans().forEach(BudgetToModelSize::print);
        System.out.printf(
                Locale.ROOT,
                """
                The laws want %.1f to %.1f B: 20 tokens a parameter is a good first guess, no more.
                Kaplan's sizes leave embeddings out, and losses differ with corpus and tokenizer.
                """,
                published().parameters().lower() / 1e9,
                published().parameters().upper() / 1e9);
    }
}
