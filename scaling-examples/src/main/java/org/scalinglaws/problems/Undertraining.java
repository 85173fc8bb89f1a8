package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * A model of 13 billion parameters was trained on 100 billion tokens. Was that too little data, and
 * what would have been a better use of the same compute?
 */
public final class Undertraining {
    private Undertraining() {}

    static Advice advice() {
        Recipe recipe = Recipe.of(ModelSize.billions(13), Tokens.billions(100));
        return ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).advice(recipe);
    }

    public static void main(String[] args) {
        Advice advice = advice();
        Plan used = advice.used();
        Plan best = advice.best();
        System.out.printf(
                Locale.ROOT,
                """
                %.3f tokens a parameter, under %.0f: undertrained by the rule of thumb.
                The law of Besiroglu et al. (2024) agrees. With the same %.1e FLOP:
                  as trained  N %5.2f B, D %5.1f B, loss %.4f nats
                  best        N %5.2f B, D %5.1f B, loss %.4f nats
                The next FLOP lowers the loss %.2f times as much on data as on parameters.
                %.1f %% of the compute is wasted: the same loss costs so much less at its best size.
                """,
                used.tokensPerParameter(),
                Advice.RULE_OF_THUMB,
                used.compute().flops(),
                used.model().parameters() / 1e9,
                used.tokens().count() / 1e9,
                used.loss().nats(),
                best.model().parameters() / 1e9,
                best.tokens().count() / 1e9,
                best.loss().nats(),
                advice.dataOverModel(),
                advice.deadweight().percent());
    }
}
