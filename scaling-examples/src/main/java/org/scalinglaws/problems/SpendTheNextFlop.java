package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * A model of 7 billion parameters saw 2 trillion tokens. Had there been twice the compute, should it
 * have gone into more data, into more parameters, or into both?
 */
public final class SpendTheNextFlop {
    private SpendTheNextFlop() {}

    public static void main(String[] args) {
        Recipe trained = Recipe.of(ModelSize.billions(7), Tokens.trillions(2));
        Advice advice = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law()).advice(trained);
        PlanTable.header("");
        PlanTable.row("trained", advice.used());
        PlanTable.row("best, same compute", advice.best());
        PlanTable.row("best, same loss", advice.sameLoss());

        System.out.println("\ntwice the compute, spent on   nats less");
        show("data", advice.onData());
        show("parameters", advice.onModel());
        show("both, anew", advice.onBoth());
        System.out.printf(
                Locale.ROOT,
                """

                The model saw %.0f times the tokens a parameter of the best plan: it is cheap to serve, but
                wasted %.0f %% of its compute. The next FLOP on data buys %.2f of what it buys on parameters.
                """,
                advice.overTraining(),
                advice.deadweight().percent(),
                advice.dataOverModel());
    }

    private static void show(String what, Advice.Way way) {
        System.out.printf(Locale.ROOT, "%-27s %11.4f%n", what, way.natsPerDoubling());
    }
}
