package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.TokenCost;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;

/**
 * There are 9e21 FLOP for a model of 1.5 billion parameters. How many tokens can it be trained on?
 */
public final class TokensForACompute {
    private TokensForACompute() {}

    static Tokens tokens(Compute budget, ModelSize model) {
        return Tokens.of(budget.flops() / TokenCost.TRAINING.flops(model.parameters()));
    }

    public static void main(String[] args) {
        Compute budget = Compute.flops(9e21);
        ModelSize model = ModelSize.billions(1.5);
        Tokens tokens = tokens(budget, model);
        double each = tokens.count() / model.parameters();
        System.out.printf(
                Locale.ROOT,
                """
                A token costs 6 N = %.1e FLOP, so that D = C / 6N = %.3e tokens.
                Back again: 6 N D = %.1e FLOP.
                That is %.0f tokens a parameter, %.1f times the %.0f of the rule of thumb:
                a small model for so much compute, cheap to serve.
                """,
                TokenCost.TRAINING.flops(model.parameters()),
                tokens.count(),
                Compute.ofTraining(model, tokens).flops(),
                each,
                each / Advice.RULE_OF_THUMB,
                Advice.RULE_OF_THUMB);
    }
}
